import * as z from 'zod/mini'
import { AssignTicket, ReturnTicket } from '../../../contract/assignment.ts'
import { Message, PostMessage, Timeline } from '../../../contract/conversation.ts'
import { ChangeStatus } from '../../../contract/ticket-status.ts'
import {
  CreatedTicket,
  CreateTicket,
  PatchTicket,
  ReducedTicket,
  Ticket,
  Transitions,
} from '../../../contract/tickets.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Answer, type Route, read, write } from '../../platform/http/route.ts'
import { refuse } from '../../platform/refusal.ts'
import { messagesFor } from '../conversations/index.ts'
import { acceptTicket } from './accept-ticket.ts'
import { assignTicket } from './assign-ticket.ts'
import { branchMoveRoutes } from './branch-move-routes.ts'
import { changeStatus } from './change-status.ts'
import { createTicket } from './create-ticket.ts'
import { listRoutes } from './list-routes.ts'
import { listTransitions } from './list-transitions.ts'
import { patchTicket } from './patch-ticket.ts'
import { postMessage } from './post-message.ts'
import { presentMessage } from './present-message.ts'
import { presentTicket, wholeRequester } from './present-ticket.ts'
import { presentTimeline } from './present-timeline.ts'
import { returnTicket } from './return-ticket.ts'
import { findAfterAct, findCreated, findTicket, type SeenTicket } from './ticket-queries.ts'
import type { TicketTypePorts } from './ticket-type-port.ts'
import { trackingUrl } from './tracking-link.ts'
import { type TrackingPorts, trackingRoute } from './tracking-route.ts'
import { viewTicket } from './view-ticket.ts'
import { readerOf, viewerOf } from './viewer.ts'

/** What the composition page hands in. */
export type TicketRoutePorts = TrackingPorts & { types: TicketTypePorts }

const OneTicket = z.object({ id: z.string().check(z.maxLength(64), z.regex(/^[\w-]+$/)) })
const AnyTicket = z.union([Ticket, ReducedTicket])

async function present(ctx: Ctx, id: string): Promise<Answer> {
  return answerWith(ctx, await findTicket(ctx, id))
}
async function presentAfterAct(ctx: Ctx, id: string): Promise<Answer> {
  return answerWith(ctx, await findAfterAct(ctx, id))
}
async function answerWith(ctx: Ctx, seen: SeenTicket): Promise<Answer> {
  return { body: await presentTicket(ctx, seen), version: seen.ticket.version }
}

/** The ticket after it was created; the link's secret goes to whoever asked, never to staff. */
async function presentCreated(ctx: Ctx, id: string): Promise<Answer> {
  const seen = await findCreated(ctx, id)
  const linkVersion = seen.ticket.link_version
  // A portal session is nobody to a ticket; with the answer to its own request it holds the link, and it reads the
  // contacts that it has just typed.
  const link = { kind: 'link', ticketId: id, linkVersion } as const
  const body =
    ctx.actor.kind === 'customer'
      ? { ...(await presentTicket({ ...ctx, actor: link }, seen)), requester: wholeRequester(seen.ticket) }
      : await presentTicket(ctx, seen)
  // By the time of a repeat a rival may hold it; then the link is no longer this client's to have.
  const withheld = ctx.actor.kind === 'staff' || seen.sight === 'reduced'
  const url = withheld ? {} : { trackingUrl: trackingUrl(ctx.house, id, linkVersion) }
  const location = `/api/v1/tickets/${id}`
  return { body: { ...body, ...url }, version: seen.ticket.version, headers: { location } }
}

const nothing = async (): Promise<Answer> => ({ body: null })

export function ticketRoutes(ports: TicketRoutePorts): Route[] {
  return [
    write({
      method: 'POST',
      path: '/tickets',
      embeds: true,
      summary: 'Create a ticket',
      description:
        'One of the five types, told apart by `type`. Source and creator come from the credential. The answer says where the ticket was routed; `trackingUrl` stands only in this answer and its repeats.',
      tag: 'Tickets',
      callers: ['staff', 'customer', 'client'],
      action: 'tickets.create',
      body: CreateTicket,
      answer: z.union([CreatedTicket, ReducedTicket]),
      status: 201,
      // A repeat by staff who made it for somebody else and whom it has left.
      refusals: ['not-found'],
      act: (ctx, { body }) => createTicket(ctx, body, ports.types),
      present: presentCreated,
    }),
    read({
      path: '/tickets/{id}',
      summary: 'Get a ticket by id or number',
      tag: 'Tickets',
      callers: ['staff', 'customer', 'client', 'link'],
      action: 'tickets.read',
      params: OneTicket,
      answer: AnyTicket,
      versioned: true,
      read: (ctx, { params }) => present(ctx, params.id),
    }),
    write({
      method: 'PATCH',
      path: '/tickets/{id}',
      summary: 'Change priority, tags, brand, city or details',
      tag: 'Tickets',
      callers: ['staff'],
      action: 'tickets.work',
      params: OneTicket,
      body: PatchTicket,
      answer: AnyTicket,
      status: 200,
      ifMatch: 'required',
      act: (ctx, { params, body, ifMatch }) => patchTicket(ctx, params.id, body, ifMatch),
      present: presentAfterAct,
    }),
    write({
      method: 'POST',
      path: '/tickets/{id}/assignment',
      summary: 'Hand a ticket to a dealer, branch, team or person, or back to Unassigned',
      tag: 'Assignment',
      callers: ['staff'],
      action: 'tickets.read',
      params: OneTicket,
      body: AssignTicket,
      answer: AnyTicket,
      status: 200,
      ifMatch: 'optional',
      refusals: [
        'ticket-closed',
        'assignment-not-allowed',
        'unit-inactive',
        'unit-of-another-company',
        'assignee-cannot-see',
      ],
      act: (ctx, { params, body, ifMatch }) => assignTicket(ctx, params.id, body, ifMatch),
      present: presentAfterAct,
    }),
    write({
      method: 'POST',
      path: '/tickets/{id}/assignment/accept',
      summary: 'Take on a ticket that was handed to you',
      tag: 'Assignment',
      callers: ['staff'],
      action: 'tickets.work',
      params: OneTicket,
      answer: AnyTicket,
      status: 200,
      ifMatch: 'optional',
      refusals: ['nothing-to-accept', 'ticket-closed'],
      act: (ctx, { params, ifMatch }) => acceptTicket(ctx, params.id, ifMatch),
      present: presentAfterAct,
    }),
    write({
      method: 'POST',
      path: '/tickets/{id}/assignment/return',
      summary: 'Give a ticket back with a reason',
      description: 'The answer is empty: you may no longer see the ticket.',
      tag: 'Assignment',
      callers: ['staff'],
      action: 'tickets.work',
      params: OneTicket,
      body: ReturnTicket,
      answer: null,
      status: 204,
      ifMatch: 'optional',
      refusals: ['nothing-to-return', 'ticket-closed'],
      act: (ctx, { params, body, ifMatch }) => returnTicket(ctx, params.id, body.reason, ifMatch),
      present: nothing,
    }),
    write({
      method: 'POST',
      path: '/tickets/{id}/status',
      summary: 'Change the status',
      description: 'Staff work; whoever asked may say that it is solved (`resolved`, `done`) or withdraw.',
      tag: 'Status',
      callers: ['staff', 'customer', 'client', 'link'],
      action: 'tickets.work',
      params: OneTicket,
      body: ChangeStatus,
      answer: AnyTicket,
      status: 200,
      ifMatch: 'optional',
      refusals: ['status-not-allowed', 'closing-code-not-allowed', 'requirements-open'],
      act: (ctx, { params, body, ifMatch }) => changeStatus(ctx, params.id, body, ifMatch),
      present: presentAfterAct,
    }),
    read({
      path: '/tickets/{id}/transitions',
      summary: 'What you may do with a ticket now',
      tag: 'Status',
      callers: ['staff', 'customer', 'client', 'link'],
      action: 'tickets.read',
      params: OneTicket,
      answer: Transitions,
      read: async (ctx, { params }) => ({
        body: await listTransitions(ctx, await findTicket(ctx, params.id)),
      }),
    }),
    read({
      path: '/tickets/{id}/messages',
      summary: 'Messages that you may read, oldest first',
      tag: 'Conversation',
      callers: ['staff', 'customer', 'client', 'link'],
      action: 'tickets.read',
      params: OneTicket,
      answer: z.object({ items: z.array(Message) }),
      read: async (ctx, { params }) => ({ body: { items: await presentMessages(ctx, params.id) } }),
    }),
    write({
      method: 'POST',
      path: '/tickets/{id}/messages',
      summary: 'Reply, or add a note',
      tag: 'Conversation',
      callers: ['staff', 'customer', 'client', 'link'],
      action: 'tickets.work',
      params: OneTicket,
      body: PostMessage,
      answer: Message,
      status: 201,
      refusals: ['ticket-closed', 'reopen-window-over'],
      act: (ctx, { params, body }) => postMessage(ctx, params.id, body),
      present: async (ctx, id, { params }) => {
        const [message] = await presentMessages(ctx, params.id, [id])
        return { body: message ?? refuse('not-found') }
      },
    }),
    read({
      path: '/tickets/{id}/timeline',
      summary: 'Everything that you may see of a ticket, in order',
      tag: 'Conversation',
      callers: ['staff', 'customer', 'client', 'link'],
      action: 'tickets.read',
      params: OneTicket,
      answer: Timeline,
      read: async (ctx, { params }) => {
        const seen = await findTicket(ctx, params.id)
        return { body: seen.sight === 'reduced' ? { items: [] } : await presentTimeline(ctx, seen) }
      },
    }),
    write({
      method: 'POST',
      path: '/tickets/{id}/view',
      summary: 'Say that the receiver has opened it',
      tag: 'Assignment',
      callers: ['staff'],
      action: 'tickets.read',
      params: OneTicket,
      answer: null,
      status: 204,
      act: (ctx, { params }) => viewTicket(ctx, params.id),
      present: nothing,
    }),
    ...listRoutes,
    ...branchMoveRoutes,
    trackingRoute(ports),
  ]
}

async function presentMessages(ctx: Ctx, ticketId: string, ids?: readonly string[]) {
  const seen = await findTicket(ctx, ticketId)
  if (seen.sight === 'reduced') return []
  const viewer = await viewerOf(ctx)
  const subject = { type: 'ticket', id: seen.ticket.id }
  const messages = await messagesFor(ctx, subject, readerOf(viewer, seen.sight), ids)
  return messages.map((message) => presentMessage(viewer, seen, message))
}
