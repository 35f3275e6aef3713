import type { EventType } from '../../../contract/event-types.ts'
import type { Ticket } from '../../../contract/tickets.ts'
import type { Sight } from './expectations.ts'

/*
 * The cells of events and fields. `stamped`: staff, and clients that read notes, whose company stands in the stamp, while
 * they see the ticket wholly.
 * `public`: whoever sees more than the reduced line. `written`: as the message's audience says. `nobody`: no timeline.
 */
export type EventCell = 'stamped' | 'public' | 'written' | 'nobody'

/** Every event of the catalogue; one without a cell does not compile, and one that is not in the catalogue neither. */
export const EVENT_CELLS: Record<EventType, EventCell> = {
  'ticket.created': 'public',
  'ticket.assigned': 'stamped',
  'ticket.accepted': 'stamped',
  'ticket.returned': 'stamped',
  'ticket.first-viewed': 'stamped',
  'ticket.status-changed': 'public',
  'ticket.updated': 'stamped',
  'message.created': 'written',
  'directory.changed': 'nobody',
}

const all = ['full', 'requester'] as const
const staff = ['full'] as const

/** Every field of a ticket, and the sights whose answer has it. `reduced` has five fields of its own (leaks.ts). */
export const FIELD_CELLS: Record<keyof Ticket, readonly Sight[]> = {
  ...{ id: all, number: all, type: all, subject: all, status: all, assignment: all, requester: all },
  ...{
    brand: all,
    city: all,
    requested: all,
    language: all,
    details: all,
    detailsVersion: all,
    vehicle: all,
  },
  ...{ test: all, version: all, closing: all, createdAt: all, updatedAt: all, closedAt: all, can: all },
  ...{ priority: staff, createdBy: staff, source: staff, tags: staff, attribution: staff, hold: staff },
  ...{ requirements: staff, routing: staff, firstAssignedAt: staff, firstViewedAt: staff },
  ...{ firstResponseAt: staff, lastCustomerMessageAt: staff, pendingSince: staff, reopenedCount: staff },
  // The reference is the client's own, and shown to staff who may know whose it is.
  externalReference: all,
}
/** Fields that are there only where they say something to this reader. */
export const SOMETIMES: readonly (keyof Ticket)[] = ['externalReference']
