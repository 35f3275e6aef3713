import { createRemoteJWKSet, jwtVerify } from 'jose'
import type { House } from '../../platform/context.ts'
import { CLOCK_SKEW_SECONDS, configurationOf, speaksPlainHttp } from './identity-configuration.ts'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** Signatures with a public key only: a shared secret proves nothing of who signed. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]
/** Seconds that a logout token may be old, whatever it says of itself; a retry comes with a new one. */
export const LOGOUT_TOKEN_SECONDS = 600

export type LogoutToken = { issuer: string; id: string; subject: string | null; idpSession: string | null }

/** The token is not what it should be; says why, for our own log. */
export class LogoutTokenInvalid extends Error {}

type Keys = ReturnType<typeof createRemoteJWKSet>
const keysOf = new WeakMap<House, { uri: string; keys: Keys }>()

/**
 * Checks a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6): signed by the Identity System for us, young, about
 * a logout, about somebody, and no ID token. Throws `LogoutTokenInvalid`, or the failure to reach the keys.
 */
export async function verifyLogoutToken(house: House, token: string): Promise<LogoutToken> {
  const { oidc } = house.config
  const { issuer, jwks_uri } = (await configurationOf(house)).serverMetadata()
  if (!jwks_uri) throw new Error('the Identity System names no keys')
  if (new URL(jwks_uri).protocol !== 'https:' && !speaksPlainHttp(house.config))
    throw new Error('its keys are not safe')
  const options = {
    ...{ issuer, audience: oidc.clientId, algorithms: ALGORITHMS, currentDate: house.clock() },
    ...{
      clockTolerance: CLOCK_SKEW_SECONDS,
      maxTokenAge: LOGOUT_TOKEN_SECONDS,
      requiredClaims: ['jti', 'events'],
    },
  }
  const { payload, protectedHeader } = await jwtVerify(token, keysFor(house, jwks_uri), options).catch(
    (error) => {
      if (UNREACHABLE.has(error.code) || !String(error.code).startsWith('ERR_')) throw error
      throw new LogoutTokenInvalid(error.code)
    },
  )
  const { typ } = protectedHeader
  // Recommended only, so older providers write another or none; a token for something else says so.
  if (typ !== undefined && !['logout+jwt', 'jwt'].includes(typ.toLowerCase()))
    throw new LogoutTokenInvalid('typ')
  const event = (payload.events as Record<string, unknown> | null)?.[EVENT]
  if (typeof event !== 'object' || event === null) throw new LogoutTokenInvalid('events')
  if ('nonce' in payload) throw new LogoutTokenInvalid('nonce')
  const { sub = null, sid = null, jti } = payload
  if (typeof jti !== 'string' || jti === '' || jti.length > 255) throw new LogoutTokenInvalid('jti')
  if (!isName(sub) || !isName(sid) || (sub === null && sid === null)) throw new LogoutTokenInvalid('whom')
  return { issuer, id: jti, subject: sub, idpSession: sid }
}

const UNREACHABLE = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID'])

const isName = (value: unknown): value is string | null =>
  value === null || (typeof value === 'string' && value !== '' && value.length <= 255)

/** Kept from token to token; a key that is not among them is looked for again every 30 seconds at most. */
function keysFor(house: House, uri: string): Keys {
  const kept = keysOf.get(house)
  if (kept?.uri === uri) return kept.keys
  const keys = createRemoteJWKSet(new URL(uri), { timeoutDuration: 5000, cooldownDuration: 30_000 })
  keysOf.set(house, { uri, keys })
  return keys
}
