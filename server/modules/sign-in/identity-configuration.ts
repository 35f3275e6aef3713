import { createPrivateKey } from 'node:crypto'
import { importPKCS8 } from 'jose'
import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  getJwksCache,
  PrivateKeyJwt,
  setJwksCache,
} from 'openid-client'
import type { Config } from '../../platform/config.ts'
import type { House } from '../../platform/context.ts'
import { isThisMachine } from '../../platform/production-rules.ts'

const PATIENCE_SECONDS = 5
const HOUR = 3_600_000
const A_MOMENT = 15_000
/** How far the clocks of the Identity System and ours may differ, in seconds. */
export const CLOCK_SKEW_SECONDS = 30

type Known = { found: Configuration; at: number }
const known = new WeakMap<House, Known>()
const asking = new WeakMap<House, Promise<Configuration>>()

/**
 * What the Identity System says of itself, asked once an hour. To begin a sign-in it must have answered a moment ago:
 * whoever is sent there would see a browser's error page otherwise, where our own can say what is wrong.
 */
export async function configurationOf(
  house: House,
  needed: 'known' | 'answering' = 'known',
): Promise<Configuration> {
  const before = known.get(house)
  const age = before ? house.clock().getTime() - before.at : Number.POSITIVE_INFINITY
  if (before && age < (needed === 'known' ? HOUR : A_MOMENT)) return before.found
  const found = asking.get(house) ?? ask(house, before)
  asking.set(house, found)
  try {
    return await found
  } catch (error) {
    // What was good an hour ago most likely still is; tokens are checked with keys of their own.
    if (before && needed === 'known') return before.found
    throw error
  } finally {
    if (asking.get(house) === found) asking.delete(house)
  }
}

async function ask(house: House, before: Known | undefined): Promise<Configuration> {
  const at = house.clock().getTime()
  const found = await discover(house)
  const keys = before && getJwksCache(before.found)
  if (keys && before.found.serverMetadata().jwks_uri === found.serverMetadata().jwks_uri)
    setJwksCache(found, keys)
  known.set(house, { found, at })
  return found
}

/** Plain HTTP is for the demo's Identity System and for one on this machine; anywhere else the client refuses it. */
export const speaksPlainHttp = ({ demo, oidc }: Config) =>
  new URL(oidc.issuer).protocol === 'http:' && (demo || isThisMachine(oidc.issuer))

async function discover({ config }: House): Promise<Configuration> {
  return discovery(
    new URL(config.oidc.issuer),
    config.oidc.clientId,
    { [clockTolerance]: CLOCK_SKEW_SECONDS },
    await clientAuth(config.oidc),
    {
      execute: [...(speaksPlainHttp(config) ? [allowInsecureRequests] : []), enableNonRepudiationChecks],
      timeout: PATIENCE_SECONDS,
    },
  )
}

async function clientAuth({ clientAuth, clientSecret, clientKey }: Config['oidc']): Promise<ClientAuth> {
  if (clientAuth === 'basic') return ClientSecretBasic(clientSecret)
  if (clientAuth === 'post' || clientKey === null) return ClientSecretPost(clientSecret)
  const isEc = createPrivateKey(clientKey).asymmetricKeyType === 'ec'
  return PrivateKeyJwt(await importPKCS8(clientKey, isEc ? 'ES256' : 'RS256'))
}
