import { type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import { Markup } from './markup.ts'
import type { NetworkFile, NetworkUser } from './network-file.ts'
import { renderFailure, renderSignedOut, renderSigningOut, renderSignOutQuestion } from './notice-pages.ts'
import { applicationOf, serviceOf } from './provider-clients.ts'
import type { Settings } from './read-settings.ts'
import { allowScript } from './security-headers.ts'
import { sendLogoutTokens } from './send-logout-tokens.ts'
import type { ServiceClient } from './service-clients.ts'
import { serviceTokens } from './service-tokens.ts'
import type { SessionStore } from './session-store.ts'
import { ONE_FACTOR, SECOND_FACTOR, signInPolicy } from './sign-in-policy.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { DescribeSurroundings } from './surroundings.ts'

const SCOPES = ['openid', 'profile', 'email', 'offline_access']
const HOUR = 3600
const DAY = 24 * HOUR
const SUBMIT_SIGN_OUT = "document.querySelector('button[name=logout]').click()"

interface Parts {
  settings: Settings
  keys: SigningKeys
  store: SessionStore
  serviceClients: ServiceClient[]
  networkFile: NetworkFile
  needsSecondFactor(user: NetworkUser): boolean
  surroundings: DescribeSurroundings
  report(line: string): void
}

/**
 * OpenID Connect for one first-party application (authorization code with PKCE, refresh tokens, no consent page), and
 * OAuth 2.0 client credentials for service clients.
 */
export function createProvider(parts: Parts): Provider {
  const { settings, keys, store, networkFile, surroundings, report } = parts
  const around = (ctx: KoaContextWithOIDC) =>
    surroundings({ uiLocales: ctx.oidc?.params?.ui_locales, acceptLanguage: ctx.get('accept-language') })

  const configuration: Configuration = {
    adapter: store.adapter,
    clients: [applicationOf(settings), ...parts.serviceClients.map(serviceOf)],
    jwks: keys.jwks,
    // Cookies do not tell ports apart, and the application often runs on the same host name.
    cookies: {
      keys: keys.cookieKeys,
      names: { session: 'identity_session', interaction: 'identity_sign_in', resume: 'identity_resume' },
    },
    scopes: SCOPES,
    acrValues: [ONE_FACTOR, SECOND_FACTOR],
    claims: { openid: ['sub', 'auth_time', 'acr', 'amr'], profile: ['name', 'locale'], email: ['email'] },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    interactions: {
      url: (_ctx, interaction) => `/sign-in/${interaction.uid}`,
      policy: signInPolicy(networkFile, parts.needsSecondFactor),
    },
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      ClientCredentials: 10 * 60,
      IdToken: HOUR,
      Interaction: HOUR,
      Session: 12 * HOUR,
      RefreshToken: 14 * DAY,
      // The grant is not renewed with its tokens: after this, whoever refreshes signs in again.
      Grant: 14 * DAY,
    },
    rotateRefreshToken: () => true,
    fetch: sendLogoutTokens(report),
    clientBasedCORS: () => false,
    // Either way of sending the secret is taken from each client.
    clientAuthMethods: ['client_secret_post', 'client_secret_basic'],
    features: {
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: serviceTokens(parts.serviceClients),
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        async logoutSource(ctx, form) {
          ctx.body = await signOutPage(ctx, new Markup(form))
        },
        async postLogoutSuccessSource(ctx) {
          ctx.body = renderSignedOut(await around(ctx))
        },
      },
    },
    async findAccount(_ctx, id) {
      const { userById } = await networkFile.current()
      const user = userById.get(id)
      if (!user?.active) return undefined
      return { accountId: user.id, claims: () => claimsOf(user) }
    },
    async loadExistingGrant(ctx) {
      const { client, session, provider } = ctx.oidc
      if (!client || !session?.accountId) return undefined
      const known = session.grantIdFor(client.clientId)
      const found = known ? await provider.Grant.find(known) : undefined
      if (found) return found
      // The one client is the distributor's own application: asking the staff for consent would mean nothing.
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope(SCOPES.join(' '))
      await grant.save()
      return grant
    },
    async renderError(ctx, out) {
      ctx.type = 'html'
      ctx.body = renderFailure(await around(ctx), out.error)
    },
  }

  async function signOutPage(ctx: KoaContextWithOIDC, form: Markup): Promise<string> {
    const askedBy = ctx.oidc.entities.IdTokenHint as { payload?: { sub?: string } } | undefined
    if (askedBy?.payload?.sub !== ctx.oidc.session?.accountId)
      return renderSignOutQuestion(await around(ctx), form)
    allowScript(ctx.res, SUBMIT_SIGN_OUT)
    return renderSigningOut(await around(ctx), form, new Markup(SUBMIT_SIGN_OUT))
  }

  const provider = new Provider(settings.issuer.origin, configuration)
  // The front sets the forwarded headers itself, from the issuer, whatever the caller sent (identity-server.ts).
  provider.proxy = true
  provider.use(sayChosenLanguage)
  provider.on('server_error', (_ctx, error) => report(`error: ${error.message}`))
  return provider
}

/** The address that leads back says which language was chosen on the sign-in page, as `ui_locales`. */
async function sayChosenLanguage(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  const language = ctx.oidc?.entities?.Interaction?.result?.language
  const location = ctx.response.get('location')
  if (typeof language !== 'string' || !URL.canParse(location)) return
  const address = new URL(location)
  if (!address.searchParams.has('code')) return
  address.searchParams.set('ui_locales', language)
  ctx.set('location', address.href)
}

function claimsOf(user: NetworkUser) {
  return {
    sub: user.id,
    name: user.name[user.language] ?? user.name.en,
    email: user.email,
    locale: user.language,
  }
}
