import type { Language } from '../../../contract/languages.ts'
import type { TicketType } from '../../../contract/ticket-details.ts'
import type { Ctx } from '../../platform/context.ts'
import { ticketTables } from './ticket-queries.ts'
import { trackingUrl } from './tracking-link.ts'

export type ReceiptFacts = {
  number: string
  type: TicketType
  language: Language
  email: string | null
  trackingUrl: string
  test: boolean
  spam: boolean
}

/** What the customer's "we have your request" is written from; null where the ticket is gone. */
export async function receiptFacts(ctx: Ctx, ticketId: string): Promise<ReceiptFacts | null> {
  const ticket = await ticketTables(ctx)
    .selectFrom('tickets')
    .select(['id', 'number', 'type', 'language', 'requester_email', 'link_version', 'test', 'closing_code'])
    .where('id', '=', ticketId)
    .executeTakeFirst()
  if (!ticket) return null
  return {
    number: ticket.number,
    type: ticket.type,
    language: ticket.language,
    email: ticket.requester_email,
    trackingUrl: trackingUrl(ctx.house, ticket.id, ticket.link_version),
    test: ticket.test,
    spam: ticket.closing_code === 'spam',
  }
}
