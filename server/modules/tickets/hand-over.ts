import { v7 as uuidv7 } from 'uuid'
import type { Ctx } from '../../platform/context.ts'
import { type Assigned, holderColumnsOf } from './holder.ts'
import { type TicketRecord, ticketTables } from './ticket-queries.ts'

export type HandOverWhy = {
  kind: 'rule' | 'person' | 'system'
  reason: string | null
  /** Who reads the reason: the distributor and the receiver; for a return, the distributor and the returner. */
  reasonCompanies: readonly string[]
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
    columns: {
      ...holderColumnsOf(to),
      hand_off_id: row.id,
      holder_viewed_at: seen,
      holder_accepted_at: seen,
      ...(ticket.first_assigned_at === null && to.status !== 'unassigned'
        ? { first_assigned_at: ctx.now }
        : {}),
    },
  }
}

/** Companies that may read of a hand-off in the timeline: the distributor, who had it, who gets it. */
export function handOffReaders(distributorId: string, ...companies: (string | null)[]): string[] {
  return [...new Set([distributorId, ...companies.filter((id) => id !== null)])].sort()
}
