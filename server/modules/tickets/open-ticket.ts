import { v7 as uuidv7 } from 'uuid'
import type { Actor } from '../../../contract/actor.ts'
import type { Language } from '../../../contract/languages.ts'
import { DETAILS_VERSION, type TicketType } from '../../../contract/ticket-details.ts'
import type { CreateTicket } from '../../../contract/tickets.ts'
import type { Facts } from '../routing/index.ts'

/** Prefix of a number, from the type at creation (domain.md, "Ticket"). */
export const NUMBER_PREFIX: Record<TicketType, string> = {
  'general-inquiry': 'GI',
  'vehicle-quotation': 'VQ',
  'ssc-inquiry': 'SSC',
  'service-booking': 'SB',
  'test-drive': 'TD',
}

/** References of a request after the directory has checked and completed them. */
export type CheckedReferences = {
  brandId: string | null
  cityId: string | null
  companyId: string | null
  branchId: string | null
}

export type RequesterSnapshot = {
  requester_kind: 'customer' | 'staff'
  requester_name: string
  requester_phone: string | null
  requester_email: string | null
  requester_user_id: string | null
  requester_company_id: string | null
}

/** The service of the directory that a branch must offer for this request, or null where none is asked for. */
export function serviceFor(request: CreateTicket): string | null {
  switch (request.type) {
    case 'test-drive':
      return 'test-drive'
    case 'vehicle-quotation':
      return request.details.intent === 'sell' ? 'used-car-sales' : 'new-vehicle-sale'
    case 'service-booking':
      return request.details.serviceId
    case 'general-inquiry':
    case 'ssc-inquiry':
      return null
  }
}

/** What routing may know of the request. */
export function factsOf(request: CreateTicket, references: CheckedReferences): Facts {
  return {
    type: request.type,
    topic: request.type === 'general-inquiry' ? request.details.topic : null,
    brandId: references.brandId,
    cityId: references.cityId,
    requestedBranchId: references.branchId,
    serviceId: serviceFor(request),
    // One's own car may be of any make: who buys used cars buys it.
    brandMatters: !(request.type === 'vehicle-quotation' && request.details.intent === 'sell'),
  }
}

/** Where it came from and who made it, from the credential alone (domain.md, "Source"). */
export function originOf(actor: Actor) {
  switch (actor.kind) {
    case 'client':
      return {
        source: 'api' as const,
        source_client: JSON.stringify({ name: actor.name, kind: actor.clientKind }),
        created_by_kind: 'client' as const,
        created_by_user_id: null,
        created_by_client_id: actor.clientId,
        created_by_company_id: actor.companyId,
      }
    case 'staff':
      return {
        source: 'web-portal' as const,
        source_client: null,
        created_by_kind: 'staff' as const,
        created_by_user_id: actor.userId,
        created_by_client_id: null,
        created_by_company_id: actor.companyId,
      }
    default:
      return {
        source: 'web-portal' as const,
        source_client: null,
        created_by_kind: 'customer' as const,
        created_by_user_id: null,
        created_by_client_id: null,
        created_by_company_id: null,
      }
  }
}

/** The columns of a new ticket that do not depend on routing. Status New, version 1, nothing met, nothing seen. */
export function openTicket(
  request: CreateTicket,
  who: { actor: Actor; requester: RequesterSnapshot; language: Language },
  references: CheckedReferences,
  now: Date,
) {
  return {
    id: uuidv7(),
    type: request.type,
    details: JSON.stringify(request.details),
    details_version: DETAILS_VERSION,
    status: 'new' as const,
    status_category: 'new' as const,
    closing_code: null,
    hold: null,
    tags: '[]',
    ...who.requester,
    ...originOf(who.actor),
    brand_id: references.brandId,
    city_id: references.cityId,
    requested_company_id: references.companyId,
    requested_branch_id: references.branchId,
    language: request.language ?? who.language,
    attribution: request.attribution ? JSON.stringify(request.attribution) : null,
    external_reference: request.externalReference ?? null,
    test: request.test ?? false,
    link_version: 1,
    link_oldest_version: 1,
    version: 1,
    created_at: now,
    updated_at: now,
    public_updated_at: now,
    first_assigned_at: null,
    first_viewed_at: null,
    first_response_at: null,
    last_customer_message_at: null,
    pending_since: null,
    closed_at: null,
    reopened_count: 0,
    holder_viewed_at: null,
    holder_accepted_at: null,
  }
}
