import { AssignTicket } from '../../contract/assignment.ts'
import type { ClosingCode } from '../../contract/ticket-status.ts'
import type { Priority } from '../../contract/tickets.ts'
import { acceptTicket } from '../../server/modules/tickets/accept-ticket.ts'
import { assignTicket } from '../../server/modules/tickets/assign-ticket.ts'
import { changeStatus } from '../../server/modules/tickets/change-status.ts'
import { patchTicket } from '../../server/modules/tickets/patch-ticket.ts'
import { postMessage } from '../../server/modules/tickets/post-message.ts'
import { returnTicket } from '../../server/modules/tickets/return-ticket.ts'
import { findTicket } from '../../server/modules/tickets/ticket-queries.ts'
import { viewTicket } from '../../server/modules/tickets/view-ticket.ts'
import type { Ctx } from '../../server/platform/context.ts'
import type { Step, VERBS } from './read-step.ts'
import { localTime, workingDay } from './story-clock.ts'

type Verb = (typeof VERBS)[number]
type Play = (ctx: Ctx, id: string, step: Step, now: Date) => Promise<unknown>

const PLAYS: Record<Verb, Play> = {
  views: (ctx, id) => viewTicket(ctx, id),
  accepts: (ctx, id) => acceptTicket(ctx, id, null),
  takes: (ctx, id, { who }) => withinUnit(ctx, id, who),
  hands: (ctx, id, { object, text }) => {
    const [place = '', assigneeId] = object.startsWith('to ') ? ['', object.slice(3)] : object.split(' to ')
    if (place === '') return withinUnit(ctx, id, assigneeId, text)
    const [status = '', unit] = place.split(' ')
    const named = { ...(assigneeId ? { assigneeId } : {}), ...(text ? { reason: text } : {}) }
    const company = status === 'dealer' ? 'companyId' : `${status}Id`
    return assignTicket(ctx, id, AssignTicket.parse({ status, [company]: unit, ...named }), null)
  },
  returns: (ctx, id, step) => returnTicket(ctx, id, said(step), null),

  resumes: (ctx, id) => changeStatus(ctx, id, { status: 'in-progress' }, null),
  reopens: (ctx, id) => changeStatus(ctx, id, { status: 'in-progress' }, null),
  waits: (ctx, id) => changeStatus(ctx, id, { status: 'pending-customer' }, null),
  holds: (ctx, id, step, now) => {
    const resumeAt = localTime(workingDay(now, Number(step.object)), '09:00').toISOString()
    return changeStatus(ctx, id, { status: 'on-hold', reason: said(step), resumeAt }, null)
  },
  resolves: (ctx, id, step) => close(ctx, id, 'resolved', step),
  closes: (ctx, id, step) => close(ctx, id, 'unresolved', step),
  withdraws: (ctx, id) => changeStatus(ctx, id, { status: 'unresolved', code: 'withdrawn' }, null),
  thanks: (ctx, id) => changeStatus(ctx, id, { status: 'resolved', code: 'done' }, null),

  replies: (ctx, id, step) => postMessage(ctx, id, { audience: 'public', text: said(step) }),
  notes: (ctx, id, step) => postMessage(ctx, id, { audience: 'network', text: said(step) }),
  remarks: (ctx, id, step) => postMessage(ctx, id, { audience: 'company', text: said(step) }),
  writes: (ctx, id, step) => postMessage(ctx, id, { text: said(step) }),

  sets: (ctx, id, { object }) => patchTicket(ctx, id, { priority: object as Priority }, null),
  tags: (ctx, id, { object }) => patchTicket(ctx, id, { tags: object.split(', ') }, null),
}

/** Does what a step says, at the moment and as the actor of the context. `now` is the moment the stories are told. */
export async function takeStep(ctx: Ctx, id: string, step: Step, now: Date): Promise<void> {
  await PLAYS[step.verb as Verb](ctx, id, step, now)
}

function said({ text, who, verb }: Step): string {
  if (text === undefined) throw new Error(`A demo story needs words: ${who} ${verb}`)
  return text
}

function close(ctx: Ctx, id: string, status: 'resolved' | 'unresolved', { object, text }: Step) {
  const note = text === undefined ? {} : { note: text }
  return changeStatus(ctx, id, { status, code: object as ClosingCode, ...note }, null)
}

/** To a person of the unit that holds it now. */
async function withinUnit(ctx: Ctx, id: string, assigneeId: string | undefined, reason?: string) {
  const { ticket } = await findTicket(ctx, id)
  const held = {
    ...(ticket.assignment === 'dealer' ? { companyId: ticket.holder_company_id } : {}),
    ...(ticket.holder_branch_id ? { branchId: ticket.holder_branch_id } : {}),
    ...(ticket.holder_team_id ? { teamId: ticket.holder_team_id } : {}),
  }
  const named = { assigneeId, ...(reason === undefined ? {} : { reason }) }
  return assignTicket(ctx, id, AssignTicket.parse({ status: ticket.assignment, ...held, ...named }), null)
}
