export { exampleRequests } from './example-requests.ts'
export { receiptFacts } from './receipt-facts.ts'
export { ticketRoutes } from './routes.ts'
export type { TicketTypePorts } from './ticket-type-port.ts'
