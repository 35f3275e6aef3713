/** Everything that can happen to a ticket, as it stands in the event log, the feed and webhooks. */
export const TICKET_EVENT_TYPES = [
  'ticket.created',
  'ticket.assigned',
  'ticket.accepted',
  'ticket.returned',
  'ticket.first-viewed',
  'ticket.status-changed',
  'ticket.updated',
  'message.created',
] as const
export type TicketEventType = (typeof TICKET_EVENT_TYPES)[number]

/** Everything that the event log holds: what happens to tickets, and that the directory's copy changed. */
export const EVENT_TYPES = [...TICKET_EVENT_TYPES, 'directory.changed'] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** Who may read it: the customer and all who may open the ticket; or the companies stamped on it. */
export const AUDIENCES = ['public', 'network', 'company'] as const
export type Audience = (typeof AUDIENCES)[number]
