import { describe, expect, it } from 'vitest'
import type { ClosingCode, StatusCategory } from '../contract/ticket-status.ts'
import type { Ticket } from '../contract/tickets.ts'
import { whatNow } from './what-now.ts'

type Case = { key: string; category: StatusCategory; held?: boolean; code?: ClosingCode; reply?: boolean }
const now = ({ key, category, held = true, code, reply = true }: Case) =>
  whatNow({
    status: { key, name: key, category },
    assignment: { status: held ? 'branch' : 'unassigned' } as Ticket['assignment'],
    closing: code ? { code, name: code } : null,
    can: { reply } as Ticket['can'],
  })

describe('what now', () => {
  it('speaks of the holder only where there is one', () => {
    expect(now({ key: 'new', category: 'new' }).why).toBe('now.new-placed-why')
    expect(now({ key: 'new', category: 'new', held: false }).why).toBe('now.new-why')
  })
  it('says that someone works on it only where somebody holds it', () => {
    expect(now({ key: 'in-progress', category: 'active' }).head).toBe('now.in-progress')
    expect(now({ key: 'in-progress', category: 'active', held: false })).toMatchObject({
      head: 'now.new',
      why: 'now.new-why',
    })
  })
  it('asks when the customer is waited for, also under a configured status', () => {
    expect(now({ key: 'waits-for-papers', category: 'waiting' })).toMatchObject({
      head: 'now.pending-customer',
      tone: 'ask',
    })
  })
  it('tells the three ends apart, and offers to write only where one may', () => {
    expect(now({ key: 'resolved', category: 'closed', code: 'done' })).toMatchObject({
      head: 'now.resolved',
      tone: 'good',
    })
    expect(now({ key: 'unresolved', category: 'closed', code: 'withdrawn' }).head).toBe('now.withdrawn')
    expect(now({ key: 'unresolved', category: 'closed', code: 'no-answer', reply: false }).why).toBe(
      'now.unresolved-closed-why',
    )
  })
})
