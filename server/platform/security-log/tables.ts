import type { Generated } from 'kysely'
import type { SecurityEventType } from '../../../contract/security-events.ts'

export type SecurityLogTable = {
  id: string
  serial: Generated<number>
  at: Date
  type: SecurityEventType
  outcome: 'done' | 'refused'
  actor_kind: string
  actor_id: string | null
  actor_company_id: string | null
  subject_type: string | null
  subject_id: string | null
  address: string | null
  detail: unknown
}
export type SecurityLogTables = { security_log: SecurityLogTable }
