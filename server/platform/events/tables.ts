import type { Generated, JSONColumnType } from 'kysely'
import type { Audience } from '../../../contract/event-types.ts'

export type EventsTable = {
  serial: Generated<string>
  id: string
  subject_type: string
  subject_id: string
  sequence: number
  type: string
  at: Date
  actor_kind: string
  actor_id: string | null
  actor_company_id: string | null
  audience: Audience
  companies: string[]
  data: JSONColumnType<Record<string, unknown>>
  previous_hash: Buffer | null
  hash: Buffer
  history: boolean
  position: string | null
}
export type SubscriberCursorsTable = { subscriber: string; position: string }
export type EventTables = { events: EventsTable; subscriber_cursors: SubscriberCursorsTable }
