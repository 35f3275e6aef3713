import type { Ctx } from '../../platform/context.ts'
import type { DirectoryTables } from './tables.ts'
import { TOLERANCE_SECONDS } from './verify-notice.ts'

/** Keeps a notice's id; false where it was taken before. Ids that are too old to be sent again are dropped. */
export async function keepNoticeId(ctx: Pick<Ctx, 'tx' | 'now'>, id: string): Promise<boolean> {
  const db = ctx.tx.withTables<DirectoryTables>()
  // A clock that runs ahead may have signed it for later, so it counts for twice the tolerance, and some.
  const old = new Date(ctx.now.getTime() - 3 * TOLERANCE_SECONDS * 1000)
  await db.deleteFrom('directory_notices').where('at', '<', old).execute()
  const kept = await db
    .insertInto('directory_notices')
    .values({ id, at: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}
