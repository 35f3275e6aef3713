import { v7 as uuidv7 } from 'uuid'
import type { Ctx } from '../../platform/context.ts'
import { networkOf } from '../directory/index.ts'
import { type Assigned, holderColumnsOf } from './holder.ts'
import { type HandOffRecord, type TicketRecord, ticketTables } from './ticket-queries.ts'

export type HandOverWhy = {
  kind: 'rule' | 'person' | 'system'
  reason: string | null
  /** Who reads the reason: the distributor and the receiver; for a return, the distributor and the returner. */
  reasonCompanies: readonly string[]
  /** Why, where the directory moved it and nobody by hand. */
  code?: NonNullable<HandOffRecord['reason_code']>
  branchMoveId?: string | null
}

/** The row of a hand-off from `from` (null for a ticket's first) to `to`. */
export function handOffRow(
  ctx: Ctx,
  ticketId: string,
  from: Assigned | null,
  to: Assigned,
  why: HandOverWhy,
) {
  const { actor } = ctx
  const by =
    why.kind === 'rule'
      ? null
      : actor.kind === 'staff'
        ? actor.userId
        : actor.kind === 'client'
          ? actor.clientId
          : null
  return {
    id: uuidv7(),
    ticket_id: ticketId,
    from_assignment: from?.status ?? null,
    from_company_id: from?.companyId ?? null,
    from_branch_id: from?.branchId ?? null,
    from_team_id: from?.teamId ?? null,
    from_assignee_id: from?.assigneeId ?? null,
    to_assignment: to.status,
    to_company_id: to.companyId,
    to_branch_id: to.branchId,
    to_team_id: to.teamId,
    to_assignee_id: to.assigneeId,
    at: ctx.now,
    by_kind: why.kind === 'rule' ? 'system' : actor.kind,
    by_id: by,
    by_company_id: 'companyId' in actor ? actor.companyId : null,
    why_kind: why.kind,
    reason: why.reason,
    reason_companies: [...new Set(why.reasonCompanies)].sort(),
    reason_code: why.code ?? null,
    branch_move_id: why.branchMoveId ?? null,
    first_viewed_at: null,
    accepted_at: null,
    returned_at: null,
    ended_at: null,
  }
}

/**
 * Ends the present hand-off and begins the next; gives the ticket's columns that follow from it. `accepted` where the
 * receiver is the one who acts (taking it oneself).
 */
export async function handOver(
  ctx: Ctx,
  ticket: TicketRecord,
  from: Assigned,
  to: Assigned,
  why: HandOverWhy & { returned?: boolean; accepted?: boolean },
) {
  const db = ticketTables(ctx)
  const { distributor } = await networkOf(ctx)
  const linkReplaced = leavesItsDealer(ticket, from, to, distributor.id)
  const row = handOffRow(ctx, ticket.id, from, to, why)
  const seen = why.accepted ? ctx.now : null
  await db
    .updateTable('hand_offs')
    .set({ ended_at: ctx.now, ...(why.returned ? { returned_at: ctx.now } : {}) })
    .where('id', '=', ticket.hand_off_id)
    .execute()
  await db
    .insertInto('hand_offs')
    .values({ ...row, first_viewed_at: seen, accepted_at: seen })
    .execute()
  return {
    handOffId: row.id,
    linkReplaced,
    columns: {
      ...holderColumnsOf(to),
      hand_off_id: row.id,
      holder_viewed_at: seen,
      holder_accepted_at: seen,
      ...(shownHolder(from) === shownHolder(to) ? {} : { public_updated_at: ctx.now }),
      ...(linkReplaced ? replacedLink(ticket) : {}),
      ...(ticket.first_assigned_at === null && to.status !== 'unassigned'
        ? { first_assigned_at: ctx.now }
        : {}),
    },
  }
}

/** What whoever asked is shown of a holder (present-assignment.ts). */
const shownHolder = (held: Assigned) => [held.status, held.companyId, held.branchId].join()

/**
 * Does a ticket that a dealer's client made go to another dealer? Then the link that the client was given must open it
 * no more (domain.md, "API client"). From one such dealer to the next the client has had no newer link.
 */
function leavesItsDealer(ticket: TicketRecord, from: Assigned, to: Assigned, distributorId: string): boolean {
  const maker = ticket.created_by_company_id
  if (ticket.created_by_kind !== 'client' || maker === distributorId) return false
  const rival = (company: string | null) => company !== null && company !== maker && company !== distributorId
  return rival(to.companyId) && !rival(from.companyId)
}

/** The new link goes out by e-mail; where it cannot, the old one goes on showing the status (domain.md, "API client"). */
function replacedLink(ticket: TicketRecord) {
  const link_version = ticket.link_version + 1
  return { link_version, ...(ticket.requester_email === null ? {} : { link_oldest_version: link_version }) }
}

/** Companies that may read of a hand-off in the timeline: the distributor, who had it, who gets it. */
export function handOffReaders(distributorId: string, ...companies: (string | null)[]): string[] {
  return [...new Set([distributorId, ...companies.filter((id) => id !== null)])].sort()
}
