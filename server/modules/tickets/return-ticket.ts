import type { Ctx } from '../../platform/context.ts'
import { requireVersion } from '../../platform/http/entity-tag.ts'
import { refuse } from '../../platform/refusal.ts'
import { networkOf } from '../directory/index.ts'
import { decideReturn } from './decide-assignment.ts'
import { handOffReaders, handOver } from './hand-over.ts'
import { assignedOf } from './holder.ts'
import { refuseUnlessFull, requireStaff } from './ticket-access.ts'
import { changeTicket, lockTicket } from './ticket-queries.ts'

/**
 * Gives a ticket back with a reason: one level up, or to the distributor by who may hand it on within the company. The
 * returner may no longer see it afterwards.
 */
export async function returnTicket(
  ctx: Ctx,
  id: string,
  reason: string,
  ifMatch: number | null,
): Promise<{ id: string }> {
  const { ticket, sight } = await lockTicket(ctx, id)
  const actor = requireStaff(ctx.actor)
  refuseUnlessFull(sight)
  requireVersion(ticket.version, ifMatch)
  if (ticket.status_category === 'closed') refuse('ticket-closed')
  const { distributor } = await networkOf(ctx)
  const from = assignedOf(ticket)
  if (from.status === 'unassigned') refuse('nothing-to-return')
  const to = decideReturn(actor, from, distributor.id)
  if (!to) return refuse('not-permitted')

  // A return's reason is for the distributor and the returner (domain.md, "Conversation").
  const readers = handOffReaders(distributor.id, actor.companyId)
  const why = { kind: 'person', reason, reasonCompanies: readers, returned: true } as const
  const { handOffId, columns } = await handOver(ctx, ticket, from, to, why)
  await changeTicket(ctx, ticket, columns)
  ctx.record({
    subjectType: 'ticket',
    subjectId: ticket.id,
    type: 'ticket.returned',
    audience: 'network',
    companies: readers,
    data: { handOffId, from, to },
  })
  return { id: ticket.id }
}
