import type { Ctx } from '../../platform/context.ts'
import { type Holder, seersOf } from './may-see.ts'
import type { AccessTables } from './tables.ts'

/** Ids of the users whose scope rows see a thing held so; of `among` only, where given. */
export async function findSeers(ctx: Ctx, holder: Holder, among?: readonly string[]): Promise<Set<string>> {
  if (among?.length === 0) return new Set()
  let query = ctx.tx
    .withTables<AccessTables>()
    .selectFrom('scope_rows')
    .select('user_id')
    .distinct()
    .where(seersOf(holder))
  if (among) query = query.where('user_id', 'in', [...among])
  return new Set((await query.execute()).map((row) => row.user_id))
}
