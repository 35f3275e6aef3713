import type { ProblemCode } from '../../../contract/problem.ts'
import {
  CATEGORY_OF,
  type ClosingCode,
  RESOLVED_CODES,
  type StatusKey,
  UNRESOLVED_CODES,
} from '../../../contract/ticket-status.ts'

/*
 * The status graph (domain.md, "Status"). Pure: what is, what is asked, who asks; out comes the new state or a refusal
 * that names what would do.
 */

const OPEN: readonly StatusKey[] = ['in-progress', 'on-hold', 'pending-customer']
const CLOSED: readonly StatusKey[] = ['resolved', 'unresolved']

/** Where a status may go. Nothing returns to New; closed goes only back to In Progress. */
export const GRAPH: Record<StatusKey, readonly StatusKey[]> = {
  new: [...OPEN, ...CLOSED],
  'in-progress': ['on-hold', 'pending-customer', ...CLOSED],
  'on-hold': ['in-progress', 'pending-customer', ...CLOSED],
  'pending-customer': ['in-progress', 'on-hold', ...CLOSED],
  unresolved: ['in-progress'],
  resolved: ['in-progress'],
}

/** What a customer may do by a button: say that it is solved, or withdraw. */
const REQUESTER_CODES = { resolved: ['done'], unresolved: ['withdrawn'] } as const

export type StatusSide = 'worker' | 'requester' | 'system'

export type StatusFacts = {
  status: StatusKey
  /** Requirements of its type that are still open. */
  openRequirements: readonly string[]
}

export type StatusCommand = {
  to: StatusKey
  code?: ClosingCode | undefined
  reason?: string | undefined
  resumeAt?: Date | undefined
}

export type StatusChange = {
  status: StatusKey
  closingCode: ClosingCode | null
  hold: { reason: string; resumeAt: Date } | null
  closed: boolean
  reopened: boolean
  pending: boolean
}

export type Refused = {
  refused: ProblemCode
  allowed: string[]
  /** Set where a value of the request is missing or does not belong, rather than a rule broken. */
  field?: { name: 'code' | 'reason' | 'resumeAt'; code: 'required' | 'not-for-this-status' | 'time-past' }
}

/** Closing codes this side may use for this status. */
export function codesFor(to: StatusKey, side: StatusSide): readonly ClosingCode[] {
  if (to === 'resolved') return side === 'requester' ? REQUESTER_CODES.resolved : RESOLVED_CODES
  if (to === 'unresolved') return side === 'requester' ? REQUESTER_CODES.unresolved : UNRESOLVED_CODES
  return []
}

/** The statuses this side may go to now, requirements not yet asked. */
export function reachable(from: StatusKey, side: StatusSide): readonly StatusKey[] {
  if (side !== 'requester') return GRAPH[from]
  return GRAPH[from].filter((to) => CLOSED.includes(to))
}

export function decideStatus(
  facts: StatusFacts,
  command: StatusCommand,
  side: StatusSide,
  now: Date,
): StatusChange | Refused {
  const { to } = command
  const allowed = reachable(facts.status, side)
  if (!allowed.includes(to)) return { refused: 'status-not-allowed', allowed: [...allowed] }
  const closes = CATEGORY_OF[to] === 'closed'
  const misplaced = misplacedField(command, closes)
  if (misplaced) return misplaced

  if (closes) {
    const codes = codesFor(to, side)
    if (command.code === undefined) return missing('code', codes)
    if (!codes.includes(command.code)) return { refused: 'closing-code-not-allowed', allowed: [...codes] }
    // A ticket that nobody answered is closed by the clock whatever its type asks for.
    const exempt = command.code === 'no-answer' && side === 'system'
    if (to === 'resolved' && facts.openRequirements.length > 0 && !exempt) {
      return { refused: 'requirements-open', allowed: [...facts.openRequirements] }
    }
    return { ...NEITHER, status: to, closingCode: command.code, closed: true }
  }
  if (to === 'on-hold') {
    if (command.reason === undefined) return missing('reason')
    if (command.resumeAt === undefined) return missing('resumeAt')
    if (command.resumeAt <= now) return field('resumeAt', 'time-past')
    return { ...NEITHER, status: to, hold: { reason: command.reason, resumeAt: command.resumeAt } }
  }
  const reopened = CATEGORY_OF[facts.status] === 'closed'
  return { ...NEITHER, status: to, reopened, pending: to === 'pending-customer' }
}

const NEITHER = { closingCode: null, hold: null, closed: false, reopened: false, pending: false }

function misplacedField(command: StatusCommand, closes: boolean): Refused | null {
  if (!closes && command.code !== undefined) return field('code', 'not-for-this-status')
  if (command.to !== 'on-hold') {
    if (command.reason !== undefined) return field('reason', 'not-for-this-status')
    if (command.resumeAt !== undefined) return field('resumeAt', 'not-for-this-status')
  }
  return null
}

const missing = (name: 'code' | 'reason' | 'resumeAt', allowed: readonly string[] = []): Refused => ({
  ...field(name, 'required'),
  allowed: [...allowed],
})
const field = (
  name: 'code' | 'reason' | 'resumeAt',
  code: 'required' | 'not-for-this-status' | 'time-past',
): Refused => ({ refused: 'invalid-input', allowed: [], field: { name, code } })
