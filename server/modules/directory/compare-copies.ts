import { isDeepStrictEqual } from 'node:util'
import type { ChangeOp, NetworkKind } from '../../../contract/directory.ts'
import type { CopyRow, CopyTables } from './copy-tables.ts'

/** What happened to one thing: every field that differs, by its name in the API. */
export type Change = { kind: NetworkKind; id: string; op: ChangeOp; fields: string[] }

/** What differs between two copies of the network, things in the order of their tables. What is absent is inactive. */
export function compareCopies(before: CopyTables, after: CopyTables): Change[] {
  return after.flatMap(({ kind, columns, rows }) => {
    const old = new Map(before.find((table) => table.kind === kind)?.rows.map((row) => [row.id, row]))
    const present = new Set(rows.map((row) => row.id))
    const dropped = [...old.values()].filter((row) => row.active && !present.has(row.id))
    return [
      ...rows.flatMap((row) => changeOf(kind, columns, old.get(row.id), row)),
      ...dropped.map((row) => ({ kind, id: row.id, op: 'deactivated' as const, fields: ['active'] })),
    ]
  })
}

function changeOf(
  kind: NetworkKind,
  columns: readonly string[],
  before: CopyRow | undefined,
  after: CopyRow,
): Change[] {
  const { id } = after
  if (!before) return [{ kind, id, op: 'created', fields: [] }]
  const changed = columns.filter((name) => !isDeepStrictEqual(before[name] ?? null, after[name] ?? null))
  if (changed.length === 0) return []
  return [{ kind, id, op: opOf(kind, changed, after), fields: changed.map(fieldName) }]
}

/** Where something belongs. A change of it is a move, whatever else changed with it. */
const PLACES: Partial<Record<NetworkKind, readonly string[]>> = {
  company: ['parent_id'],
  branch: ['company_id'],
  team: ['company_id'],
  user: ['company_id', 'branch_id'],
}

function opOf(kind: NetworkKind, changed: readonly string[], after: CopyRow): ChangeOp {
  if (changed.includes('active')) return after.active ? 'activated' : 'deactivated'
  if (PLACES[kind]?.some((name) => changed.includes(name))) return 'moved'
  return changed.length === 1 && changed[0] === 'name' ? 'renamed' : 'changed'
}

const fieldName = (column: string) => column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
