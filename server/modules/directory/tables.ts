import type { Generated } from 'kysely'
import type { ChangeOp, NetworkKind, SourceName } from '../../../contract/directory.ts'

/** The state row; the units' tables are read and written whole, as JSON, in `directory-queries.ts`. */
export type DirectoryStateTable = {
  only_row: boolean
  version: number
  content_hash: Buffer | null
  synced_at: Date | null
}
export type DirectorySourcesTable = {
  source: SourceName
  adapter: string | null
  /** A `Snapshot` of feed or file; scim keeps its people in tables of its own. */
  accepted: unknown
  mark: unknown
  accepted_at: Date | null
  read_at: Date | null
  last_error: string | null
  problems: string[]
  failing_since: Date | null
  asked: number
  reader: string | null
  reading_until: Date | null
}
export type DirectoryProposalsTable = {
  hash: string
  source: SourceName
  adapter: string
  state: 'waiting' | 'confirmed' | 'withdrawn'
  snapshot: unknown
  mark: unknown
  losses: unknown
  proposed_at: Date
  seen_at: Date
  decided_at: Date | null
  decided_by: string | null
}
export type DirectoryChangesTable = {
  serial: Generated<number>
  version: number
  at: Date
  source: SourceName
  kind: NetworkKind
  id: string
  op: ChangeOp
  fields: string[]
}
export type DirectoryNoticesTable = { id: string; at: Date }
export type DirectoryTables = {
  directory_state: DirectoryStateTable
  directory_sources: DirectorySourcesTable
  directory_proposals: DirectoryProposalsTable
  directory_changes: DirectoryChangesTable
  directory_notices: DirectoryNoticesTable
}
