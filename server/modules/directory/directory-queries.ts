import { type RawBuilder, sql } from 'kysely'
import type { LocalisedText } from '../../../contract/languages.ts'
import type { CompanyKind } from '../../../contract/network.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Holiday, WorkingPeriod } from './network-entries.ts'
import type { DirectoryTables } from './tables.ts'

type Named = { id: string; name: LocalisedText; active: boolean }
export type NetworkRows = {
  version: number
  companies: (Named & { kind: CompanyKind })[]
  branches: (Named & {
    company_id: string
    city_id: string
    time_zone: string
    address: LocalisedText | null
    phone: string | null
    latitude: number | null
    longitude: number | null
    brand_ids: string[]
    department_ids: string[]
    service_ids: string[]
    working_periods: WorkingPeriod[]
    holidays: Holiday[]
    opened_on: string | null
    closed_on: string | null
  })[]
  teams: (Named & { company_id: string; branch_ids: string[]; tags: string[] })[]
  users: (Named & {
    email: string | null
    phone: string | null
    language: string
    company_id: string
    branch_id: string | null
    team_ids: string[]
    roles: string[]
  })[]
  brands: Named[]
  departments: Named[]
  services: (Named & { department_ids: string[] })[]
  cities: (Named & { time_zone: string | null })[]
}

type Reader = Pick<Ctx, 'tx'>

const state = (ctx: Reader) => ctx.tx.withTables<DirectoryTables>()

export async function readVersion(ctx: Reader): Promise<number> {
  const row = await state(ctx).selectFrom('directory_state').select('version').executeTakeFirstOrThrow()
  return row.version
}

export async function readState(ctx: Reader) {
  return state(ctx).selectFrom('directory_state').selectAll().executeTakeFirstOrThrow()
}

export async function writeState(
  ctx: Reader,
  changes: { version?: number; content_hash?: Buffer; synced_at?: Date },
): Promise<void> {
  await state(ctx).updateTable('directory_state').set(changes).execute()
}

/** Everything in one statement: one statement sees one copy, whoever writes beside it. */
export async function readNetworkRows(ctx: Reader): Promise<NetworkRows> {
  const all = (table: string) =>
    sql`(select coalesce(json_agg(t order by t.id), '[]') from ${sql.table(table)} t) as ${sql.ref(table)}`
  const tables = [
    ...['companies', 'branches', 'teams', 'users'],
    ...['brands', 'departments', 'services', 'cities'],
  ]
  const { rows } = await sql<NetworkRows>`
    select (select version from directory_state) as version, ${sql.join(tables.map(all))}`.execute(ctx.tx)
  return rows[0] as NetworkRows
}

export type Upsert = { table: string; columns: Record<string, string>; rows: object[] }

/**
 * Writes the rows of one table; what is not among them stays, inactive. All rows step back first, so that at no
 * moment two distributors are active.
 */
export async function replaceTable(ctx: Reader, { table, columns, rows }: Upsert): Promise<void> {
  const names = Object.keys(columns)
  const list = (wrap: (name: string) => RawBuilder<unknown>) => sql.join(names.map(wrap))
  const typed = list((name) => sql`${sql.ref(name)} ${sql.raw(columns[name] as string)}`)
  const changed = list((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`)
  await sql`update ${sql.table(table)} set active = false where active`.execute(ctx.tx)
  await sql`
    insert into ${sql.table(table)} (${list((name) => sql.ref(name))})
    select ${list((name) => sql.ref(name))} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (${typed})
    on conflict (id) do update set ${changed}`.execute(ctx.tx)
}

/** One snapshot at a time, over all processes; the lock ends with the transaction. */
const directoryLock = 7_261_120

export async function lockDirectory(ctx: Reader): Promise<void> {
  await sql`select pg_advisory_xact_lock(${directoryLock})`.execute(ctx.tx)
}

/** All tables of our copy, whatever their rows: what a new copy is compared with. */
export async function readCopyTables(
  ctx: Reader,
  tables: readonly Pick<Upsert, 'table' | 'columns'>[],
): Promise<Upsert[]> {
  const all = (table: string) =>
    sql`(select coalesce(json_agg(t order by t.id), '[]') from ${sql.table(table)} t) as ${sql.ref(table)}`
  const { rows } = await sql<Record<string, object[]>>`
    select ${sql.join(tables.map(({ table }) => all(table)))}`.execute(ctx.tx)
  return tables.map(({ table, columns }) => ({ table, columns, rows: rows[0]?.[table] ?? [] }))
}
