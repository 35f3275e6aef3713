import type { SnapshotInput } from '../snapshot.ts'
import type { PlatformKind, PlatformMapping } from './platform-mapping.ts'
import type { PlatformRow } from './read-columns.ts'

export type PlatformLists = Record<PlatformKind, PlatformRow[]>
export type Company = SnapshotInput['companies'][number]
export type Unit = { id: string; companyId: string }

/** What mapping knows while it walks: our id of each hashid, and what it had to leave aside. */
export type Mapped = {
  mapping: PlatformMapping
  lists: PlatformLists
  /** Our id of a row that is there, by its hashid. */
  idOf: (kind: PlatformKind, key: string | null) => string | undefined
  companies: ReadonlyMap<string, Company>
  branches: ReadonlyMap<string, Unit>
  teams: ReadonlyMap<string, Unit>
  notes: string[]
}
