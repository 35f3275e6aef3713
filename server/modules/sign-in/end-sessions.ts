import type { Ctx } from '../../platform/context.ts'
import { recordSecurity } from '../../platform/security-log/record-security.ts'
import type { SignInTables } from './tables.ts'

/** Which sessions: one by its hash, those of a user, or those of a person or a session at an issuer. */
export type WhichSessions =
  | { hash: Buffer }
  | { userId: string; id: string }
  | { userId: string; except?: string }
  | { issuer: string; subject: string | null; idpSession: string | null }

export type EndReason =
  | 'signed-out'
  | 'replaced'
  | 'by-owner'
  | 'by-administrator'
  | 'identity-system'
  | 'inactive'

/** Ends sessions at once and writes each down. Gives how many there were. */
export async function endSessions(
  ctx: Pick<Ctx, 'tx' | 'now' | 'actor'>,
  which: WhichSessions,
  why: EndReason,
  address?: string,
): Promise<number> {
  let query = ctx.tx.withTables<SignInTables>().deleteFrom('staff_sessions').returning(['id', 'user_id'])
  if ('hash' in which) query = query.where('id_hash', '=', which.hash)
  else if ('issuer' in which) {
    query = query.where('issuer', '=', which.issuer)
    if (which.idpSession !== null) query = query.where('idp_session', '=', which.idpSession)
    if (which.subject !== null) query = query.where('subject', '=', which.subject)
    if (which.idpSession === null && which.subject === null) return 0
  } else {
    query = query.where('user_id', '=', which.userId)
    if ('id' in which) query = query.where('id', '=', which.id)
    else if (which.except !== undefined) query = query.where('id', '!=', which.except)
  }
  const ended = await query.execute()
  for (const { id, user_id } of ended) {
    await recordSecurity(ctx, {
      ...{ type: why === 'signed-out' ? 'sign-out' : 'session.ended', outcome: 'done' },
      subject: { type: 'user', id: user_id },
      ...(address === undefined ? {} : { address }),
      detail: why === 'signed-out' ? { session: id } : { session: id, why },
    })
  }
  return ended.length
}
