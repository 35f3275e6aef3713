import type { ChangeStatus } from '../../../contract/ticket-status.ts'
import type { Ctx } from '../../platform/context.ts'
import { requireVersion } from '../../platform/http/entity-tag.ts'
import { refuse, refuseInput } from '../../platform/refusal.ts'
import { may, requireAction } from '../access/index.ts'
import { stampFor } from '../conversations/index.ts'
import { networkOf } from '../directory/index.ts'
import { acceptImplicitly } from './accept-ticket.ts'
import { recordStatusChange, statusColumns } from './apply-status.ts'
import { decideStatus, type StatusSide } from './decide-status.ts'
import { writeMessage } from './post-message.ts'
import { asks, works } from './ticket-access.ts'
import { changeTicket, lockTicket, openRequirements, type SeenTicket } from './ticket-queries.ts'

/** The side from which this actor may change the status of a ticket they see so; refuses where from none. */
export function statusSide(ctx: Ctx, { ticket, sight }: SeenTicket): StatusSide {
  if (works(ctx.actor, sight)) return 'worker'
  if (sight !== 'reduced' && asks(ctx.actor, ticket) && may(ctx.actor, 'tickets.work')) return 'requester'
  return refuse('not-permitted')
}

/**
 * Changes the status. Staff work on what they see fully; whoever asked may say that it is solved, or withdraw. 409 with
 * the rule's code and what is allowed, judged on the locked row; 412 where `If-Match` names an older version.
 */
export async function changeStatus(
  ctx: Ctx,
  id: string,
  command: ChangeStatus,
  ifMatch: number | null,
): Promise<{ id: string }> {
  const seen = await lockTicket(ctx, id)
  const { ticket } = seen
  const side = statusSide(ctx, seen)
  requireAction(ctx.actor, 'tickets.work')
  if (command.code !== undefined) requireAction(ctx.actor, 'tickets.close')
  requireVersion(ticket.version, ifMatch)
  if (command.note !== undefined && side !== 'worker') refuseInput('#/note', 'not-for-this-caller')

  const resumeAt = command.resumeAt === undefined ? undefined : new Date(command.resumeAt)
  const facts = { status: ticket.status, openRequirements: await openRequirements(ctx, ticket.id) }
  const asked = { to: command.status, code: command.code, reason: command.reason, resumeAt }
  const outcome = decideStatus(facts, asked, side, ctx.now)
  if ('refused' in outcome) {
    if (outcome.field) refuseInput(`#/${outcome.field.name}`, outcome.field.code, { status: command.status })
    // What a type still asks of its staff is not the customer's to read.
    const inner = side === 'requester' && outcome.refused === 'requirements-open'
    return refuse(outcome.refused, inner ? {} : { allowed: outcome.allowed })
  }

  const distributorId = (await networkOf(ctx)).distributor.id
  const readers =
    ctx.actor.kind === 'staff'
      ? stampFor('network', {
          authorCompanyId: ctx.actor.companyId,
          distributorId,
          holderCompanyId: ticket.holder_company_id,
        })
      : [distributorId]
  const accepted = side === 'worker' ? await acceptImplicitly(ctx, ticket) : {}
  await changeTicket(ctx, ticket, { ...statusColumns(ctx, ticket, outcome, readers), ...accepted })
  recordStatusChange(ctx, ticket, ticket.status, outcome, 'asked')
  if (command.note !== undefined && ctx.actor.kind === 'staff') {
    await writeMessage(ctx, ticket, { audience: 'company', text: command.note }, distributorId)
  }
  return { id: ticket.id }
}
