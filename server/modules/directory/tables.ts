/** The state row; the units' tables are read and written whole, as JSON, in `directory-queries.ts`. */
export type DirectoryStateTable = {
  only_row: boolean
  version: number
  content_hash: Buffer | null
  feed_etag: string | null
  synced_at: Date | null
}
export type DirectoryTables = { directory_state: DirectoryStateTable }
