export type CustomerCodesTable = { session_hash: Buffer; code_hash: Buffer; tries: number; expires_at: Date }
export type CustomerSessionsTable = {
  id_hash: Buffer
  customer_id: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
}
export type CustomerSignInTables = {
  customer_codes: CustomerCodesTable
  customer_sessions: CustomerSessionsTable
}
