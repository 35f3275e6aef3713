import type { Ctx } from '../../platform/context.ts'
import { recordSecurity } from '../../platform/security-log/record-security.ts'
import { staffActor } from '../directory/index.ts'
import { endSessions } from './end-sessions.ts'
import { insertSession, type Proof, sessionHash } from './staff-sessions.ts'

/**
 * Signs an active member of staff in: the session that the browser had before ends, a new one begins, and both are
 * written down. Gives the value of its cookie; null where the user is no active member of staff.
 */
export async function openSession(
  ctx: Ctx,
  userId: string,
  more: { before: string | null; proof: Proof; address: string },
): Promise<string | null> {
  const { before, proof, address } = more
  if (before) await endSessions(ctx, { hash: sessionHash(before) }, 'replaced', address)
  const actor = await staffActor(ctx, userId)
  if (!actor) return null
  const { id, value } = await insertSession(ctx, actor.userId, proof)
  await recordSecurity(ctx, {
    ...{ type: 'sign-in', outcome: 'done', actor, address },
    detail: { session: id, methods: [...proof.methods] },
  })
  return value
}
