import type { ScopeRow } from '../../../contract/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { AccessTables } from './tables.ts'

/** The scope rows of one user, as the directory gave them. */
export async function scopeRowsOf(ctx: Pick<Ctx, 'tx'>, userId: string): Promise<ScopeRow[]> {
  const rows = await ctx.tx
    .withTables<AccessTables>()
    .selectFrom('scope_rows')
    .select(['kind', 'unit_id', 'brand_id'])
    .where('user_id', '=', userId)
    .execute()
  return rows.map((row) => ({ kind: row.kind, unitId: row.unit_id, brandId: row.brand_id }))
}

/** The scope rows of several users at once. */
export async function scopeRowsOfAll(
  ctx: Pick<Ctx, 'tx'>,
  userIds: readonly string[],
): Promise<Map<string, ScopeRow[]>> {
  const found = new Map<string, ScopeRow[]>(userIds.map((id) => [id, []]))
  if (userIds.length === 0) return found
  const rows = await ctx.tx
    .withTables<AccessTables>()
    .selectFrom('scope_rows')
    .selectAll()
    .where('user_id', 'in', [...userIds])
    .execute()
  for (const row of rows)
    found.get(row.user_id)?.push({ kind: row.kind, unitId: row.unit_id, brandId: row.brand_id })
  return found
}

/** Replaces all scope rows; the directory's sync calls it within its one consistent step. */
export async function replaceScopeRows(
  ctx: Ctx,
  rows: readonly (ScopeRow & { userId: string })[],
): Promise<void> {
  const db = ctx.tx.withTables<AccessTables>()
  await db.deleteFrom('scope_rows').execute()
  for (let start = 0; start < rows.length; start += 1000) {
    const chunk = rows.slice(start, start + 1000)
    await db
      .insertInto('scope_rows')
      .values(chunk.map((r) => ({ user_id: r.userId, kind: r.kind, unit_id: r.unitId, brand_id: r.brandId })))
      .execute()
  }
}
