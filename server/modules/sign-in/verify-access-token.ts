import { jwtVerify } from 'jose'
import { z } from 'zod'
import type { ClientActor } from '../../../contract/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { shortly } from '../../platform/short-memory.ts'
import { clientByOauthId } from './client-queries.ts'
import { tokenKey } from './token-keys.ts'
import { clientActor } from './verify-key.ts'

const LONGEST_HOURS = 24
const Claims = z.object({
  sub: z.string().min(1),
  client_id: z.string().min(1).max(200),
  scope: z.string().optional(),
})

/** Does it look like a JWT at all? Keys of ours hold no dot. */
export const isToken = (bearer: string) => bearer.split('.').length === 3

/**
 * The client of an OAuth 2 access token that the Identity System gave it by client credentials (RFC 6749 section 4.4,
 * RFC 9068); null where anything does not fit. The client must be known here by its id there, and may do no more than
 * both the token and its record allow.
 */
export async function verifyAccessToken(
  ctx: Pick<Ctx, 'house' | 'tx' | 'now'>,
  token: string,
): Promise<ClientActor | null> {
  const claims = await readClaims(ctx, token)
  // A person's token has their id as its subject; it is not a client's credential.
  if (!claims || claims.sub !== claims.client_id) return null
  const id = claims.client_id
  const client = await shortly(ctx.house, `oauth client ${id}`, () => clientByOauthId(ctx, id))
  const actor = client && (await clientActor(ctx, client))
  if (!actor) return null
  const given = new Set((claims.scope ?? '').split(' '))
  return { ...actor, scopes: new Set([...actor.scopes].filter((scope) => given.has(scope))) }
}

async function readClaims({ house, now }: Pick<Ctx, 'house' | 'now'>, token: string) {
  try {
    const { payload } = await jwtVerify(token, (header, jws) => tokenKey(house, header, jws), {
      // RFC 9068 section 4; never a symmetric algorithm, for whose key our public ones could be taken.
      algorithms: ['RS256', 'PS256', 'ES256'],
      ...{ typ: 'at+jwt', issuer: house.config.oauth.issuer, audience: house.config.oauth.audience },
      requiredClaims: ['exp', 'iat', 'jti', 'sub', 'client_id'],
      ...{ maxTokenAge: LONGEST_HOURS * 3600, clockTolerance: 5, currentDate: now },
    })
    return Claims.safeParse(payload).data ?? null
  } catch {
    return null
  }
}
