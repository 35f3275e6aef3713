import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CATEGORY_OF,
  CLOSING_CODES,
  RESOLVED_CODES,
  STATUSES,
  type StatusKey,
  UNRESOLVED_CODES,
} from '../../../contract/ticket-status.ts'
import {
  codesFor,
  decideStatus,
  GRAPH,
  reachable,
  type StatusCommand,
  type StatusSide,
} from './decide-status.ts'

const NOW = new Date('2026-11-22T08:00:00Z')
const LATER = new Date('2026-11-25T08:00:00Z')
const SIDES: StatusSide[] = ['worker', 'requester', 'system']

/** The specification's graph, written out a second time by hand: what may follow what. */
const SPECIFIED: Record<StatusKey, StatusKey[]> = {
  new: ['in-progress', 'on-hold', 'pending-customer', 'resolved', 'unresolved'],
  'in-progress': ['on-hold', 'pending-customer', 'resolved', 'unresolved'],
  'on-hold': ['in-progress', 'pending-customer', 'resolved', 'unresolved'],
  'pending-customer': ['in-progress', 'on-hold', 'resolved', 'unresolved'],
  resolved: ['in-progress'],
  unresolved: ['in-progress'],
}

/** A command that has all that its status needs. */
function complete(to: StatusKey, side: StatusSide): StatusCommand {
  const [code] = codesFor(to, side)
  return {
    to,
    ...(CATEGORY_OF[to] === 'closed' ? { code } : {}),
    ...(to === 'on-hold' ? { reason: 'Waiting for a part', resumeAt: LATER } : {}),
  }
}

describe('decideStatus', () => {
  it('allows just the specified changes, from every status to every status', () => {
    for (const from of STATUSES) {
      for (const to of STATUSES) {
        const outcome = decideStatus(
          { status: from, openRequirements: [] },
          complete(to, 'worker'),
          'worker',
          NOW,
        )
        const allowed = SPECIFIED[from].includes(to)
        expect('refused' in outcome, `${from} → ${to}`).toBe(!allowed)
        if ('refused' in outcome) {
          expect(outcome.refused).toBe('status-not-allowed')
          expect([...outcome.allowed].sort()).toEqual([...SPECIFIED[from]].sort())
        }
      }
    }
  })

  it('lets who asked only close, by the two codes of the buttons', () => {
    for (const from of STATUSES) {
      for (const to of reachable(from, 'requester')) expect(CATEGORY_OF[to]).toBe('closed')
    }
    expect(codesFor('resolved', 'requester')).toEqual(['done'])
    expect(codesFor('unresolved', 'requester')).toEqual(['withdrawn'])
    expect(reachable('resolved', 'requester')).toEqual([])
  })

  it('takes each closing code for its own status only, and names the others', () => {
    for (const to of ['resolved', 'unresolved'] as const) {
      const own: readonly string[] = to === 'resolved' ? RESOLVED_CODES : UNRESOLVED_CODES
      for (const code of CLOSING_CODES) {
        const outcome = decideStatus({ status: 'new', openRequirements: [] }, { to, code }, 'worker', NOW)
        if (own.includes(code)) expect(outcome).toMatchObject({ status: to, closingCode: code, closed: true })
        else expect(outcome).toMatchObject({ refused: 'closing-code-not-allowed', allowed: own })
      }
      expect(decideStatus({ status: 'new', openRequirements: [] }, { to }, 'worker', NOW)).toMatchObject({
        refused: 'invalid-input',
        field: { name: 'code', code: 'required' },
      })
    }
  })

  it('asks On Hold for a reason and a date ahead', () => {
    const facts = { status: 'new', openRequirements: [] } as const
    const hold = (more: Partial<StatusCommand>) =>
      decideStatus(facts, { to: 'on-hold', ...more }, 'worker', NOW)
    expect(hold({})).toMatchObject({ field: { name: 'reason', code: 'required' } })
    expect(hold({ reason: 'Part' })).toMatchObject({ field: { name: 'resumeAt', code: 'required' } })
    expect(hold({ reason: 'Part', resumeAt: NOW })).toMatchObject({
      field: { name: 'resumeAt', code: 'time-past' },
    })
    expect(hold({ reason: 'Part', resumeAt: LATER })).toMatchObject({
      hold: { reason: 'Part', resumeAt: LATER },
    })
    const misplaced = decideStatus(facts, { to: 'in-progress', reason: 'Part' }, 'worker', NOW)
    expect(misplaced).toMatchObject({ field: { name: 'reason', code: 'not-for-this-status' } })
  })

  it('does not resolve over open requirements, whoever asks; only the clock’s no-answer passes', () => {
    const facts = { status: 'in-progress', openRequirements: ['result'] } as const
    for (const side of SIDES) {
      const resolved = decideStatus(facts, complete('resolved', side), side, NOW)
      expect(resolved).toMatchObject({ refused: 'requirements-open', allowed: ['result'] })
      expect(decideStatus(facts, complete('unresolved', side), side, NOW)).toMatchObject({ closed: true })
    }
    expect(decideStatus(facts, { to: 'unresolved', code: 'no-answer' }, 'system', NOW)).toMatchObject({
      closed: true,
    })
  })

  it('keeps to its rules over any sequence of commands', () => {
    const command = fc.record(
      {
        to: fc.constantFrom(...STATUSES),
        code: fc.constantFrom(...CLOSING_CODES),
        reason: fc.string({ minLength: 1 }),
        resumeAt: fc.constantFrom(new Date(NOW.getTime() - 1), NOW, LATER),
      },
      { requiredKeys: ['to'] },
    )
    const step = fc.record({
      command,
      side: fc.constantFrom(...SIDES),
      openRequirements: fc.constantFrom([], ['result']),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let status: StatusKey = 'new'
        for (const { command, side, openRequirements } of steps) {
          const outcome = decideStatus({ status, openRequirements }, command, side, NOW)
          if ('refused' in outcome) {
            // A refusal that names what would do tells the truth.
            if (outcome.refused === 'status-not-allowed') {
              expect(outcome.allowed).not.toContain(command.to)
              for (const to of outcome.allowed) {
                const better = decideStatus(
                  { status, openRequirements: [] },
                  complete(to as StatusKey, side),
                  side,
                  NOW,
                )
                expect('refused' in better).toBe(false)
              }
            }
            continue
          }
          expect(GRAPH[status]).toContain(outcome.status)
          expect(outcome.status).not.toBe('new')
          expect(outcome.closed).toBe(CATEGORY_OF[outcome.status] === 'closed')
          expect(outcome.closingCode !== null).toBe(outcome.closed)
          expect(outcome.reopened).toBe(CATEGORY_OF[status] === 'closed')
          expect(outcome.hold !== null).toBe(outcome.status === 'on-hold')
          expect(outcome.pending).toBe(outcome.status === 'pending-customer')
          if (outcome.status === 'resolved') expect(openRequirements).toEqual([])
          status = outcome.status
        }
      }),
    )
  })
})
