import type { TicketAbilities } from '../../../contract/tickets.ts'
import type { Ctx } from '../../platform/context.ts'
import { may } from '../access/index.ts'
import type { Network } from '../directory/index.ts'
import { decideAssignment, decideReturn, reachOf } from './decide-assignment.ts'
import { assignedOf } from './holder.ts'
import { mayReopen } from './message-effects.ts'
import { asks } from './ticket-access.ts'
import type { SeenTicket } from './ticket-queries.ts'

const NOTHING: TicketAbilities = {
  reply: false,
  note: false,
  changeStatus: false,
  assign: false,
  accept: false,
  return: false,
  take: false,
  edit: false,
}

/** What this caller may do with this ticket now. The screens ask this; the acts judge again on the locked row. */
export function abilitiesOn(ctx: Ctx, { ticket, sight }: SeenTicket, network: Network): TicketAbilities {
  const { actor } = ctx
  const works = may(actor, 'tickets.work')
  if (sight === 'reduced' || !works) return NOTHING
  const open = ticket.status_category !== 'closed'
  if (sight === 'requester' || actor.kind !== 'staff') {
    if (!asks(actor, ticket)) return NOTHING
    const facts = { closingCode: ticket.closing_code, closedAt: ticket.closed_at }
    const reply = open || mayReopen(facts, ctx.now, ctx.house.config.reopenDays)
    return { ...NOTHING, reply, changeStatus: open && may(actor, 'tickets.close') }
  }
  const held = assignedOf(ticket)
  const mine = { ...held, assigneeId: actor.userId }
  const ours = held.companyId !== null && held.companyId === actor.companyId
  return {
    reply: open,
    note: true,
    changeStatus: true,
    assign: open && reachOf(actor, held) !== null,
    accept: open && ours && ticket.holder_accepted_at === null,
    return: open && decideReturn(actor, held, network.distributor.id) !== null,
    take:
      open &&
      ours &&
      held.assigneeId !== actor.userId &&
      decideAssignment(actor, held, mine, network) === null,
    edit: true,
  }
}
