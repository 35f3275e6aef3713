import type { Ctx } from '../../platform/context.ts'
import { requireVersion } from '../../platform/http/entity-tag.ts'
import { refuse } from '../../platform/refusal.ts'
import { networkOf } from '../directory/index.ts'
import { recordStatusChange, statusColumns, toInProgress } from './apply-status.ts'
import { handOffReaders } from './hand-over.ts'
import { refuseUnlessFull, requireStaff } from './ticket-access.ts'
import { changeTicket, lockTicket, type TicketRecord, ticketTables } from './ticket-queries.ts'

/** Does the actor work for the company that holds it? Only the receiver can accept. */
export function worksForHolder(ctx: Ctx, ticket: TicketRecord): boolean {
  return ctx.actor.kind === 'staff' && ctx.actor.companyId === ticket.holder_company_id
}

/** The receiver takes the ticket on: the hand-off is accepted, and New becomes In Progress. */
export async function acceptTicket(ctx: Ctx, id: string, ifMatch: number | null): Promise<{ id: string }> {
  const { ticket, sight } = await lockTicket(ctx, id)
  requireStaff(ctx.actor)
  refuseUnlessFull(sight)
  requireVersion(ticket.version, ifMatch)
  if (ticket.status_category === 'closed') refuse('ticket-closed')
  if (ticket.assignment === 'unassigned' || ticket.holder_accepted_at !== null) refuse('nothing-to-accept')
  if (!worksForHolder(ctx, ticket)) refuse('not-permitted')

  const accepted = await acceptImplicitly(ctx, ticket)
  const isNew = ticket.status === 'new'
  const change = toInProgress(false)
  await changeTicket(ctx, ticket, { ...accepted, ...(isNew ? statusColumns(ctx, ticket, change, []) : {}) })
  if (isNew) recordStatusChange(ctx, ticket, ticket.status, change, 'accepted')
  return { id: ticket.id }
}

/**
 * The holder's own act says that they took it on: marks the hand-off, records it, and gives the ticket's columns that
 * follow; none where it was accepted before.
 */
export async function acceptImplicitly(ctx: Ctx, ticket: TicketRecord) {
  if (!worksForHolder(ctx, ticket) || ticket.holder_accepted_at !== null) return {}
  const viewed = ticket.holder_viewed_at ?? ctx.now
  await ticketTables(ctx)
    .updateTable('hand_offs')
    .set({ accepted_at: ctx.now, first_viewed_at: viewed })
    .where('id', '=', ticket.hand_off_id)
    .execute()
  const { distributor } = await networkOf(ctx)
  const fact = {
    subjectType: 'ticket',
    subjectId: ticket.id,
    audience: 'network' as const,
    companies: handOffReaders(distributor.id, ticket.holder_company_id),
    data: { handOffId: ticket.hand_off_id },
  }
  if (ticket.holder_viewed_at === null) ctx.record({ ...fact, type: 'ticket.first-viewed' })
  ctx.record({ ...fact, type: 'ticket.accepted' })
  return {
    holder_accepted_at: ctx.now,
    holder_viewed_at: viewed,
    first_viewed_at: ticket.first_viewed_at ?? ctx.now,
  }
}
