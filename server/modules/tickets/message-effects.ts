import type { Audience } from '../../../contract/event-types.ts'
import type { ProblemCode } from '../../../contract/problem.ts'
import { CATEGORY_OF, type ClosingCode, type StatusKey } from '../../../contract/ticket-status.ts'

/** What a message finds: the ticket's state, and who writes from which side. */
export type MessageFacts = {
  status: StatusKey
  closingCode: ClosingCode | null
  closedAt: Date | null
  assigned: boolean
  /** The author works for the company that holds the ticket; or for the distributor, while nobody holds it. */
  byHolder: boolean
}
export type MessageEffect = {
  /** The status it brings about; null where it changes nothing. */
  status: StatusKey | null
  reopened: boolean
  /** The holder's own act says that they took it on. */
  accepts: boolean
  firstResponse: boolean
}

const NOTHING: MessageEffect = { status: null, reopened: false, accepts: false, firstResponse: false }

/**
 * What a message brings about (domain.md, "Status"): the holder's reply or note makes New In Progress, a note on an
 * unassigned ticket changes nothing; a customer's message ends Pending Customer and reopens a closed ticket within the
 * window, unless it was closed as spam.
 */
export function messageEffect(
  facts: MessageFacts,
  message: { side: 'worker' | 'requester'; audience: Audience },
  now: Date,
  reopenDays: number,
): MessageEffect | { refused: ProblemCode } {
  const closed = CATEGORY_OF[facts.status] === 'closed'
  if (message.side === 'requester') {
    if (closed) {
      return mayReopen(facts, now, reopenDays)
        ? { ...NOTHING, status: 'in-progress', reopened: true }
        : { refused: 'reopen-window-over' }
    }
    return facts.status === 'pending-customer' ? { ...NOTHING, status: 'in-progress' } : NOTHING
  }
  if (message.audience === 'public' && closed) return { refused: 'ticket-closed' }
  const counts = facts.byHolder && (message.audience === 'public' || facts.assigned) && !closed
  return {
    status: counts && facts.status === 'new' ? 'in-progress' : null,
    reopened: false,
    accepts: counts && facts.assigned,
    firstResponse: message.audience === 'public',
  }
}

/** May the customer still write? Days count from the moment of closing, to the second. */
export function mayReopen(
  facts: Pick<MessageFacts, 'closingCode' | 'closedAt'>,
  now: Date,
  reopenDays: number,
): boolean {
  if (facts.closingCode === 'spam' || facts.closedAt === null) return false
  return now.getTime() - facts.closedAt.getTime() <= reopenDays * 86_400_000
}
