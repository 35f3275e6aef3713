import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { SettingsTable, SettingsTables } from './tables.ts'

const db = (ctx: Pick<Ctx, 'tx'>) => ctx.tx.withTables<SettingsTables>()

/** All settings that somebody changed. */
export async function allRows(ctx: Pick<Ctx, 'tx'>): Promise<SettingsTable[]> {
  return db(ctx).selectFrom('settings').selectAll().orderBy('name').execute()
}

/** Makes changes of one setting wait for each other, also while it has no row yet. */
export async function lockSetting(ctx: Pick<Ctx, 'tx'>, name: string): Promise<SettingsTable | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`setting ${name}`}, 0))`.execute(ctx.tx)
  return db(ctx).selectFrom('settings').selectAll().where('name', '=', name).executeTakeFirst()
}

export async function writeRow(ctx: Pick<Ctx, 'tx'>, row: SettingsTable): Promise<void> {
  const values = { ...row, value: JSON.stringify(row.value) }
  await db(ctx)
    .insertInto('settings')
    .values(values)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
    .execute()
}
