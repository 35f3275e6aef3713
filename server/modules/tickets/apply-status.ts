import { CATEGORY_OF, type StatusKey } from '../../../contract/ticket-status.ts'
import type { Ctx } from '../../platform/context.ts'
import type { StatusChange } from './decide-status.ts'
import type { TicketRecord } from './ticket-queries.ts'

/** The columns that follow from a new status: category, closing, hold, pending clock, reopening. */
export function statusColumns(
  ctx: Ctx,
  ticket: TicketRecord,
  change: StatusChange,
  holdReaders: readonly string[],
) {
  const hold = change.hold
    ? {
        reason: change.hold.reason,
        companies: [...holdReaders],
        resumeAt: change.hold.resumeAt.toISOString(),
      }
    : null
  return {
    public_updated_at: ctx.now,
    status: change.status,
    status_category: CATEGORY_OF[change.status],
    closing_code: change.closingCode,
    closed_at: change.closed ? ctx.now : null,
    hold: hold ? JSON.stringify(hold) : null,
    pending_since: change.pending ? ctx.now : null,
    ...(change.reopened ? { reopened_count: ticket.reopened_count + 1 } : {}),
  }
}

/** The change that a message or an acceptance brings about by itself: to In Progress. */
export function toInProgress(reopened: boolean): StatusChange {
  return { status: 'in-progress', closingCode: null, hold: null, closed: false, reopened, pending: false }
}

/** Why a status changed, as the event says it. */
export type StatusCause = 'asked' | 'accepted' | 'reply' | 'note' | 'customer-message'

/** Everybody who may open the ticket sees its status; reasons and notes are kept apart, with their stamps. */
export function recordStatusChange(
  ctx: Ctx,
  ticket: TicketRecord,
  from: StatusKey,
  change: StatusChange,
  cause: StatusCause,
): void {
  ctx.record({
    subjectType: 'ticket',
    subjectId: ticket.id,
    type: 'ticket.status-changed',
    audience: 'public',
    companies: [],
    data: {
      from,
      to: change.status,
      ...(change.closingCode ? { code: change.closingCode } : {}),
      ...(change.reopened ? { reopened: true } : {}),
      ...(change.hold ? { resumeAt: change.hold.resumeAt.toISOString() } : {}),
      cause,
    },
  })
}
