import type { Timeline, TimelineEntry } from '../../../contract/conversation.ts'
import type { TicketEventType } from '../../../contract/event-types.ts'
import { CATEGORY_OF, type StatusKey } from '../../../contract/ticket-status.ts'
import { fill } from '../../../texts/fill.ts'
import type { Ctx } from '../../platform/context.ts'
import { eventsOfSubject, type StoredEvent } from '../../platform/events/events-of-subject.ts'
import { mayRead, messagesFor } from '../conversations/index.ts'
import { type Assigned, assignedOf } from './holder.ts'
import { presentAssignment } from './present-assignment.ts'
import { presentHandOffs } from './present-hand-offs.ts'
import { presentAuthor, presentMessage } from './present-message.ts'
import { ruleName } from './present-routing.ts'
import { type HandOffRecord, handOffsOf, type SeenTicket } from './ticket-queries.ts'
import {
  nameBranch,
  nameBrand,
  nameCity,
  nameCompany,
  nameTeam,
  nameUser,
  readerOf,
  readsForNetwork,
  type Viewer,
  viewerOf,
} from './viewer.ts'

/**
 * Everything this caller may see of a ticket, in order. Staff read what was stamped for their company; whoever asked
 * reads public things, and that the present holder has it.
 */
export async function presentTimeline(ctx: Ctx, seen: SeenTicket): Promise<Timeline> {
  const viewer = await viewerOf(ctx)
  const { ticket, sight } = seen
  const reader = readerOf(viewer, sight)
  const events = (await eventsOfSubject(ctx, 'ticket', ticket.id)).filter((event) => mayRead(reader, event))
  const messages = await messagesFor(ctx, { type: 'ticket', id: ticket.id }, reader)
  const handOffs = await handOffsOf(ctx, ticket.id)
  const byId = new Map(messages.map((message) => [message.id, message]))
  const entries = events.flatMap((event): TimelineEntry[] => {
    const message = event.type === 'message.created' ? byId.get(String(event.data.messageId)) : undefined
    if (event.type === 'message.created' && !message) return []
    const entry =
      sight === 'full' ? staffEntry(viewer, seen, event, handOffs) : requesterEntry(viewer, seen, event)
    return [message ? { ...entry, message: presentMessage(viewer, seen, message) } : entry]
  })
  if (sight === 'full') return { items: entries, handOffs: presentHandOffs(viewer, handOffs) }
  const held = holderEntry(viewer, seen, heldSince(handOffs, ticket.holder_company_id) ?? ticket.created_at)
  return { items: held ? insertByTime(entries, held) : entries }
}

type Entry = Omit<TimelineEntry, 'message'>

function shared(viewer: Viewer, seen: SeenTicket, event: StoredEvent): Omit<Entry, 'text' | 'data'> {
  const actor = presentAuthor(viewer, seen, {
    kind: event.actor_kind,
    id: event.actor_id,
    companyId: event.actor_company_id,
  })
  return {
    id: event.id,
    type: event.type as TicketEventType,
    at: event.at.toISOString(),
    audience: event.audience,
    actor,
  }
}

function staffEntry(
  viewer: Viewer,
  seen: SeenTicket,
  event: StoredEvent,
  handOffs: readonly HandOffRecord[],
): Entry {
  const entry = shared(viewer, seen, event)
  const text = staffText(viewer, event, entry.actor.name)
  const { companyId } = readerOf(viewer, seen.sight)
  const reason = handOffs.find(
    (row) =>
      row.id === event.data.handOffId && companyId !== null && row.reason_companies.includes(companyId),
  )?.reason
  const gives = event.type === 'ticket.assigned' || event.type === 'ticket.returned'
  const told = gives && reason ? fill(viewer.words.withReason, { text, reason }) : text
  return { ...entry, text: told, data: staffData(event) }
}

function staffText(viewer: Viewer, event: StoredEvent, actor: string): string {
  const { timeline, statuses, closingCodes } = viewer.words
  const { data } = event
  switch (event.type as TicketEventType) {
    case 'ticket.created': {
      const byCustomer = event.actor_kind === 'customer'
      return fill(byCustomer ? timeline['ticket.created'].customer : timeline['ticket.created'].other, {
        actor,
      })
    }
    case 'ticket.assigned':
      return assignedText(viewer, data, actor)
    case 'ticket.accepted':
    case 'ticket.returned':
    case 'ticket.first-viewed':
      return fill(timeline[event.type as 'ticket.accepted'], { actor })
    case 'ticket.status-changed': {
      const words = timeline['ticket.status-changed']
      const to = statuses[data.to as StatusKey]
      if (data.reopened) return fill(words.reopened, { actor })
      const code = closingCodes[data.code as keyof typeof closingCodes]
      return fill(code ? words.coded : words.plain, { actor, to, code: code ?? '' })
    }
    case 'ticket.updated': {
      const changed = (data.fields as string[]).map((name) => changeText(viewer, name, data))
      const list = changed.join(viewer.words.people.between)
      return fill(timeline['ticket.updated'], { actor, fields: list })
    }
    case 'message.created': {
      const words = timeline['message.created']
      if (event.actor_kind !== 'staff') return fill(words.customer, { actor })
      return fill(event.audience === 'public' ? words.reply : words.note, { actor })
    }
  }
}

/** A field by its name; with what it was and is, where the log may hold that. */
function changeText(viewer: Viewer, name: string, data: StoredEvent['data']): string {
  const { fields, priorities, change } = viewer.words
  const field = (fields as Record<string, string>)[name] ?? name
  const pair = (data.changes as Record<string, { from: string | null; to: string | null }> | undefined)?.[
    name
  ]
  if (!pair) return field
  const told = (value: string | null): string => {
    if (name === 'brand_id') return nameBrand(viewer, value)?.name ?? '–'
    if (name === 'city_id') return nameCity(viewer, value)?.name ?? '–'
    return (priorities as Record<string, string>)[value ?? ''] ?? '–'
  }
  return fill(change, { field, from: told(pair.from), to: told(pair.to) })
}

function assignedText(viewer: Viewer, data: StoredEvent['data'], actor: string): string {
  const words = viewer.words.timeline['ticket.assigned']
  const to = data.to as Assigned
  if (typeof data.rule === 'string') {
    if (to.status === 'unassigned') return words.unassigned
    return fill(words.rule, { to: holderName(viewer, to), rule: ruleName(viewer, data.rule) })
  }
  const reason = (viewer.words.moveReasons as Record<string, string>)[String(data.reason)]
  if (reason && to.status === 'unassigned') return fill(words.waits, { reason })
  if (reason) return fill(words.moved, { reason, to: holderName(viewer, to) })
  if (data.taken) return fill(words.taken, { actor })
  if (to.status === 'unassigned') return fill(words.withdrawn, { actor })
  return fill(words.person, { actor, to: holderName(viewer, to) })
}

/** The innermost name of a holder, with its company's. */
function holderName(viewer: Viewer, held: Assigned): string {
  const company = nameCompany(viewer, held.companyId)?.name
  const own = 'companyId' in viewer.actor && viewer.actor.companyId === held.companyId
  // A dealer is told of no other dealer, and of the distributor no more than that it is the distributor.
  if (!own && !readsForNetwork(viewer)) {
    const { distributor } = viewer.network
    return company && held.companyId === distributor.id ? company : viewer.words.people.anotherBranch
  }
  const unit = nameTeam(viewer, held.teamId)?.name ?? nameBranch(viewer, held.branchId)?.name
  const person = nameUser(viewer, held.assigneeId)?.name
  return [...new Set([company, unit, person].filter((name) => name !== undefined))].join(
    viewer.words.people.between,
  )
}

/** Ids in the log stay there; a reader gets what shapes the line: keys, codes, before and after. */
function staffData(event: StoredEvent): Record<string, unknown> {
  const { data } = event
  if (event.type === 'ticket.status-changed') return data
  if (event.type === 'ticket.updated') return { fields: data.fields, changes: data.changes }
  return {}
}

function requesterEntry(viewer: Viewer, seen: SeenTicket, event: StoredEvent): Entry {
  const entry = shared(viewer, seen, event)
  const { timeline } = viewer.words
  const { data } = event
  if (event.type === 'ticket.status-changed') {
    const to = data.to as StatusKey
    const text = requesterStatusText(viewer, event, to)
    return {
      ...entry,
      text,
      data: { to, category: CATEGORY_OF[to], ...(data.reopened ? { reopened: true } : {}) },
    }
  }
  if (event.type === 'ticket.created')
    return { ...entry, text: timeline['ticket.created'].customer, data: {} }
  const words = timeline['message.created']
  const wrote = event.actor_kind === 'staff' ? words.reply : words.customer
  return { ...entry, text: fill(wrote, { actor: entry.actor.name }), data: {} }
}

/** Since when the company that holds it now has had it; what it does within is its own affair. */
function heldSince(handOffs: readonly HandOffRecord[], companyId: string | null): Date | undefined {
  return handOffs.findLast((row) => row.to_company_id === companyId && row.from_company_id !== companyId)?.at
}

/** What a change of status means to whoever asked, in plain words; what they did themselves, as theirs. */
function requesterStatusText(viewer: Viewer, { data, actor_kind }: StoredEvent, to: StatusKey): string {
  const words = viewer.words.timeline['ticket.status-changed']
  if (data.reopened) return words.requesterReopened
  if (actor_kind === 'link' || actor_kind === 'customer') {
    if (to === 'resolved') return words.requesterSolved
    if (data.code === 'withdrawn') return words.requesterWithdrew
  }
  return words.requester[to]
}

/** "… has your request": the present holder only, by its public name; earlier ones are nobody's business. */
function holderEntry(viewer: Viewer, seen: SeenTicket, at: Date): TimelineEntry | null {
  const { ticket, sight } = seen
  const holder = presentAssignment(viewer, assignedOf(ticket), sight, null)
  const name = [holder.company?.name, holder.branch?.name].filter(Boolean).join(viewer.words.people.between)
  if (name === '') return null
  return {
    id: ticket.hand_off_id,
    type: 'ticket.assigned',
    at: at.toISOString(),
    audience: 'public',
    actor: { kind: 'system', name: viewer.words.people.system, company: null, me: false },
    text: fill(viewer.words.timeline['ticket.assigned'].requester, { to: name }),
    data: {},
  }
}

function insertByTime(entries: TimelineEntry[], extra: TimelineEntry): TimelineEntry[] {
  const after = entries.findIndex((entry) => entry.at > extra.at)
  return after < 0 ? [...entries, extra] : [...entries.slice(0, after), extra, ...entries.slice(after)]
}
