import { GUARDED_KINDS, type GuardedKind } from '../../../contract/directory.ts'
import type { CopyTables } from './copy-tables.ts'

/** Who and what is at work in a copy: a unit or user of a closed company is not. */
export type ActiveUnits = Readonly<Record<GuardedKind, ReadonlyMap<string, { companyId: string | null }>>>

export function activeUnits(copy: CopyTables): ActiveUnits {
  const rowsOf = (kind: GuardedKind) => copy.find((table) => table.kind === kind)?.rows ?? []
  const open = new Set(rowsOf('company').flatMap((row) => (row.active ? [row.id] : [])))
  const active = (kind: GuardedKind) =>
    new Map(
      rowsOf(kind).flatMap((row) => {
        const companyId = kind === 'company' ? null : (row.company_id ?? null)
        const works = row.active && (companyId === null || open.has(companyId))
        return works ? [[row.id, { companyId }] as const] : []
      }),
    )
  return Object.fromEntries(GUARDED_KINDS.map((kind) => [kind, active(kind)])) as unknown as ActiveUnits
}

/** Ids of one kind that are at work before and not after. */
export function goneOf(kind: GuardedKind, before: ActiveUnits, after: ActiveUnits): string[] {
  return [...before[kind].keys()].filter((id) => !after[kind].has(id))
}

/** Ids of one kind that are at work before and after, but for another company. */
export function movedOf(kind: GuardedKind, before: ActiveUnits, after: ActiveUnits): string[] {
  return [...before[kind]].flatMap(([id, { companyId }]) => {
    const now = after[kind].get(id)
    return now && now.companyId !== companyId ? [id] : []
  })
}
