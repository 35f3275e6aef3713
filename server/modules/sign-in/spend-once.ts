import { createHash } from 'node:crypto'
import type { Ctx } from '../../platform/context.ts'
import type { SignInTables } from './tables.ts'

type Store = Pick<Ctx, 'tx' | 'now'>
/** What the values are: one sign-in's `state`, a logout token's `jti`, a session of the Identity System that ended. */
export type SpentPurpose = 'sign-in' | 'logout-token' | 'ended-session'
const db = (ctx: Store) => ctx.tx.withTables<SignInTables>()
const hashOf = (parts: readonly string[]) => createHash('sha256').update(JSON.stringify(parts)).digest()

/** True the first time, for all processes; false for a value that was spent before. Remembered until then. */
export async function spendOnce(
  ctx: Store,
  purpose: SpentPurpose,
  parts: readonly string[],
  until: Date,
): Promise<boolean> {
  const spent = await db(ctx)
    .insertInto('spent_values')
    .values({ purpose, hash: hashOf(parts), until })
    .onConflict((conflict) => conflict.doNothing())
    .returning('purpose')
    .executeTakeFirst()
  return spent !== undefined
}

export async function isSpent(ctx: Store, purpose: SpentPurpose, parts: readonly string[]): Promise<boolean> {
  const found = await db(ctx)
    .selectFrom('spent_values')
    .select('purpose')
    .where('purpose', '=', purpose)
    .where('hash', '=', hashOf(parts))
    .executeTakeFirst()
  return found !== undefined
}

/** Drops what could not count any more anyway. */
export async function forgetSpentValues(ctx: Store): Promise<void> {
  await db(ctx).deleteFrom('spent_values').where('until', '<=', ctx.now).execute()
}
