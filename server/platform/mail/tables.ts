import type { Generated } from 'kysely'

export type MailDeliveriesTable = {
  event_id: string
  subscriber: string
  message_id: string
  recipient_hash: Buffer | null
  state: 'queued' | 'accepted' | 'failed' | 'skipped'
  reason: string | null
  attempts: Generated<number>
  created_at: Date
  accepted_at: Date | null
  last_error: string | null
}
export type MailTables = { mail_deliveries: MailDeliveriesTable }
