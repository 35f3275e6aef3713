import type * as z from 'zod/mini'
import type { AssignTicket } from '../contract/assignment.ts'
import type { BranchMove } from '../contract/branch-moves.ts'
import type { Message, PostMessage, Timeline } from '../contract/conversation.ts'
import type { Branch, City, Reference, Service, Team, User, VehicleModel } from '../contract/network.ts'
import type {
  OpenedTracking,
  SendCode,
  SentCode,
  Session,
  StaffSessionItem,
  StartCustomerSession,
  StartedCustomerSession,
} from '../contract/session.ts'
import type { ChangeStatus } from '../contract/ticket-status.ts'
import type {
  CreatedTicket,
  CreateTicketInput,
  PatchTicket,
  ReducedTicket,
  Ticket,
  TicketCounts,
  TicketRow,
  Transitions,
} from '../contract/tickets.ts'
import { type ApiAnswer, type ApiOptions, makeRequest } from './request.ts'

export { ApiProblem, ConnectionProblem } from './request.ts'

type List<Item> = { items: Item[] }
type Page<Item> = { items: Item[]; nextCursor: string | null }
type Query = Record<string, string | number | undefined>
/** A ticket after an act; reduced where the act took it from the actor's sight. */
export type ActedOn = Ticket | ReducedTicket
const at = (id: string) => `/tickets/${encodeURIComponent(id)}`

/** The typed client of our own pages; one function per route. */
export function makeApi(options: ApiOptions) {
  const request = makeRequest(options)
  const body = async <Body>(answer: Promise<ApiAnswer<Body>>) => (await answer).body
  const get = <Body>(path: string, query?: Query, signal?: AbortSignal) =>
    body(request<Body>('GET', path, { ...(query ? { query } : {}), ...(signal ? { signal } : {}) }))
  return {
    session: () => get<Session>('/session'),
    /** Where I am signed in. */
    sessions: () => get<List<StaffSessionItem>>('/session/sessions'),
    endSession: (id: string) =>
      body(request<undefined>('POST', `/session/sessions/${encodeURIComponent(id)}/end`)),
    endOtherSessions: () => body(request<undefined>('POST', '/session/end-others')),

    companies: () => get<List<Reference & { kind: string; active: boolean }>>('/network/companies'),
    branches: (query?: Query) => get<List<Branch>>('/network/branches', query),
    brands: () => get<List<Reference>>('/network/brands'),
    services: () => get<List<z.infer<typeof Service>>>('/network/services'),
    cities: () => get<List<z.infer<typeof City>>>('/network/cities'),
    vehicleModels: (query?: Query) => get<List<VehicleModel>>('/network/vehicle-models', query),
    teams: (query?: Query) => get<List<Team>>('/network/teams', query),
    users: (query?: Query) => get<List<User>>('/network/users', query),

    createTicket: (ticket: CreateTicketInput, idempotencyKey: string) =>
      body(request<CreatedTicket>('POST', '/tickets', { body: ticket, idempotencyKey })),
    counts: (signal?: AbortSignal) => get<TicketCounts>('/tickets/counts', undefined, signal),
    tickets: (query?: Query, signal?: AbortSignal) => get<Page<TicketRow>>('/tickets', query, signal),
    /** With the ETag, for `If-Match`. */
    ticket: (id: string, signal?: AbortSignal) => request<Ticket>('GET', at(id), signal ? { signal } : {}),
    patchTicket: (id: string, patch: PatchTicket, ifMatch: string) =>
      request<Ticket>('PATCH', at(id), { body: patch, ifMatch }),
    // `ifMatch` names the version that was on the screen: another's change in between is refused, never overridden.
    assign: (id: string, target: AssignTicket, idempotencyKey: string, ifMatch: string) =>
      body(request<ActedOn>('POST', `${at(id)}/assignment`, { body: target, idempotencyKey, ifMatch })),
    accept: (id: string, idempotencyKey: string, ifMatch: string) =>
      body(request<ActedOn>('POST', `${at(id)}/assignment/accept`, { idempotencyKey, ifMatch })),
    giveBack: (id: string, reason: string, idempotencyKey: string, ifMatch: string) =>
      body(
        request<undefined>('POST', `${at(id)}/assignment/return`, {
          body: { reason },
          idempotencyKey,
          ifMatch,
        }),
      ),
    changeStatus: (id: string, change: ChangeStatus, idempotencyKey: string, ifMatch?: string) =>
      body(
        request<ActedOn>('POST', `${at(id)}/status`, {
          body: change,
          idempotencyKey,
          ...(ifMatch ? { ifMatch } : {}),
        }),
      ),
    transitions: (id: string, signal?: AbortSignal) =>
      get<Transitions>(`${at(id)}/transitions`, undefined, signal),
    messages: (id: string) => get<List<Message>>(`${at(id)}/messages`),
    postMessage: (id: string, message: PostMessage, idempotencyKey: string) =>
      body(request<Message>('POST', `${at(id)}/messages`, { body: message, idempotencyKey })),
    timeline: (id: string, signal?: AbortSignal) => get<Timeline>(`${at(id)}/timeline`, undefined, signal),
    view: (id: string) => body(request<undefined>('POST', `${at(id)}/view`)),
    /** Branches that went to another company with open tickets, and the answer to it. */
    branchMoves: () => get<List<BranchMove>>('/branch-moves'),
    decideBranchMove: (id: string, answer: 'confirm' | 'dismiss') =>
      body(request<BranchMove>('POST', `/branch-moves/${encodeURIComponent(id)}/${answer}`)),
    handOffs: (query?: Query) =>
      get<Page<{ number: string; type: string; receivedAt: string; leftAt: string }>>('/hand-offs', query),

    /** Sends a one-time code; signs in with it, and out again. They take no key: a repeat is a new question. */
    sendCode: (asked: SendCode) =>
      body(request<z.infer<typeof SentCode>>('POST', '/customer-codes', { body: asked })),
    startCustomerSession: (given: z.input<typeof StartCustomerSession>) =>
      body(request<z.infer<typeof StartedCustomerSession>>('POST', '/customer-session', { body: given })),
    endCustomerSession: () => body(request<undefined>('POST', '/customer-session/end')),

    /** Exchanges the secret of a tracking link for a one-ticket cookie. */
    openTracking: (token: string) =>
      body(request<z.infer<typeof OpenedTracking>>('POST', '/tracking', { body: { token } })),
  }
}
export type Api = ReturnType<typeof makeApi>
