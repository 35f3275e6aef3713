import type { PostMessage } from '../../../contract/conversation.ts'
import type { Audience } from '../../../contract/event-types.ts'
import type { Ctx } from '../../platform/context.ts'
import { refuse, refuseInput } from '../../platform/refusal.ts'
import { requireAction } from '../access/index.ts'
import { addMessage, stampFor } from '../conversations/index.ts'
import { networkOf } from '../directory/index.ts'
import { acceptImplicitly, worksForHolder } from './accept-ticket.ts'
import { recordStatusChange, type StatusCause, statusColumns, toInProgress } from './apply-status.ts'
import { messageEffect } from './message-effects.ts'
import { asks, works } from './ticket-access.ts'
import { changeTicket, lockTicket, type SeenTicket, type TicketRecord } from './ticket-queries.ts'

/** From which side one who sees it so writes, and whether they may write to this audience at all. */
function writingSide(ctx: Ctx, { ticket, sight }: SeenTicket, audience: Audience): 'worker' | 'requester' {
  if (works(ctx.actor, sight)) return 'worker'
  if (sight === 'reduced' || !asks(ctx.actor, ticket)) return refuse('not-permitted')
  if (audience !== 'public') return refuseInput('#/audience', 'not-for-this-caller')
  return 'requester'
}

/**
 * Adds a reply or a note, and what follows from it: the holder's word starts the work, a customer's word ends the
 * waiting or reopens. A message does not raise the ticket's version; a status change that it causes does.
 */
export async function postMessage(ctx: Ctx, id: string, message: PostMessage): Promise<{ id: string }> {
  const seen = await lockTicket(ctx, id)
  const { ticket } = seen
  requireAction(ctx.actor, 'tickets.work')
  const audience = message.audience ?? (ctx.actor.kind === 'staff' ? undefined : 'public')
  if (audience === undefined) return refuseInput('#/audience', 'required')
  const side = writingSide(ctx, seen, audience)
  const { distributor } = await networkOf(ctx)
  const facts = {
    status: ticket.status,
    closingCode: ticket.closing_code,
    closedAt: ticket.closed_at,
    assigned: ticket.assignment !== 'unassigned',
    byHolder: ticket.assignment === 'unassigned' ? isOf(ctx, distributor.id) : worksForHolder(ctx, ticket),
  }
  const effect = messageEffect(facts, { side, audience }, ctx.now, ctx.house.config.reopenDays)
  if ('refused' in effect) return refuse(effect.refused)

  const messageId = await writeMessage(ctx, ticket, { audience, text: message.text }, distributor.id)
  const change = effect.status === null ? null : toInProgress(effect.reopened)
  const accepted = effect.accepts ? await acceptImplicitly(ctx, ticket) : {}
  await changeTicket(
    ctx,
    ticket,
    {
      ...accepted,
      ...(change ? statusColumns(ctx, ticket, change, []) : {}),
      ...(audience === 'public' ? { public_updated_at: ctx.now } : {}),
      ...(side === 'requester' ? { last_customer_message_at: ctx.now } : {}),
      ...(effect.firstResponse && ticket.first_response_at === null ? { first_response_at: ctx.now } : {}),
    },
    change !== null,
  )
  if (change) recordStatusChange(ctx, ticket, ticket.status, change, causeOf(side, audience))
  return { id: messageId }
}

function causeOf(side: 'worker' | 'requester', audience: Audience): StatusCause {
  if (side === 'requester') return 'customer-message'
  return audience === 'public' ? 'reply' : 'note'
}

const isOf = (ctx: Ctx, companyId: string) => ctx.actor.kind === 'staff' && ctx.actor.companyId === companyId

/** Writes the message with its stamp, and records that it was. */
export async function writeMessage(
  ctx: Ctx,
  ticket: TicketRecord,
  message: { audience: Audience; text: string },
  distributorId: string,
): Promise<string> {
  const { actor } = ctx
  const authorCompanyId = actor.kind === 'staff' ? actor.companyId : null
  const companies =
    authorCompanyId === null
      ? []
      : stampFor(message.audience, {
          authorCompanyId,
          distributorId,
          holderCompanyId: ticket.holder_company_id,
        })
  // A client acts for the requester, and a link is the requester.
  const author = actor.kind === 'staff' ? 'staff' : actor.kind === 'client' ? 'client' : 'customer'
  const messageId = await addMessage(ctx, {
    subject_type: 'ticket',
    subject_id: ticket.id,
    audience: message.audience,
    companies,
    author_kind: author,
    author_id: actor.kind === 'staff' ? actor.userId : actor.kind === 'client' ? actor.clientId : null,
    author_company_id: authorCompanyId,
    text: message.text,
  })
  ctx.record({
    subjectType: 'ticket',
    subjectId: ticket.id,
    type: 'message.created',
    audience: message.audience,
    companies,
    data: { messageId },
  })
  return messageId
}
