import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AUDIENCES } from '../../../contract/event-types.ts'
import { CATEGORY_OF, CLOSING_CODES, STATUSES } from '../../../contract/ticket-status.ts'
import { type MessageFacts, mayReopen, messageEffect } from './message-effects.ts'

const NOW = new Date('2026-11-22T08:00:00Z')
const DAYS = 7
const DAY = 86_400_000
const facts = (more: Partial<MessageFacts> = {}): MessageFacts => ({
  status: 'new',
  closingCode: null,
  closedAt: null,
  assigned: true,
  byHolder: true,
  ...more,
})
const worker = (more: Partial<MessageFacts>, audience: 'public' | 'network' | 'company' = 'public') =>
  messageEffect(facts(more), { side: 'worker', audience }, NOW, DAYS)
const requester = (more: Partial<MessageFacts>) =>
  messageEffect(facts(more), { side: 'requester', audience: 'public' }, NOW, DAYS)
const closed = (daysAgo: number, code: MessageFacts['closingCode'] = 'done') =>
  ({ status: 'resolved', closingCode: code, closedAt: new Date(NOW.getTime() - daysAgo * DAY) }) as const

describe('messageEffect', () => {
  it('starts the work when the holder replies or notes', () => {
    expect(worker({})).toEqual({ status: 'in-progress', reopened: false, accepts: true, firstResponse: true })
    expect(worker({}, 'company')).toEqual({
      status: 'in-progress',
      reopened: false,
      accepts: true,
      firstResponse: false,
    })
    expect(worker({ byHolder: false })).toMatchObject({ status: null, accepts: false, firstResponse: true })
  })

  it('lets a note on an unassigned ticket change nothing, and a reply begin it', () => {
    expect(worker({ assigned: false }, 'network')).toMatchObject({ status: null, accepts: false })
    expect(worker({ assigned: false })).toMatchObject({ status: 'in-progress', accepts: false })
  })

  it('ends the waiting when the customer writes, and leaves a hold alone', () => {
    expect(requester({ status: 'pending-customer' })).toMatchObject({ status: 'in-progress' })
    expect(requester({ status: 'on-hold' })).toMatchObject({ status: null })
    expect(requester({ status: 'new' })).toMatchObject({ status: null })
  })

  it('reopens within the window, to the millisecond, and never spam', () => {
    expect(requester(closed(DAYS))).toMatchObject({ status: 'in-progress', reopened: true })
    const late = { ...closed(DAYS), closedAt: new Date(NOW.getTime() - DAYS * DAY - 1) }
    expect(requester(late)).toEqual({ refused: 'reopen-window-over' })
    expect(requester(closed(0, 'spam'))).toEqual({ refused: 'reopen-window-over' })
    expect(mayReopen({ closingCode: 'withdrawn', closedAt: NOW }, NOW, DAYS)).toBe(true)
  })

  it('lets staff note on a closed ticket, and reply only after reopening', () => {
    expect(worker(closed(1))).toEqual({ refused: 'ticket-closed' })
    expect(worker(closed(1), 'company')).toMatchObject({ status: null, accepts: false })
  })

  it('never goes anywhere but to In Progress, and from closed only by the customer', () => {
    const anyFacts = fc.record({
      status: fc.constantFrom(...STATUSES),
      closingCode: fc.option(fc.constantFrom(...CLOSING_CODES)),
      closedAt: fc.option(
        fc.date({ min: new Date(NOW.getTime() - 30 * DAY), max: NOW, noInvalidDate: true }),
      ),
      assigned: fc.boolean(),
      byHolder: fc.boolean(),
    })
    const anyMessage = fc.record({
      side: fc.constantFrom('worker' as const, 'requester' as const),
      audience: fc.constantFrom(...AUDIENCES),
    })
    fc.assert(
      fc.property(anyFacts, anyMessage, (given, message) => {
        const effect = messageEffect(given, message, NOW, DAYS)
        if ('refused' in effect) {
          expect(CATEGORY_OF[given.status]).toBe('closed')
          return
        }
        expect([null, 'in-progress']).toContain(effect.status)
        if (effect.reopened) expect(message.side).toBe('requester')
        if (effect.accepts) expect([given.byHolder, given.assigned]).toEqual([true, true])
        if (message.side === 'requester')
          expect([effect.accepts, effect.firstResponse]).toEqual([false, false])
      }),
    )
  })
})
