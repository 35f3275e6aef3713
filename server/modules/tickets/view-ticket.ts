import type { Ctx } from '../../platform/context.ts'
import { may } from '../access/index.ts'
import { networkOf } from '../directory/index.ts'
import { handOffReaders } from './hand-over.ts'
import { refuseUnlessFull, requireStaff } from './ticket-access.ts'
import { lockTicket, ticketTables } from './ticket-queries.ts'

/**
 * Says that the receiver has opened the ticket; once per hand-off. While nobody holds it, the distributor is the
 * receiver. Anybody else's look leaves no mark. Opening changes neither status nor version.
 */
export async function viewTicket(ctx: Ctx, id: string): Promise<{ id: string }> {
  const { ticket, sight } = await lockTicket(ctx, id)
  const actor = requireStaff(ctx.actor)
  refuseUnlessFull(sight)
  const { distributor } = await networkOf(ctx)
  const receiver = ticket.holder_company_id ?? distributor.id
  if (!may(actor, 'tickets.work')) return { id: ticket.id }
  if (ticket.holder_viewed_at !== null || actor.companyId !== receiver) return { id: ticket.id }

  const db = ticketTables(ctx)
  await db
    .updateTable('hand_offs')
    .set({ first_viewed_at: ctx.now })
    .where('id', '=', ticket.hand_off_id)
    .execute()
  await db
    .updateTable('tickets')
    .set({ holder_viewed_at: ctx.now, first_viewed_at: ticket.first_viewed_at ?? ctx.now })
    .where('id', '=', ticket.id)
    .execute()
  ctx.record({
    subjectType: 'ticket',
    subjectId: ticket.id,
    type: 'ticket.first-viewed',
    audience: 'network',
    companies: handOffReaders(distributor.id, ticket.holder_company_id),
    data: { handOffId: ticket.hand_off_id },
  })
  return { id: ticket.id }
}
