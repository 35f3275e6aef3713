import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client'
import { z } from 'zod'
import { LANGUAGES } from '../../../contract/languages.ts'
import type { House } from '../../platform/context.ts'
import { seal, unseal } from '../../platform/seal.ts'

type Place = Pick<House, 'config' | 'clock'>
const PURPOSE = 'sign-in'
/** Seconds that a sign-in may take. */
export const FLOW_SECONDS = 15 * 60

const Flow = z.object({
  ...{ state: z.string(), nonce: z.string(), verifier: z.string() },
  /** Which Identity System was asked: another one's answer is none. */
  issuer: z.string(),
  /** The session to raise by a fresh proof; null for an ordinary sign-in. */
  stepUp: z.string().nullable(),
  returnTo: z.string(),
  language: z.enum(LANGUAGES).nullable(),
  startedAt: z.number(),
})
/** One sign-in under way: what must come back, and where to go then. Kept in the browser's sealed cookie. */
export type Flow = z.infer<typeof Flow>

export function startFlow(house: Place, more: Pick<Flow, 'returnTo' | 'language' | 'stepUp'>): Flow {
  return {
    ...{ state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() },
    ...{ ...more, issuer: issuerOf(house), startedAt: house.clock().getTime() },
  }
}

function issuerOf({ config: { signIn, oidc } }: Place): string {
  return signIn.kind === 'platform' ? signIn.issuer : oidc.issuer
}

export function sealFlow(house: Place, flow: Flow): string {
  return seal(house, PURPOSE, Buffer.from(JSON.stringify(flow)).toString('base64url'))
}

/** The flow inside a cookie, or null where it is missing, not ours, of an older program, or too old. */
export function unsealFlow(house: Place, sealed: string | null): Flow | null {
  const value = sealed && unseal(house, PURPOSE, sealed)
  if (!value) return null
  const flow = Flow.safeParse(JSON.parse(Buffer.from(value, 'base64url').toString())).data
  if (!flow || flow.issuer !== issuerOf(house)) return null
  return house.clock().getTime() - flow.startedAt < FLOW_SECONDS * 1000 ? flow : null
}
