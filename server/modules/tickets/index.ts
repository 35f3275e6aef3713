export { type ReceiptFacts, receiptFacts } from './receipt-facts.ts'
export { meetRequirement } from './requirements.ts'
export { type TicketRoutePorts, ticketRoutes } from './routes.ts'
export type { TicketTypePort, TicketTypePorts } from './ticket-type-port.ts'
