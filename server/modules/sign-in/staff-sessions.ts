import { createHash, randomBytes } from 'node:crypto'
import type { Ctx } from '../../platform/context.ts'
import type { SignInTables } from './tables.ts'

const HOUR = 3_600_000
const IDLE_MS = 12 * HOUR
const ABSOLUTE_MS = 7 * 24 * HOUR
const TOUCH_MS = 60_000
/** Seconds that the browser keeps the cookie. */
export const SESSION_SECONDS = ABSOLUTE_MS / 1000

type Store = Pick<Ctx, 'tx' | 'now'>
const db = (ctx: Store) => ctx.tx.withTables<SignInTables>()
const hashOf = (value: string) => createHash('sha256').update(value).digest()

/** Makes a session of this user and gives the value of its cookie; it is never chosen by the browser. */
export async function createStaffSession(ctx: Store, userId: string): Promise<string> {
  const value = randomBytes(32).toString('base64url')
  await forgetEndedSessions(ctx)
  await db(ctx)
    .insertInto('staff_sessions')
    .values({
      ...{ id_hash: hashOf(value), user_id: userId, created_at: ctx.now, last_seen_at: ctx.now },
      expires_at: new Date(ctx.now.getTime() + ABSOLUTE_MS),
    })
    .execute()
  return value
}

/** The user of a living session and when they signed in, or null. Being seen is noted at most once a minute. */
export async function userOfSession(
  ctx: Store,
  value: string,
): Promise<{ userId: string; authenticatedAt: Date } | null> {
  const id_hash = hashOf(value)
  const row = await db(ctx)
    .selectFrom('staff_sessions')
    .select(['user_id', 'created_at', 'last_seen_at', 'expires_at'])
    .where('id_hash', '=', id_hash)
    .executeTakeFirst()
  if (!row) return null
  const unused = ctx.now.getTime() - row.last_seen_at.getTime()
  if (row.expires_at <= ctx.now || unused >= IDLE_MS) return null
  if (unused >= TOUCH_MS) {
    await db(ctx)
      .updateTable('staff_sessions')
      .set({ last_seen_at: ctx.now })
      .where('id_hash', '=', id_hash)
      .where('last_seen_at', '<', ctx.now)
      .execute()
  }
  return { userId: row.user_id, authenticatedAt: row.created_at }
}

export async function endSession(ctx: Store, value: string): Promise<void> {
  await db(ctx).deleteFrom('staff_sessions').where('id_hash', '=', hashOf(value)).execute()
}

/** Swept with each sign-in, so that the table holds living sessions only. */
async function forgetEndedSessions(ctx: Store): Promise<void> {
  await db(ctx)
    .deleteFrom('staff_sessions')
    .where((e) =>
      e.or([e('expires_at', '<=', ctx.now), e('last_seen_at', '<=', new Date(ctx.now.getTime() - IDLE_MS))]),
    )
    .execute()
}
