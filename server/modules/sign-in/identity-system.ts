import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client'
import type { Language } from '../../../contract/languages.ts'
import type { House } from '../../platform/context.ts'
import type { Flow } from './sign-in-flow.ts'

type Place = Pick<House, 'config'>
const PATIENCE_SECONDS = 10
const KEPT_MS = 3_600_000

const configurations = new WeakMap<House, { found: Promise<Configuration>; until: number }>()

/** Where to send the browser to sign in. `again` asks for the password even where a session exists there. */
export async function signInUrl(
  house: House,
  flow: Flow,
  { language, again }: { language: Language; again: boolean },
): Promise<URL> {
  return buildAuthorizationUrl(await configurationOf(house), {
    redirect_uri: callbackUrl(house),
    scope: 'openid',
    code_challenge: await calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
    ...{ state: flow.state, nonce: flow.nonce, ui_locales: language },
    ...(again ? { prompt: 'login' } : {}),
  })
}

/** Exchanges the code that came back and says whose it is. Throws where anything does not fit. */
export async function subjectOf(
  house: House,
  flow: Flow,
  search: string,
): Promise<{ subject: string; idToken: string }> {
  const returned = new URL(search, callbackUrl(house))
  const tokens = await authorizationCodeGrant(await configurationOf(house), returned, {
    ...{ pkceCodeVerifier: flow.verifier, expectedState: flow.state, expectedNonce: flow.nonce },
    idTokenExpected: true,
  })
  const subject = tokens.claims()?.sub
  if (!subject || !tokens.id_token) throw new Error('the ID token names nobody')
  return { subject, idToken: tokens.id_token }
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

/** What the Identity System says of itself, asked once an hour; a failed question is asked again. */
function configurationOf(house: House): Promise<Configuration> {
  const known = configurations.get(house)
  if (known && known.until > Date.now()) return known.found
  const found = discover(house)
  configurations.set(house, { found, until: Date.now() + KEPT_MS })
  found.catch(() => configurations.delete(house))
  return found
}

async function discover({ config }: House): Promise<Configuration> {
  const issuer = new URL(config.oidc.issuer)
  // Plain HTTP is for the demo's own Identity System only; anywhere else the client refuses it.
  const plain = config.demo && issuer.protocol === 'http:' ? [allowInsecureRequests] : []
  const { clientId, clientSecret } = config.oidc
  return discovery(issuer, clientId, clientSecret, undefined, {
    execute: [...plain, enableNonRepudiationChecks],
    timeout: PATIENCE_SECONDS,
  })
}
