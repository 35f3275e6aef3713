import { sql } from 'kysely'
import type { LocalisedText } from '../../../contract/languages.ts'
import type { Ctx } from '../../platform/context.ts'

type VehicleModelsTable = {
  id: string
  brand_id: string
  name: LocalisedText
  grades: string[]
  years: number[]
  body_type: string
  active: boolean
}
type Tables = { vehicle_models: VehicleModelsTable; vehicle_catalogue_state: { version: number } }
type Reader = Pick<Ctx, 'tx'>

export async function readCatalogueVersion(ctx: Reader): Promise<number> {
  const db = ctx.tx.withTables<Tables>()
  return (await db.selectFrom('vehicle_catalogue_state').select('version').executeTakeFirstOrThrow()).version
}

/** Version and models in one statement, so that they belong together. */
export async function readCatalogue(ctx: Reader): Promise<{ version: number; rows: VehicleModelsTable[] }> {
  const { rows } = await sql<{ version: number; rows: VehicleModelsTable[] }>`
    select version, (select coalesce(json_agg(m order by m.id), '[]') from vehicle_models m) as rows
    from vehicle_catalogue_state`.execute(ctx.tx)
  return rows[0] as { version: number; rows: VehicleModelsTable[] }
}

/** Replaces the catalogue and raises its version; the version's row is the lock. */
export async function writeCatalogue(
  ctx: Reader,
  models: Omit<VehicleModelsTable, 'active'>[],
): Promise<void> {
  const db = ctx.tx.withTables<Tables>()
  await db
    .updateTable('vehicle_catalogue_state')
    .set((e) => ({ version: e('version', '+', 1) }))
    .execute()
  await sql`update vehicle_models set active = false where active`.execute(ctx.tx)
  await sql`
    insert into vehicle_models (id, brand_id, name, grades, years, body_type, active)
    select id, brand_id, name, grades, years, body_type, true
    from jsonb_to_recordset(${JSON.stringify(models)}::jsonb)
      as r (id text, brand_id text, name jsonb, grades text[], years integer[], body_type text)
    on conflict (id) do update set brand_id = excluded.brand_id, name = excluded.name, grades = excluded.grades,
      years = excluded.years, body_type = excluded.body_type, active = true`.execute(ctx.tx)
}
