import type { Generated, JSONColumnType, Selectable } from 'kysely'
import type { ClientKind } from '../../../contract/actions.ts'
import type { AssignmentStatus } from '../../../contract/assignment.ts'
import type { Language } from '../../../contract/languages.ts'
import type { TicketType } from '../../../contract/ticket-details.ts'
import type { ClosingCode, StatusCategory, StatusKey } from '../../../contract/ticket-status.ts'
import type { Priority } from '../../../contract/tickets.ts'
import type { Reason } from '../routing/index.ts'
import type { MoveReason } from './decide-move-up.ts'

/** A tag, and the companies that were to read it when it was set. */
export type StampedTag = { tag: string; companies: string[] }
export type Hold = { reason: string; companies: string[]; resumeAt: string }

export type TicketsTable = {
  id: string
  number: string
  type: TicketType
  details: JSONColumnType<Record<string, unknown>>
  details_version: number
  status: StatusKey
  status_category: StatusCategory
  closing_code: ClosingCode | null
  hold: JSONColumnType<Hold> | null
  priority: Priority
  tags: JSONColumnType<StampedTag[]>
  assignment: AssignmentStatus
  holder_company_id: string | null
  holder_branch_id: string | null
  holder_team_id: string | null
  assignee_id: string | null
  hand_off_id: string
  holder_viewed_at: Date | null
  holder_accepted_at: Date | null
  requester_kind: 'customer' | 'staff'
  requester_name: string
  requester_phone: string | null
  requester_email: string | null
  requester_user_id: string | null
  requester_company_id: string | null
  created_by_kind: 'customer' | 'staff' | 'client'
  created_by_user_id: string | null
  created_by_client_id: string | null
  /** Of the client or person who made it; null where a customer did. */
  created_by_company_id: string | null
  /** Whose it is, and by what (room customers); null where staff ask. */
  customer_id: string | null
  customer_link: 'verified' | 'email' | 'phone' | null
  created_by_customer_id: string | null
  source: 'web-portal' | 'api'
  source_client: JSONColumnType<{ name: string; kind: ClientKind }> | null
  brand_id: string | null
  city_id: string | null
  requested_company_id: string | null
  requested_branch_id: string | null
  language: Language
  attribution: JSONColumnType<Record<string, string>> | null
  external_reference: string | null
  test: boolean
  routing: JSONColumnType<{ rule: string; reasons: Reason[] }>
  link_version: number
  /** Links from this version on still show the status. */
  link_oldest_version: number
  version: number
  created_at: Date
  updated_at: Date
  /** Last change that whoever asked may see. */
  public_updated_at: Date
  first_assigned_at: Date | null
  first_viewed_at: Date | null
  first_response_at: Date | null
  last_customer_message_at: Date | null
  pending_since: Date | null
  closed_at: Date | null
  reopened_count: number
}

export type HandOffsTable = {
  id: string
  /** Grows behind the ticket's lock: the order in which things happened. */
  serial: Generated<number>
  ticket_id: string
  from_assignment: AssignmentStatus | null
  from_company_id: string | null
  from_branch_id: string | null
  from_team_id: string | null
  from_assignee_id: string | null
  to_assignment: AssignmentStatus
  to_company_id: string | null
  to_branch_id: string | null
  to_team_id: string | null
  to_assignee_id: string | null
  at: Date
  by_kind: string
  by_id: string | null
  by_company_id: string | null
  why_kind: 'rule' | 'person' | 'system'
  reason: string | null
  reason_companies: string[]
  /** Why, where nobody moved it by hand. */
  reason_code: MoveReason | 'branch-move-confirmed' | null
  branch_move_id: string | null
  first_viewed_at: Date | null
  accepted_at: Date | null
  returned_at: Date | null
  ended_at: Date | null
}
/** A branch that went to another company while it held open tickets, and what the distributor said. */
export type BranchMovesTable = {
  id: string
  branch_id: string
  from_company_id: string
  to_company_id: string
  found_at: Date
  state: 'waiting' | 'confirmed' | 'dismissed'
  decided_at: Date | null
  decided_by: string | null
}
export type TicketRequirementsTable = { ticket_id: string; code: string; met_at: Date | null }
export type TicketRevisionsTable = {
  ticket_id: string
  version: number
  details: JSONColumnType<Record<string, unknown>>
  companies: string[]
  at: Date
}

export type TicketTables = {
  tickets: TicketsTable
  hand_offs: HandOffsTable
  branch_moves: BranchMovesTable
  ticket_requirements: TicketRequirementsTable
  ticket_revisions: TicketRevisionsTable
}

export type TicketRecord = Selectable<TicketsTable>
export type HandOffRecord = Selectable<HandOffsTable>
