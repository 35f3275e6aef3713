import type { Language } from '../../../contract/languages.ts'
import type { Ctx } from '../../platform/context.ts'
import { customerWith } from './customer-queries.ts'

/** What was typed about who asks; already normalised by the contract. */
export type TypedContacts = { email: string | null; phone: string | null; language: Language }

/** Columns of a ticket that say whose it is (domain.md, "Customers"). */
type CustomerLink = {
  customer_id: string | null
  customer_link: 'verified' | 'email' | 'phone' | null
  created_by_customer_id: string | null
}

export const NO_CUSTOMER: CustomerLink = {
  customer_id: null,
  customer_link: null,
  created_by_customer_id: null,
}

/**
 * Links a new ticket to the record of whoever asks, and tells nobody. By the address where one was typed, else by the
 * number: both were only typed, so the link is marked by what it came, and the record stays as it is. `verified` is the
 * link only of a signed-in customer who asks for themselves.
 */
export async function linkCustomer(ctx: Ctx, typed: TypedContacts): Promise<CustomerLink> {
  const { email, phone, language } = typed
  const me = ctx.actor.kind === 'customer' ? (ctx.actor.customerId ?? null) : null
  if (me !== null && email === null)
    return { customer_id: me, customer_link: 'verified', created_by_customer_id: me }
  if (email !== null) {
    const id = await customerWith(ctx, { kind: 'email', value: email }, language)
    const link = id === me ? 'verified' : 'email'
    return { customer_id: id, customer_link: link, created_by_customer_id: me }
  }
  if (phone === null) return NO_CUSTOMER
  const id = await customerWith(ctx, { kind: 'phone', value: phone }, language)
  return { customer_id: id, customer_link: 'phone', created_by_customer_id: me }
}
