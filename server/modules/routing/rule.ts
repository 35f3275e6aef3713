import type { AssignmentStatus } from '../../../contract/assignment.ts'
import type { TicketType } from '../../../contract/ticket-details.ts'
import type { Priority } from '../../../contract/tickets.ts'

/** What is known of a new ticket. Ids are the directory's. */
export type Facts = {
  type: TicketType
  topic: string | null
  brandId: string | null
  cityId: string | null
  requestedBranchId: string | null
  /** The service that a branch must offer; null where any will do (general inquiry). */
  serviceId: string | null
  /** False where the vehicle may be of any make, so that a branch need not serve a brand (selling one's own car). */
  brandMatters: boolean
}

/** Where a rule sends a ticket. */
export type RuleTarget =
  | { kind: 'distributor-team'; tag: string }
  | { kind: 'requested-branch' }
  | { kind: 'only-branch-in-city' }

/** One rule: every condition given must hold. */
export type Rule = {
  key: string
  when: { types?: readonly TicketType[]; topics?: readonly string[] }
  to: RuleTarget
  priority?: Priority
}

export type Target = {
  status: AssignmentStatus
  companyId: string | null
  branchId: string | null
  teamId: string | null
}

/** A reason as it is kept: a code, and ids or numbers that its sentence names. */
export type Reason = { code: ReasonCode; values: Record<string, string> }
export type ReasonCode =
  | 'type-is'
  | 'topic-is'
  | 'branch-requested'
  | 'serves-brand'
  | 'offers-service'
  | 'only-branch-in-city'
  | 'requested-branch-unfit'
  | 'no-branch-in-city'
  | 'several-branches-in-city'
  | 'brand-unknown'
  | 'city-unknown'
  | 'team-missing'
  | 'for-review'

export type Route = { rule: string; target: Target; priority: Priority; reasons: Reason[] }
