import { createHash, randomBytes } from 'node:crypto'
import type { Ctx } from '../../platform/context.ts'
import type { CustomerSignInTables } from './customer-tables.ts'

const DAY = 86_400_000
// A customer comes back rarely, from a phone of their own (docs/decisions/0060).
const IDLE_MS = 30 * DAY
const ABSOLUTE_MS = 90 * DAY
const TOUCH_MS = 3_600_000
/** Seconds that the browser keeps the cookie. */
export const CUSTOMER_SESSION_SECONDS = ABSOLUTE_MS / 1000

type Store = Pick<Ctx, 'tx' | 'now'>
const db = (ctx: Pick<Ctx, 'tx'>) => ctx.tx.withTables<CustomerSignInTables>()
const hashOf = (value: string) => createHash('sha256').update(value).digest()

/** Makes a session of this customer and gives the value of its cookie; it is never chosen by the browser. */
export async function createCustomerSession(
  ctx: Store,
  customerId: string,
): Promise<{ value: string; sessionId: string }> {
  const value = randomBytes(32).toString('base64url')
  await forgetEndedSessions(ctx)
  const id_hash = hashOf(value)
  await db(ctx)
    .insertInto('customer_sessions')
    .values({
      ...{ id_hash, customer_id: customerId, created_at: ctx.now, last_seen_at: ctx.now },
      expires_at: new Date(ctx.now.getTime() + ABSOLUTE_MS),
    })
    .execute()
  return { value, sessionId: id_hash.toString('base64url') }
}

/**
 * Whose living session this is, or null. The session is known by its hash, which opens nothing; being seen is noted at
 * most once an hour.
 */
export async function customerOfSession(
  ctx: Store,
  value: string,
): Promise<{ sessionId: string; customerId: string } | null> {
  const id_hash = hashOf(value)
  const row = await db(ctx)
    .selectFrom('customer_sessions')
    .select(['customer_id', 'last_seen_at', 'expires_at'])
    .where('id_hash', '=', id_hash)
    .executeTakeFirst()
  if (!row) return null
  const unused = ctx.now.getTime() - row.last_seen_at.getTime()
  if (row.expires_at <= ctx.now || unused >= IDLE_MS) return null
  if (unused >= TOUCH_MS) {
    await db(ctx)
      .updateTable('customer_sessions')
      .set({ last_seen_at: ctx.now })
      .where('id_hash', '=', id_hash)
      .where('last_seen_at', '<', ctx.now)
      .execute()
  }
  return { sessionId: id_hash.toString('base64url'), customerId: row.customer_id }
}

/** Ends a session by the id that `customerOfSession` gives; one that is not there is none. */
export async function endCustomerSession(ctx: Store, sessionId: string): Promise<void> {
  await db(ctx)
    .deleteFrom('customer_sessions')
    .where('id_hash', '=', Buffer.from(sessionId, 'base64url'))
    .execute()
}

/** Swept with each sign-in, so that the table holds living sessions only. */
async function forgetEndedSessions(ctx: Store): Promise<void> {
  await db(ctx)
    .deleteFrom('customer_sessions')
    .where((e) =>
      e.or([e('expires_at', '<=', ctx.now), e('last_seen_at', '<=', new Date(ctx.now.getTime() - IDLE_MS))]),
    )
    .execute()
}
