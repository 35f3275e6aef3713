import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client'
import { z } from 'zod'
import { LANGUAGES, type Language } from '../../../contract/languages.ts'
import type { House } from '../../platform/context.ts'
import { seal, unseal } from '../../platform/seal.ts'

type Place = Pick<House, 'config' | 'clock'>
const PURPOSE = 'sign-in'
/** Seconds that a sign-in may take. */
export const FLOW_SECONDS = 15 * 60

const Flow = z.object({
  ...{ state: z.string(), nonce: z.string(), verifier: z.string() },
  returnTo: z.string(),
  language: z.enum(LANGUAGES).nullable(),
  startedAt: z.number(),
})
/** One sign-in under way: what must come back, and where to go then. Kept in the browser's sealed cookie. */
export type Flow = z.infer<typeof Flow>

export function startFlow(house: Place, returnTo: string, language: Language | null): Flow {
  return {
    ...{ state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() },
    ...{ returnTo, language, startedAt: house.clock().getTime() },
  }
}

export function sealFlow(house: Place, flow: Flow): string {
  return seal(house, PURPOSE, Buffer.from(JSON.stringify(flow)).toString('base64url'))
}

/** The flow inside a cookie, or null where it is missing, not ours, or too old. */
export function unsealFlow(house: Place, sealed: string | null): Flow | null {
  const value = sealed && unseal(house, PURPOSE, sealed)
  if (!value) return null
  const flow = Flow.parse(JSON.parse(Buffer.from(value, 'base64url').toString()))
  return house.clock().getTime() - flow.startedAt < FLOW_SECONDS * 1000 ? flow : null
}
