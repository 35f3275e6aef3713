import type { Network } from '../../server/modules/directory/index.ts'
import { wordsOfTicket } from '../../server/modules/tickets/search-words.ts'
import { hashEvent } from '../../server/platform/events/hash-event.ts'
import { customerOf, detailsOf } from './invent-words.ts'
import { createRandom } from './random.ts'

/** Rows for COPY, by table. */
export type Batch = Record<'tickets' | 'hand_offs' | 'messages' | 'events' | 'new_words', unknown[][]>

type Holder = { companyId: string | null; branchId: string | null; teamId: string | null }
type Staff = { id: string; companyId: string }

const YEARS = 2
const EVENTS_OF_THE_LONG_ONE = 100
const TYPES = ['general-inquiry', 'vehicle-quotation', 'service-booking', 'test-drive', 'ssc-inquiry']
const PREFIX: Record<string, string> = {
  ...{ 'general-inquiry': 'GI', 'vehicle-quotation': 'VQ', 'ssc-inquiry': 'SSC' },
  ...{ 'service-booking': 'SB', 'test-drive': 'TD' },
}
const FIRST_NUMBER = 10_001

/**
 * Tickets of two years, evenly spread, with the hand-off, messages and events that their acts would have left. About
 * 3 % are open: most of the newest, and a few that lie about. The last one has a hundred events.
 */
export function* inventTickets(network: Network, count: number, now: Date): Generator<Batch> {
  const random = createRandom(20_261_122)
  const branches = [...network.branches.values()].filter(
    (branch) => branch.active && branch.brandIds.size > 0,
  )
  const users = [...network.users.values()].filter((user) => user.active)
  const staffed = branches.filter((branch) =>
    users.some((user) => user.branchId === branch.id && user.roles.join() === 'branch-agent'),
  )
  const start = now.getTime() - YEARS * 365 * 86_400_000
  const step = (now.getTime() - start) / (count + 1)
  let position = 0
  for (let first = 0; first < count; first += 5_000) {
    const batch: Batch = { tickets: [], hand_offs: [], messages: [], events: [], new_words: [] }
    for (let index = first; index < Math.min(first + 5_000, count); index++) {
      const at = new Date(Math.floor(start + step * (index + 1)))
      const newest = index >= count * 0.976
      const open = newest || random.chance(0.006)
      const type = random.of(TYPES)
      const long = index === count - 1
      const branch = random.of(long ? staffed : branches)
      const held: Holder =
        open && random.chance(0.1)
          ? { companyId: null, branchId: null, teamId: null }
          : { companyId: branch.companyId, branchId: branch.id, teamId: null }
      const staff = users.filter((user) => user.companyId === branch.companyId)
      position = addTicket(batch, {
        ...{ random, type, open, long, position, at: long ? new Date(at.getTime() - 3_600_000) : at },
        ...{ number: `${PREFIX[type]}-${FIRST_NUMBER + index}`, held: long ? ofBranch(branch) : held },
        brandId: random.of([...branch.brandIds]),
        cityId: branch.cityId,
        distributorId: network.distributor.id,
        staff: random.of(staff),
      })
    }
    yield batch
  }
}

const ofBranch = ({ id, companyId }: { id: string; companyId: string }): Holder => ({
  ...{ companyId, branchId: id, teamId: null },
})

type Plan = {
  random: ReturnType<typeof createRandom>
  type: string
  number: string
  open: boolean
  long: boolean
  at: Date
  held: Holder
  brandId: string
  cityId: string
  distributorId: string
  staff: Staff
  position: number
}

/** Adds one ticket with all that belongs to it; gives the last position in the feed. */
function addTicket(batch: Batch, plan: Plan): number {
  const { random, type, open, long, at, held, distributorId, staff } = plan
  const id = random.uuid(at)
  const handOffId = random.uuid(at)
  const assigned = held.companyId !== null
  const assignment = assigned ? 'branch' : 'unassigned'
  const accepted =
    assigned && (!open || long || random.chance(0.4)) ? new Date(at.getTime() + 1_800_000) : null
  const readers = [...new Set([distributorId, held.companyId].filter((company) => company !== null))].sort()
  const closed = open ? null : new Date(at.getTime() + 3_600_000)
  const status = closed ? 'resolved' : accepted ? 'in-progress' : 'new'
  const category = { resolved: 'closed', 'in-progress': 'active', new: 'new' }[status]
  const { name, phone, email } = customerOf(random)
  const details = detailsOf(random, type)
  const to = { status: assignment, ...held, assigneeId: null }
  batch.tickets.push([
    ...[id, plan.number, type, JSON.stringify(details), 1, status, category, closed ? 'done' : null],
    ...[null, 'normal', '[]', assignment, held.companyId, held.branchId, held.teamId, null, handOffId],
    ...[accepted, accepted, 'customer', name, phone, email, null, null],
    ...['customer', null, null, 'web-portal', null, plan.brandId, plan.cityId, held.companyId, held.branchId],
    ...[
      'en',
      null,
      null,
      'f',
      JSON.stringify({ rule: assigned ? 'requested-branch' : 'review', reasons: [] }),
    ],
    ...[1, 1, at, closed ?? accepted ?? at, assigned ? at : null, accepted, accepted, null, null, closed, 0],
  ])
  const findable = { number: plan.number, details, external_reference: null }
  const requester = { requester_name: name, requester_phone: phone, requester_email: email }
  batch.new_words.push([id, wordsOfTicket({ ...findable, ...requester }, [])])
  batch.hand_offs.push([
    ...[handOffId, id, null, null, null, null, null, assignment, held.companyId, held.branchId, held.teamId],
    ...[null, at, 'system', null, null, 'rule', null, readers, accepted, accepted, null, null],
  ])
  const chain = createChain(batch, random, id, plan.position)
  const customer = { kind: 'customer', id: null, companyId: null }
  const worker = { kind: 'staff', id: staff.id, companyId: staff.companyId }
  chain.add('ticket.created', at, customer, [], { type, source: 'web-portal', language: 'en', test: false })
  chain.add('ticket.assigned', at, customer, readers, {
    ...{ handOffId, from: null, to, rule: assigned ? 'requested-branch' : 'review' },
  })
  const reply = (when: Date) => {
    const messageId = random.uuid(when)
    batch.messages.push([
      ...[messageId, 'ticket', id, 'public', [], 'staff', staff.id, staff.companyId],
      ...['Thank you for your message. We have looked into it and will call you.', 'portal', when],
    ])
    chain.add('message.created', when, worker, [], { messageId })
  }
  if (accepted) {
    reply(accepted)
    chain.add('ticket.status-changed', accepted, worker, [], {
      from: 'new',
      to: 'in-progress',
      cause: 'reply',
    })
  }
  if (closed)
    chain.add('ticket.status-changed', closed, worker, [], {
      ...{ from: 'in-progress', to: 'resolved', code: 'done', cause: 'asked' },
    })
  for (let more = 1; long && chain.length() < EVENTS_OF_THE_LONG_ONE; more++)
    reply(new Date(at.getTime() + 1_800_000 + more * 1000))
  return chain.position()
}

type By = { kind: string; id: string | null; companyId: string | null }

/** Events of one ticket, each with the hash of the one before. */
function createChain(batch: Batch, random: Plan['random'], ticketId: string, from: number) {
  let previous: Buffer | null = null
  let sequence = 0
  return {
    length: () => sequence,
    position: () => from + sequence,
    add: (type: string, at: Date, by: By, companies: string[], data: Record<string, unknown>) => {
      sequence += 1
      const audience = companies.length > 0 ? 'network' : 'public'
      const id = random.uuid(at)
      const fields = {
        ...{ id, subject_type: 'ticket', subject_id: ticketId, sequence, type, at },
        ...{
          actor_kind: by.kind,
          actor_id: by.id,
          actor_company_id: by.companyId,
          audience,
          companies,
          data,
        },
      }
      const hash = hashEvent(fields, previous)
      batch.events.push([
        ...[id, 'ticket', ticketId, sequence, type, at, by.kind, by.id, by.companyId, audience, companies],
        ...[JSON.stringify(data), previous, hash, 't', from + sequence],
      ])
      previous = hash
    },
  }
}
