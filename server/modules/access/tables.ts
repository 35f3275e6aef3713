export type ScopeRowsTable = {
  user_id: string
  kind: 'network' | 'company' | 'branch' | 'team' | 'own'
  unit_id: string | null
  brand_id: string | null
}
export type AccessTables = { scope_rows: ScopeRowsTable }
