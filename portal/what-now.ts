import type { Ticket } from '../contract/tickets.ts'
import type { PortalTextKey } from '../texts/portal.ts'

export type WhatNow = { head: PortalTextKey; why: PortalTextKey; tone: 'plain' | 'ask' | 'good' }

/** Where a request stands, in a customer's words. Statuses added by configuration speak by their category. */
export function whatNow({
  status,
  assignment,
  closing,
  can,
}: Pick<Ticket, 'status' | 'assignment' | 'closing'> & { can: Pick<Ticket['can'], 'reply'> }): WhatNow {
  const held = assignment.status !== 'unassigned'
  switch (status.category) {
    case 'new':
      return { head: 'now.new', why: held ? 'now.new-placed-why' : 'now.new-why', tone: 'plain' }
    case 'active':
      // Taken up again, but with nobody yet: say that it is there, not that someone works on it.
      return held
        ? { head: 'now.in-progress', why: 'now.in-progress-why', tone: 'plain' }
        : { head: 'now.new', why: 'now.new-why', tone: 'plain' }
    case 'paused':
      return { head: 'now.on-hold', why: 'now.on-hold-why', tone: 'plain' }
    case 'waiting':
      return { head: 'now.pending-customer', why: 'now.pending-customer-why', tone: 'ask' }
    case 'closed': {
      const how =
        closing?.code === 'withdrawn' ? 'withdrawn' : status.key === 'resolved' ? 'resolved' : 'unresolved'
      return {
        head: `now.${how}`,
        why: can.reply ? `now.${how}-why` : `now.${how}-closed-why`,
        tone: how === 'resolved' ? 'good' : 'plain',
      }
    }
  }
}
