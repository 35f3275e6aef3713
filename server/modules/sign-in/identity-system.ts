import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
} from 'openid-client'
import type { Language } from '../../../contract/languages.ts'
import type { House } from '../../platform/context.ts'
import { CLOCK_SKEW_SECONDS, configurationOf } from './identity-configuration.ts'
import type { Confirmed } from './identity-port.ts'
import type { Claims } from './match-user.ts'
import type { Flow } from './sign-in-flow.ts'

type Place = Pick<House, 'config'>
const STEP_UP_SECONDS = 60

/** Where to send the browser to sign in. `again` asks for the password even where a session exists there. */
export async function signInUrl(
  house: House,
  flow: Flow,
  { language, again }: { language: Language; again: boolean },
): Promise<URL> {
  const { oidc, session } = house.config
  return buildAuthorizationUrl(await configurationOf(house, 'answering'), {
    redirect_uri: callbackUrl(house),
    scope: oidc.scopes,
    code_challenge: await calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
    ...{ state: flow.state, nonce: flow.nonce, ui_locales: language },
    // With a greatest age the provider must say when they proved who they are (OpenID Connect Core 3.1.2.1). It is
    // `prompt` that asks for the password again: some providers refuse an age of 0, and what they say is checked here.
    max_age: String(flow.stepUp === null ? session.hours * 3600 : STEP_UP_SECONDS),
    ...(again || flow.stepUp !== null ? { prompt: 'login' } : {}),
  })
}

/**
 * Exchanges the code that came back and says whose it is. State, nonce, PKCE, the answer's `iss` (RFC 9207) and the ID
 * token with its signature are checked by the library. Throws where anything does not fit.
 */
export async function confirmSignIn(house: House, flow: Flow, search: string): Promise<Confirmed> {
  const configuration = await configurationOf(house)
  const returned = new URL(search, callbackUrl(house))
  const tokens = await authorizationCodeGrant(configuration, returned, {
    ...{ pkceCodeVerifier: flow.verifier, expectedState: flow.state, expectedNonce: flow.nonce },
    idTokenExpected: true,
  })
  const said = tokens.claims()
  if (!said || !tokens.id_token) throw new Error('the ID token names nobody')
  const now = house.clock().getTime() / 1000
  if (said.iat > now + CLOCK_SKEW_SECONDS) throw new Error('the ID token is of the future')
  const { oidc } = house.config
  const userInfo = configuration.serverMetadata().userinfo_endpoint
  const needed = oidc.userMatch === 'email' ? [oidc.userClaim, 'email'] : [oidc.userClaim]
  // Many providers tell more than `sub` only there.
  const more =
    needed.some((claim) => said[claim] === undefined) && userInfo
      ? await fetchUserInfo(configuration, tokens.access_token, said.sub)
      : {}
  return {
    claims: together(said, more),
    idToken: tokens.id_token,
    proof: {
      ...{ issuer: said.iss, subject: said.sub },
      idpSession: typeof said.sid === 'string' ? said.sid.slice(0, 255) : null,
      authenticatedAt: said.auth_time === undefined ? null : new Date(Math.min(said.auth_time, now) * 1000),
      methods: methodsIn(said.amr),
    },
  }
}

/** What the ID token says, then userinfo. An address and whether it is verified are of one source: never mixed. */
function together(said: Claims, more: Claims): Claims {
  const { email, email_verified } = said.email === undefined ? more : said
  return { ...more, ...said, email, email_verified }
}

/** Names of methods as RFC 8176 has them; whatever else a provider writes is left out. */
function methodsIn(amr: unknown): string[] {
  if (!Array.isArray(amr)) return []
  return amr.filter((one): one is string => typeof one === 'string' && /^[\w-]{1,20}$/.test(one)).slice(0, 10)
}

/** Where to go to end the session of the Identity System too; our own page where it has no such address. */
export async function signOutUrl(house: House, idToken: string | null): Promise<string> {
  const home = new URL('/staff', house.config.publicUrl).href
  try {
    const configuration = await configurationOf(house)
    if (!configuration.serverMetadata().end_session_endpoint) return home
    return buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: home,
      ...(idToken ? { id_token_hint: idToken } : {}),
    }).href
  } catch {
    // Our own session has ended all the same.
    return home
  }
}

const callbackUrl = (house: Place) => new URL('/auth/callback', house.config.publicUrl).href
