import * as z from 'zod/mini'
import { CLIENT_KINDS } from './actions.ts'
import { ASSIGNMENT_STATUSES, Assignment, Target } from './assignment.ts'
import { LANGUAGES, Language } from './languages.ts'
import { Reference } from './network.ts'
import { PageQuery } from './pages.ts'
import { Phone } from './phone.ts'
import { SearchText } from './search-text.ts'
import { Id, line } from './text.ts'
import { DETAILS, TICKET_TYPES, type TicketType } from './ticket-details.ts'
import { CATEGORIES, CLOSING_CODES, STATUSES, Status } from './ticket-status.ts'

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof PRIORITIES)[number]

export const Email = z.email().check(z.maxLength(254), z.toLowerCase())

/** A customer who asks: a name and at least one way to answer. */
export const CustomerRequester = z
  .strictObject({
    kind: z._default(z.literal('customer'), 'customer'),
    name: line(2, 100),
    phone: z.optional(Phone),
    email: z.optional(Email),
  })
  .check(z.refine((who) => Boolean(who.phone || who.email), { params: { code: 'contact-missing' } }))

/** Staff who ask for themselves; only a signed-in staff member may send it. */
const StaffRequester = z.strictObject({ kind: z.literal('staff') })

const Attribution = z.strictObject({
  utm_source: z.optional(line(1, 200)),
  utm_medium: z.optional(line(1, 200)),
  utm_campaign: z.optional(line(1, 200)),
  utm_term: z.optional(line(1, 200)),
  utm_content: z.optional(line(1, 200)),
})

const createFields = {
  requester: z.union([CustomerRequester, StaffRequester]),
  brandId: z.optional(Id),
  cityId: z.optional(Id),
  companyId: z.optional(Id),
  branchId: z.optional(Id),
  language: z.optional(Language),
  attribution: z.optional(Attribution),
  externalReference: z.optional(line(1, 100)),
  test: z.optional(z.boolean()),
}
const createOf = <Type extends TicketType>(type: Type) =>
  z.strictObject({ type: z.literal(type), ...createFields, details: DETAILS[type] })

/** Body of `POST /tickets`, one shape per type. */
export const CreateTicket = z.discriminatedUnion('type', [
  createOf('general-inquiry'),
  createOf('vehicle-quotation'),
  createOf('ssc-inquiry'),
  createOf('service-booking'),
  createOf('test-drive'),
])
export type CreateTicket = z.infer<typeof CreateTicket>
export type CreateTicketInput = z.input<typeof CreateTicket>

/** Body of `PATCH /tickets/{id}`; details are replaced whole, in the shape that creates them. */
export const PatchTicket = z.strictObject({
  priority: z.optional(z.enum(PRIORITIES)),
  tags: z.optional(z.array(line(1, 40)).check(z.maxLength(20))),
  brandId: z.optional(z.nullable(Id)),
  cityId: z.optional(z.nullable(Id)),
  details: z.optional(z.unknown()),
})
export type PatchTicket = z.infer<typeof PatchTicket>

/** Where a ticket came from; set by the server from the credential, never from the body. */
const Source = z.object({
  key: z.enum(['web-portal', 'api']),
  name: z.string(),
  client: z.nullable(z.object({ name: z.string(), kind: z.enum(CLIENT_KINDS) })),
})

/** Abilities of this caller on this ticket; the screens ask, they never derive. */
export const TicketAbilities = z.object({
  reply: z.boolean(),
  note: z.boolean(),
  changeStatus: z.boolean(),
  assign: z.boolean(),
  accept: z.boolean(),
  return: z.boolean(),
  take: z.boolean(),
  edit: z.boolean(),
})
export type TicketAbilities = z.infer<typeof TicketAbilities>

/** Why a ticket is where it is: code and values, and the sentence in the reader's language. */
export const RoutingReason = z.object({
  code: z.string(),
  values: z.record(z.string(), z.string()),
  text: z.string(),
})

const nullableTime = z.nullable(z.iso.datetime())

/** A ticket as this caller may see it. Fields that the caller may not see are absent, never blanked. */
export const Ticket = z.object({
  id: z.string(),
  number: z.string(),
  type: z.object({ key: z.enum(TICKET_TYPES), name: z.string() }),
  subject: z.string(),
  status: Status,
  assignment: Assignment,
  priority: z.optional(z.enum(PRIORITIES)),
  requester: z.object({
    kind: z.enum(['customer', 'staff']),
    name: z.string(),
    phone: z.nullable(z.string()),
    email: z.nullable(z.string()),
    /** False where nobody has proved that the contact is theirs. Absent for who may not know. */
    verified: z.optional(z.boolean()),
  }),
  createdBy: z.optional(
    z.object({ kind: z.enum(['customer', 'staff', 'client']), name: z.nullable(z.string()) }),
  ),
  source: z.optional(Source),
  brand: z.nullable(Reference),
  city: z.nullable(Reference),
  requested: z.object({ company: z.nullable(Reference), branch: z.nullable(Reference) }),
  language: z.enum(LANGUAGES),
  details: z.record(z.string(), z.unknown()),
  detailsVersion: z.int(),
  vehicle: z.nullable(z.record(z.string(), z.unknown())),
  tags: z.optional(z.array(z.string())),
  externalReference: z.optional(z.nullable(z.string())),
  attribution: z.optional(z.nullable(z.record(z.string(), z.string()))),
  test: z.boolean(),
  version: z.int(),
  closing: z.nullable(z.object({ code: z.enum(CLOSING_CODES), name: z.string() })),
  hold: z.optional(z.nullable(z.object({ reason: z.nullable(z.string()), resumeAt: z.iso.datetime() }))),
  requirements: z.optional(z.array(z.object({ code: z.string(), text: z.string(), met: z.boolean() }))),
  routing: z.optional(z.nullable(z.object({ rule: z.string(), reasons: z.array(RoutingReason) }))),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  firstAssignedAt: z.optional(nullableTime),
  firstViewedAt: z.optional(nullableTime),
  firstResponseAt: z.optional(nullableTime),
  lastCustomerMessageAt: z.optional(nullableTime),
  pendingSince: z.optional(nullableTime),
  closedAt: nullableTime,
  reopenedCount: z.optional(z.int()),
  can: TicketAbilities,
})
export type Ticket = z.infer<typeof Ticket>

/**
 * What is left to a dealer's API client of a ticket that another dealer holds: number, type and status category
 * (domain.md, "API client").
 */
export const ReducedTicket = z.object({
  id: z.string(),
  number: z.string(),
  type: z.object({ key: z.enum(TICKET_TYPES), name: z.string() }),
  status: z.object({ category: z.enum(CATEGORIES) }),
  reduced: z.literal(true),
})
export type ReducedTicket = z.infer<typeof ReducedTicket>

/** Answer to `POST /tickets`; `trackingUrl` stands only here and in its repeats, and never for staff. */
export const CreatedTicket = z.object({ ...Ticket.shape, trackingUrl: z.optional(z.url()) })
export type CreatedTicket = z.infer<typeof CreatedTicket>

/** A ticket in a list: what a row shows. */
export const TicketRow = z.object({
  id: z.string(),
  number: z.string(),
  type: z.object({ key: z.enum(TICKET_TYPES), name: z.string() }),
  subject: z.string(),
  status: Status,
  assignment: Assignment,
  priority: z.optional(z.enum(PRIORITIES)),
  requester: z.object({ name: z.string() }),
  brand: z.nullable(Reference),
  city: z.nullable(Reference),
  language: z.enum(LANGUAGES),
  test: z.boolean(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  unread: z.optional(z.boolean()),
})
export type TicketRow = z.infer<typeof TicketRow>

/** One value or several, separated by commas: `status=new,in-progress`. */
const anyOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.pipe(
    z.pipe(
      z.string().check(z.maxLength(400)),
      z.transform((text) => [...new Set(text.split(','))]),
    ),
    z.array(z.enum(values)).check(z.minLength(1)),
  )

export const SORTS = ['-createdAt', 'createdAt', '-updatedAt', 'updatedAt'] as const
export type Sort = (typeof SORTS)[number]

export const TicketQuery = z.strictObject({
  ...PageQuery,
  type: z.optional(anyOf(TICKET_TYPES)),
  status: z.optional(anyOf(STATUSES)),
  category: z.optional(anyOf(CATEGORIES)),
  assignment: z.optional(anyOf(ASSIGNMENT_STATUSES)),
  companyId: z.optional(Id),
  branchId: z.optional(Id),
  teamId: z.optional(Id),
  assigneeId: z.optional(Id),
  brandId: z.optional(Id),
  source: z.optional(z.enum(['web-portal', 'api'])),
  externalReference: z.optional(line(1, 100)),
  createdAfter: z.optional(z.iso.datetime({ offset: true })),
  createdBefore: z.optional(z.iso.datetime({ offset: true })),
  updatedAfter: z.optional(z.iso.datetime({ offset: true })),
  /** Words, the number, or parts of a telephone number, VIN or plate; all of them, each word by its beginning. */
  q: z.optional(SearchText),
  sort: z._default(z.optional(z.enum(SORTS)), '-createdAt'),
})
export type TicketQuery = z.infer<typeof TicketQuery>

/** How many tickets stand in each of the caller's views; `capped` where there are more than are counted. */
export const TicketCounts = z.object({
  items: z.array(z.object({ key: z.string(), count: z.int(), capped: z.boolean() })),
})
export type TicketCounts = z.infer<typeof TicketCounts>

/** What this caller may do now. */
export const Transitions = z.object({
  statuses: z.array(
    z.object({
      status: Status,
      /** Closing codes to choose from; empty where none is asked for. */
      codes: z.array(z.object({ code: z.enum(CLOSING_CODES), name: z.string() })),
      /** What must be given besides, of `code`, `reason`, `resumeAt`. */
      needs: z.array(z.string()),
      whyNot: z.nullable(z.string()),
    }),
  ),
  targets: z.array(Target),
  requirements: z.array(z.object({ code: z.string(), text: z.string(), met: z.boolean() })),
  audiences: z.array(z.object({ key: z.string(), readers: z.array(z.string()) })),
})
export type Transitions = z.infer<typeof Transitions>
