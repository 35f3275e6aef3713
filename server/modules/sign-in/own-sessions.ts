import type { StaffSessionItem } from '../../../contract/session.ts'
import type { Ctx } from '../../platform/context.ts'
import { refuse } from '../../platform/refusal.ts'
import { networkOf } from '../directory/index.ts'
import { endSessions } from './end-sessions.ts'
import { oldestUse } from './staff-sessions.ts'
import type { SignInTables } from './tables.ts'

/** The caller's own living sessions: the one that asks, then the last used first. */
export async function listOwnSessions(ctx: Ctx): Promise<StaffSessionItem[]> {
  const { userId, sessionId } = staffOf(ctx)
  const rows = await ctx.tx
    .withTables<SignInTables>()
    .selectFrom('staff_sessions')
    .select(['id', 'device', 'created_at', 'last_seen_at', 'expires_at'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', ctx.now)
    .where('last_seen_at', '>', oldestUse(ctx))
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute()
  const items = rows.map((row) => ({
    ...{ id: row.id, current: row.id === sessionId, device: row.device },
    ...{ signedInAt: row.created_at.toISOString(), lastSeenAt: row.last_seen_at.toISOString() },
    endsAt: row.expires_at.toISOString(),
  }))
  return [...items.filter(({ current }) => current), ...items.filter(({ current }) => !current)]
}

/** Ends one of the caller's own sessions; somebody else's is none. */
export async function endOwnSession(ctx: Ctx, id: string): Promise<{ id: string }> {
  const ended = await endSessions(ctx, { userId: staffOf(ctx).userId, id }, 'by-owner')
  return ended > 0 ? { id } : refuse('not-found')
}

/** Ends all of the caller's sessions but the one that asks. */
export async function endOtherSessions(ctx: Ctx): Promise<{ id: string }> {
  const { userId, sessionId } = staffOf(ctx)
  await endSessions(ctx, { userId, ...(sessionId === undefined ? {} : { except: sessionId }) }, 'by-owner')
  return { id: userId }
}

/** Ends all sessions of a user: for an administrator, when a device is lost. */
export async function endSessionsOfUser(ctx: Ctx, userId: string): Promise<{ id: string }> {
  if (!(await networkOf(ctx)).users.has(userId)) refuse('not-found')
  await endSessions(ctx, { userId }, 'by-administrator')
  return { id: userId }
}

const staffOf = ({ actor }: Ctx) => (actor.kind === 'staff' ? actor : refuse('not-permitted'))
