import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { House } from '../../platform/context.ts'
import { readBody } from '../../platform/outbound/read-body.ts'
import type { SignInConfig } from '../../platform/sign-in-config.ts'
import type { StaffIdentity } from './identity-port.ts'
import type { Flow } from './sign-in-flow.ts'
import { verifyPlatformToken } from './verify-platform-token.ts'

type PlatformConfig = Extract<SignInConfig, { kind: 'platform' }>
const PATIENCE_MS = 10_000
const MOST_BYTES = 256 * 1024
const AuthCode = z.string().min(1).max(200)

/**
 * The platform's own sign-in: no OpenID Connect, a code with a SHA-512 challenge. It has no state parameter, so the state
 * travels in ReturnUrl, which is compared and never followed; state and verifier stand in the browser's sealed cookie.
 * An answer without them, with another's, or with a code for another verifier is none.
 */
export function platformIdentity(house: House, config: PlatformConfig): StaffIdentity {
  return {
    rule: { userClaim: 'sub', userMatch: 'id' },
    signInUrl: async (flow) => {
      const address = new URL(`${config.frontEnd}/Identity/Auth/AuthCode`)
      address.searchParams.set('AppId', config.appId)
      address.searchParams.set('CodeChallenge', createHash('sha512').update(flow.verifier).digest('hex'))
      address.searchParams.set('ReturnUrl', returnUrl(flow))
      return address
    },
    confirm: async (flow, search) => {
      const query = new URLSearchParams(search)
      const only = (name: string) => (query.getAll(name).length === 1 ? query.get(name) : null)
      if (only('ReturnUrl') !== returnUrl(flow)) throw new Error('the answer is to another question')
      const code = AuthCode.safeParse(only('AuthCode'))
      if (!code.success) throw new Error('the answer has no code')
      const token = await exchange(config, code.data, flow)
      const subject = await verifyPlatformToken(token, config, house.clock())
      return {
        ...{ claims: { sub: subject }, idToken: null },
        proof: {
          ...{ issuer: config.issuer, subject, idpSession: null, methods: [] },
          // The token does not say when; that they came back with it is all the proof there is.
          authenticatedAt: house.clock(),
        },
      }
    },
    // It has no address at which to sign out.
    signOutUrl: async () => new URL('/staff', house.config.publicUrl).href,
  }
}

const returnUrl = ({ state }: Flow) => `/signed-in/${state}`

/** The platform may write its properties in either casing. */
const Entity = z.object({ Flow: z.literal(0), Token: z.string().min(1) })
const Answer = z.object({ Entity })
const camelAnswer = z
  .object({ entity: z.object({ flow: Entity.shape.Flow, token: Entity.shape.Token }) })
  .transform(({ entity }) => ({ Entity: { Flow: entity.flow, Token: entity.token } }))

/** Exchanges the code for an access token. Anything but a full token (Flow 0) is none: others only change passwords. */
async function exchange({ url, appId }: PlatformConfig, code: string, { verifier }: Flow): Promise<string> {
  const answer = await fetch(`${url}/api/Auth/TokenWithAppIdOnly`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ AuthCode: code, AppId: appId, CodeVerifier: verifier }),
    // The verifier is for this address and no other.
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (answer.status !== 200) {
    await answer.body?.cancel()
    throw new Error(`the exchange answered ${answer.status}`)
  }
  const text = await readBody(answer, MOST_BYTES)
  const read = z.union([Answer, camelAnswer]).safeParse(JSON.parse(text))
  if (!read.success) throw new Error('the exchange gave no full token')
  return read.data.Entity.Token
}
