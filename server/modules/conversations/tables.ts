import type { Audience } from '../../../contract/event-types.ts'

export type MessagesTable = {
  id: string
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
