import type { Ctx } from '../../platform/context.ts'
import { ticketTables } from './ticket-queries.ts'

/**
 * Links the requests that named this address before there were customer records, when its owner first proves it. They stay
 * marked as not confirmed: the address was typed.
 */
export async function adoptTickets(ctx: Ctx, customer: { id: string; email: string }): Promise<void> {
  await ticketTables(ctx)
    .updateTable('tickets')
    .set({ customer_id: customer.id, customer_link: 'email' })
    .where('requester_email', '=', customer.email)
    .where('requester_kind', '=', 'customer')
    .where('customer_id', 'is', null)
    .execute()
}
