import type { ReducedTicket, Ticket, TicketRow } from '../../../contract/tickets.ts'
import { fill } from '../../../texts/fill.ts'
import type { Ctx } from '../../platform/context.ts'
import { mayRead } from '../conversations/index.ts'
import { assignedOf } from './holder.ts'
import { presentAssignment } from './present-assignment.ts'
import { presentDetails, presentVehicle, subjectOf } from './present-details.ts'
import { knowsClient, presentAuthor } from './present-message.ts'
import { presentRouting } from './present-routing.ts'
import { abilitiesOn } from './ticket-abilities.ts'
import { requirementsOf, type SeenTicket, type TicketRecord } from './ticket-queries.ts'
import { nameBranch, nameBrand, nameCity, nameCompany, readerOf, type Viewer, viewerOf } from './viewer.ts'

const time = (at: Date | null) => at?.toISOString() ?? null

/** A ticket as this caller may see it: whole for staff, the public part for who asked, a line for a rival's client. */
export async function presentTicket(ctx: Ctx, seen: SeenTicket): Promise<Ticket | ReducedTicket> {
  const viewer = await viewerOf(ctx)
  const { ticket, sight } = seen
  if (sight === 'reduced') return presentReduced(viewer, ticket)
  return {
    ...publicPart(viewer, seen),
    ...(sight === 'full' ? await staffPart(ctx, viewer, seen) : {}),
    can: abilitiesOn(ctx, seen, viewer.network),
  }
}

export function presentReduced(viewer: Viewer, ticket: TicketRecord): ReducedTicket {
  return {
    id: ticket.id,
    number: ticket.number,
    type: { key: ticket.type, name: viewer.words.types[ticket.type] },
    status: { category: ticket.status_category },
    reduced: true,
  }
}

function statusOf(viewer: Viewer, ticket: TicketRecord) {
  return { key: ticket.status, name: viewer.words.statuses[ticket.status], category: ticket.status_category }
}

function publicPart(viewer: Viewer, seen: SeenTicket): Omit<Ticket, 'can'> {
  const { ticket, sight } = seen
  // Spam is told to nobody outside.
  const code = sight !== 'full' && ticket.closing_code === 'spam' ? null : ticket.closing_code
  return {
    id: ticket.id,
    number: ticket.number,
    type: { key: ticket.type, name: viewer.words.types[ticket.type] },
    subject: subjectOf(viewer, ticket),
    status: statusOf(viewer, ticket),
    assignment: presentAssignment(viewer, assignedOf(ticket), sight, ticket.holder_accepted_at),
    requester: { ...presentRequester(viewer, ticket, sight), ...presentVerified(viewer, ticket, sight) },
    brand: nameBrand(viewer, ticket.brand_id),
    city: nameCity(viewer, ticket.city_id),
    requested: {
      company: nameCompany(viewer, ticket.requested_company_id),
      branch: nameBranch(viewer, ticket.requested_branch_id),
    },
    language: ticket.language,
    details: presentDetails(viewer, ticket),
    detailsVersion: ticket.details_version,
    vehicle: presentVehicle(viewer, ticket),
    test: ticket.test,
    version: ticket.version,
    closing: code === null ? null : { code, name: viewer.words.closingCodes[code] },
    ...(viewer.actor.kind === 'client' ? { externalReference: ticket.external_reference } : {}),
    createdAt: ticket.created_at.toISOString(),
    updatedAt: updatedFor(seen).toISOString(),
    closedAt: time(ticket.closed_at),
  }
}

/** What is done inside does not show from outside, not even by when it was done. */
const updatedFor = ({ ticket, sight }: SeenTicket): Date =>
  sight === 'full' ? ticket.updated_at : ticket.public_updated_at

/**
 * A link may be passed on, and a request may name an address that is not its sender's: these pages show contacts only
 * masked; staff and who sent them see them whole.
 */
function presentRequester(
  viewer: Viewer,
  ticket: TicketRecord,
  sight: SeenTicket['sight'],
): Ticket['requester'] {
  const whole = wholeRequester(ticket)
  if (sight === 'full' || (viewer.actor.kind !== 'link' && viewer.actor.kind !== 'customer')) return whole
  const { phone, email } = whole
  return {
    ...whole,
    phone: phone && `${phone.slice(0, 4)}•••${phone.slice(-2)}`,
    email: email && `${email.slice(0, 1)}•••${email.slice(email.lastIndexOf('@'))}`,
  }
}

/** Whether anybody has shown that the contact is theirs: for staff, and for the customer whose contact it is. */
function presentVerified(
  viewer: Viewer,
  ticket: TicketRecord,
  sight: SeenTicket['sight'],
): Pick<Ticket['requester'], 'verified'> {
  const { actor } = viewer
  const own = actor.kind === 'customer' && actor.customerId === ticket.customer_id
  if (ticket.customer_link === null || !(own || (sight === 'full' && actor.kind === 'staff'))) return {}
  return { verified: ticket.customer_link === 'verified' }
}

/** As it was given. */
export function wholeRequester(ticket: TicketRecord): Ticket['requester'] {
  return {
    kind: ticket.requester_kind,
    name: ticket.requester_name,
    phone: ticket.requester_phone,
    email: ticket.requester_email,
  }
}

async function staffPart(ctx: Ctx, viewer: Viewer, seen: SeenTicket): Promise<Partial<Ticket>> {
  const { ticket, sight } = seen
  const reader = readerOf(viewer, sight)
  const reads = (companies: string[]) => mayRead(reader, { audience: 'network', companies })
  const { hold } = ticket
  const requirements = await requirementsOf(ctx, ticket.id)
  const known = knowsClient(viewer, ticket)
  return {
    priority: ticket.priority,
    createdBy: { kind: ticket.created_by_kind, name: creatorName(viewer, seen) },
    source: {
      key: ticket.source,
      name: viewer.words.sources[ticket.source],
      client: known ? ticket.source_client : null,
    },
    // Two companies may have set the same word, each for itself.
    tags: [...new Set(ticket.tags.filter((tag) => reads(tag.companies)).map((tag) => tag.tag))],
    externalReference: known ? ticket.external_reference : null,
    attribution: known ? ticket.attribution : null,
    hold: hold ? { reason: reads(hold.companies) ? hold.reason : null, resumeAt: hold.resumeAt } : null,
    requirements: requirements.map(({ code, met }) => ({
      code,
      met,
      text: fill(viewer.words.requirement, { code }),
    })),
    routing: presentRouting(viewer, ticket),
    firstAssignedAt: time(ticket.first_assigned_at),
    firstViewedAt: time(ticket.first_viewed_at),
    firstResponseAt: time(ticket.first_response_at),
    lastCustomerMessageAt: time(ticket.last_customer_message_at),
    pendingSince: time(ticket.pending_since),
    reopenedCount: ticket.reopened_count,
  }
}

/** Staff who made it, named as their other acts on the ticket are; or the client. */
function creatorName(viewer: Viewer, seen: SeenTicket): string | null {
  const { created_by_user_id: id, created_by_company_id: companyId, source_client: client } = seen.ticket
  if (id === null) return knowsClient(viewer, seen.ticket) ? (client?.name ?? null) : null
  return presentAuthor(viewer, seen, { kind: 'staff', id, companyId }).name
}

/** What a row of a list shows. */
export function presentRow(viewer: Viewer, seen: SeenTicket): TicketRow | ReducedTicket {
  const { ticket, sight } = seen
  if (sight === 'reduced') return presentReduced(viewer, ticket)
  return {
    id: ticket.id,
    number: ticket.number,
    type: { key: ticket.type, name: viewer.words.types[ticket.type] },
    subject: subjectOf(viewer, ticket),
    status: statusOf(viewer, ticket),
    assignment: presentAssignment(viewer, assignedOf(ticket), sight, ticket.holder_accepted_at),
    requester: { name: ticket.requester_name },
    brand: nameBrand(viewer, ticket.brand_id),
    city: nameCity(viewer, ticket.city_id),
    language: ticket.language,
    test: ticket.test,
    version: ticket.version,
    createdAt: ticket.created_at.toISOString(),
    updatedAt: updatedFor(seen).toISOString(),
    ...(sight === 'full'
      ? {
          priority: ticket.priority,
          unread: ticket.status_category !== 'closed' && ticket.holder_viewed_at === null,
        }
      : {}),
  }
}
