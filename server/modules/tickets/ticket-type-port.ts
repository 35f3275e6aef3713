import type { TicketType } from '../../../contract/ticket-details.ts'
import type { Ctx } from '../../platform/context.ts'

/**
 * What a type's room hands in at `app.ts`. Until that room exists the type has none, declares no requirement, and a
 * closing code is enough.
 */
export type TicketTypePort = {
  type: TicketType
  /** Runs in the transaction that opens the ticket; gives the codes of what must be met before it is resolved. */
  onOpen: (ctx: Ctx, ticketId: string) => Promise<readonly string[]>
}
export type TicketTypePorts = readonly TicketTypePort[]
