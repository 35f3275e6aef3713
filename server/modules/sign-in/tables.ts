import type { Generated } from 'kysely'
import type { ClientKind, ClientScope } from '../../../contract/actions.ts'
import type { KeyKind } from './api-key.ts'

export type StaffSessionsTable = {
  id_hash: Buffer
  id: Generated<string>
  user_id: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
  issuer: string | null
  subject: string | null
  idp_session: string | null
  authenticated_at: Date | null
  methods: string[]
  device: string | null
}
export type SpentValuesTable = { purpose: string; hash: Buffer; until: Date }
export type ApiClientsTable = {
  id: string
  name: string
  kind: ClientKind
  company_id: string
  scopes: ClientScope[]
  brand_ids: string[] | null
  branch_ids: string[] | null
  /** Web origins from which its publishable keys work. */
  origins: string[]
  /** Its id at the Identity System, for OAuth 2 client credentials. */
  oauth_client_id: string | null
  version: number
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
}
export type ApiKeysTable = {
  prefix: string
  client_id: string
  kind: KeyKind
  hash: Buffer
  /** The whole of a publishable key; null for a secret one. */
  shown: string | null
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
}
export type SignInTables = {
  staff_sessions: StaffSessionsTable
  spent_values: SpentValuesTable
  api_clients: ApiClientsTable
  api_keys: ApiKeysTable
}
