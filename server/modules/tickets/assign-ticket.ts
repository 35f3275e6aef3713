import type { AssignTicket } from '../../../contract/assignment.ts'
import type { Ctx } from '../../platform/context.ts'
import { requireVersion } from '../../platform/http/entity-tag.ts'
import { refuse } from '../../platform/refusal.ts'
import { findSeers } from '../access/index.ts'
import { networkOf } from '../directory/index.ts'
import { recordStatusChange, statusColumns, toInProgress } from './apply-status.ts'
import { decideAssignment } from './decide-assignment.ts'
import { handOffReaders, handOver } from './hand-over.ts'
import { type Assigned, assignedOf, holderOf, sameHolder } from './holder.ts'
import { targetOfRequest } from './target-of-request.ts'
import { refuseUnlessFull, requireStaff } from './ticket-access.ts'
import { changeTicket, lockTicket } from './ticket-queries.ts'

/**
 * Hands a ticket to a dealer, branch, team or person, or back to Unassigned. The same target again changes nothing.
 * Taking it oneself is accepted at once, so New becomes In Progress; otherwise assigning leaves the status alone.
 * Refuses: `not-permitted`, `ticket-closed`, and 409 with the rule's code for a target that will not do.
 */
export async function assignTicket(
  ctx: Ctx,
  id: string,
  request: AssignTicket,
  ifMatch: number | null,
): Promise<{ id: string }> {
  const { ticket, sight } = await lockTicket(ctx, id)
  const actor = requireStaff(ctx.actor)
  refuseUnlessFull(sight)
  const network = await networkOf(ctx)
  const from = assignedOf(ticket)
  const to = targetOfRequest(request, network, actor)
  const refusal = decideAssignment(actor, from, to, network)
  if (refusal) refuse(refusal.refused)
  requireVersion(ticket.version, ifMatch)
  if (ticket.status_category === 'closed') refuse('ticket-closed')
  if (sameHolder(from, to)) return { id: ticket.id }
  await requireAssigneeSees(ctx, to, ticket.brand_id)

  const taken = to.assigneeId === actor.userId
  const readers = handOffReaders(network.distributor.id, to.companyId)
  const why = {
    kind: 'person',
    reason: request.reason ?? null,
    reasonCompanies: readers,
    accepted: taken,
  } as const
  const { handOffId, linkReplaced, columns } = await handOver(ctx, ticket, from, to, why)
  const starts = taken && ticket.status === 'new'
  const change = toInProgress(false)
  await changeTicket(ctx, ticket, {
    ...columns,
    ...(starts ? statusColumns(ctx, ticket, change, []) : {}),
    ...(taken && ticket.first_viewed_at === null ? { first_viewed_at: ctx.now } : {}),
  })
  ctx.record({
    subjectType: 'ticket',
    subjectId: ticket.id,
    type: 'ticket.assigned',
    audience: 'network',
    companies: handOffReaders(network.distributor.id, from.companyId, to.companyId),
    data: {
      ...{ handOffId, from, to },
      ...(taken ? { taken: true } : {}),
      ...(linkReplaced ? { linkReplaced: true } : {}),
    },
  })
  if (starts) recordStatusChange(ctx, ticket, ticket.status, change, 'accepted')
  return { id: ticket.id }
}

/** The person named must see the ticket as it will be held. */
async function requireAssigneeSees(ctx: Ctx, to: Assigned, brandId: string | null): Promise<void> {
  if (to.assigneeId === null) return
  const seers = await findSeers(ctx, holderOf(to, brandId), [to.assigneeId])
  if (!seers.has(to.assigneeId)) refuse('assignee-cannot-see')
}
