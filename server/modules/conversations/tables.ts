import type { Generated, Selectable } from 'kysely'
import type { Audience } from '../../../contract/event-types.ts'

export type MessagesTable = {
  id: string
  /** Grows behind the subject's lock: the order in which messages were written. */
  serial: Generated<number>
  subject_type: string
  subject_id: string
  audience: Audience
  companies: string[]
  author_kind: 'customer' | 'staff' | 'client' | 'system'
  author_id: string | null
  author_company_id: string | null
  text: string
  channel: 'portal'
  at: Date
}
export type ConversationTables = { messages: MessagesTable }

export type MessageRecord = Selectable<MessagesTable>
