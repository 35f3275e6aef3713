import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx, House } from '../../platform/context.ts'
import { deriveKey } from '../../platform/seal.ts'
import type { CustomerSignInTables } from './customer-tables.ts'

/** Seconds that a code counts. */
export const CODE_SECONDS = 10 * 60
const TRIES = 5

/** A code as it was asked for: it works in this session, for this address, and nowhere else. */
type Asked = { sessionId: string; email: string; code: string }
type Store = Pick<Ctx, 'house' | 'tx' | 'now'>
const db = (ctx: Pick<Ctx, 'tx'>) => ctx.tx.withTables<CustomerSignInTables>()

/** Six digits that nobody can foresee. */
export const newCode = () => String(randomInt(1_000_000)).padStart(6, '0')

const sessionHash = (sessionId: string) => createHash('sha256').update(sessionId).digest()

/** Six digits are few: only the key, which is not in the database, keeps them from being found by trying. */
function codeHash(house: Pick<House, 'config'>, { sessionId, email, code }: Asked): Buffer {
  const key = deriveKey(house, 'customer code')
  return createHmac('sha256', key)
    .update(JSON.stringify([sessionId, email, code]))
    .digest()
}

/** Keeps a code for its session; the one before it ends. */
export async function keepCode(ctx: Store, asked: Asked): Promise<void> {
  await db(ctx).deleteFrom('customer_codes').where('expires_at', '<=', ctx.now).execute()
  const fresh = {
    ...{ code_hash: codeHash(ctx.house, asked), tries: 0 },
    expires_at: new Date(ctx.now.getTime() + CODE_SECONDS * 1000),
  }
  await db(ctx)
    .insertInto('customer_codes')
    .values({ ...fresh, session_hash: sessionHash(asked.sessionId) })
    .onConflict((conflict) => conflict.column('session_hash').doUpdateSet(fresh))
    .execute()
}

/** Drops a code that was never sent; one that took its place stays. */
export async function dropCode(ctx: Store, asked: Asked): Promise<void> {
  await db(ctx)
    .deleteFrom('customer_codes')
    .where('session_hash', '=', sessionHash(asked.sessionId))
    .where('code_hash', '=', codeHash(ctx.house, asked))
    .execute()
}

/**
 * Is this the code? Then it is spent. Each question counts as a try, whatever the answer, and the row's lock lets one
 * question after the other see what is left: the caller commits in either case.
 */
export async function spendCode(ctx: Store, asked: Asked): Promise<boolean> {
  const session = sessionHash(asked.sessionId)
  const row = await db(ctx)
    .updateTable('customer_codes')
    .set({ tries: sql<number>`tries + 1` })
    .where('session_hash', '=', session)
    .where('expires_at', '>', ctx.now)
    .where('tries', '<', TRIES)
    .returning('code_hash')
    .executeTakeFirst()
  // Compared in any case, so that no code takes the same path as a wrong one.
  const given = codeHash(ctx.house, asked)
  const right = timingSafeEqual(row?.code_hash ?? Buffer.alloc(given.length), given)
  if (!row || !right) return false
  await db(ctx).deleteFrom('customer_codes').where('session_hash', '=', session).execute()
  return true
}
