import type { ClientKind, ClientScope } from '../../../contract/actions.ts'

export type StaffSessionsTable = {
  id_hash: Buffer
  user_id: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
}
export type ApiClientsTable = {
  id: string
  name: string
  kind: ClientKind
  company_id: string
  scopes: ClientScope[]
  brand_ids: string[] | null
  branch_ids: string[] | null
  key_prefix: string
  key_hash: Buffer
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
}
export type SignInTables = { staff_sessions: StaffSessionsTable; api_clients: ApiClientsTable }
