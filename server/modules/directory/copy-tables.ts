import type { NetworkKind } from '../../../contract/directory.ts'
import type { Upsert } from './directory-queries.ts'
import type { Snapshot } from './snapshot.ts'
import { toTables } from './snapshot-tables.ts'

/** A row as the database would give it back as JSON, lists in one order; a user's with their scope rows. */
export type CopyRow = { id: string; active: boolean; company_id?: string } & Record<string, unknown>
export type CopyTable = { kind: NetworkKind; columns: readonly string[]; rows: CopyRow[] }
/** One copy of the network, in a form in which two can be compared. */
export type CopyTables = readonly CopyTable[]

export const KIND_OF_TABLE: Readonly<Record<string, NetworkKind>> = {
  ...{ countries: 'country', regions: 'region', cities: 'city', brands: 'brand', departments: 'department' },
  ...{ services: 'service', companies: 'company', branches: 'branch', teams: 'team', users: 'user' },
}

type Scope = { kind: string; unitId?: string | null | undefined; brandId?: string | null | undefined }

/** The copy that a snapshot would give, and its tables as they are written. */
export function copyOf(snapshot: Snapshot): { copy: CopyTables; upserts: Upsert[] } {
  const upserts = toTables(snapshot)
  const scopes = new Map(snapshot.users.map((user) => [user.id, user.scopes]))
  return { upserts, copy: asCopy(upserts, (id) => scopes.get(id) ?? []) }
}

/** Rows of whatever origin as a copy. Scopes count for whoever is active only: the others have none. */
export function asCopy(
  tables: readonly { table: string; columns: Record<string, string>; rows: readonly object[] }[],
  scopesOf: (userId: string) => readonly Scope[],
): CopyTables {
  const copies = tables.map(({ table, columns, rows }) => {
    const kind = KIND_OF_TABLE[table] as NetworkKind
    const names = Object.keys(columns)
    return {
      kind,
      columns: kind === 'user' ? [...names, 'scopes'] : names,
      rows: rows.map((row) => plain(row)),
    }
  })
  const companies = copies.find(({ kind }) => kind === 'company')?.rows ?? []
  const open = new Set(companies.filter((row) => row.active).map((row) => row.id))
  for (const { kind, rows } of copies) {
    if (kind !== 'user') continue
    for (const row of rows) {
      const works = row.active && open.has(row.company_id ?? '')
      row.scopes = works ? scopesOf(row.id).map(scopeName).sort() : null
    }
  }
  return copies
}

const scopeName = ({ kind, unitId, brandId }: Scope) => `${kind}:${unitId ?? ''}:${brandId ?? ''}`

/** As JSON gives it back; lists of ids mean the same in any order. */
function plain(row: object): CopyRow {
  const copy = JSON.parse(JSON.stringify(row)) as CopyRow
  for (const [name, value] of Object.entries(copy)) {
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) copy[name] = value.sort()
  }
  return copy
}
