import type { TicketType } from '../../../contract/ticket-details.ts'
import type { Ctx } from '../../platform/context.ts'
import { ticketTables } from './ticket-queries.ts'
import type { TicketTypePorts } from './ticket-type-port.ts'

/** Asks the type's room what must be met, and keeps it. */
export async function declareRequirements(
  ctx: Ctx,
  ports: TicketTypePorts,
  ticket: { id: string; type: TicketType },
): Promise<void> {
  for (const port of ports) {
    if (port.type !== ticket.type) continue
    const codes = await port.onOpen(ctx, ticket.id)
    if (codes.length === 0) continue
    const rows = [...new Set(codes)].map((code) => ({ ticket_id: ticket.id, code, met_at: null }))
    await ticketTables(ctx).insertInto('ticket_requirements').values(rows).execute()
  }
}

/** Marks a requirement met; the type's room calls it in its own act. Meeting it twice changes nothing. */
export async function meetRequirement(ctx: Ctx, ticketId: string, code: string): Promise<void> {
  await ticketTables(ctx)
    .updateTable('ticket_requirements')
    .set({ met_at: ctx.now })
    .where('ticket_id', '=', ticketId)
    .where('code', '=', code)
    .where('met_at', 'is', null)
    .execute()
}
