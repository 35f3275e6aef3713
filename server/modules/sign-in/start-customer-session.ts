import type { StartCustomerSession } from '../../../contract/session.ts'
import { type Ctx, type House, inTransaction } from '../../platform/context.ts'
import type { Asking } from '../../platform/http/route.ts'
import { refuse } from '../../platform/refusal.ts'
import { recordRefusal, recordSecurity } from '../../platform/security-log/record-security.ts'
import { verifyContact } from '../customers/index.ts'
import { spendCode } from './customer-codes.ts'
import { createCustomerSession, endCustomerSession } from './customer-sessions.ts'

/** Gives a customer the tickets that named their address before there were records. */
export type AdoptTickets = (ctx: Ctx, customer: { id: string; email: string }) => Promise<void>

/**
 * Signs a customer in with the code that this browser's session asked for, and gives the value of the new session's
 * cookie; the session that the browser had ends. Wrong, spent, late, and another browser's are one refusal.
 */
export async function startCustomerSession(
  house: House,
  { actor, address }: Asking,
  { email, code, language }: StartCustomerSession,
  adoptTickets: AdoptTickets,
): Promise<string> {
  if (actor.kind !== 'customer') return refuse('not-permitted')
  const { sessionId } = actor
  const system = { kind: 'system' as const, name: 'sign-in' }
  const opened = await inTransaction(house, { actor: system, language }, async (ctx) => {
    if (!(await spendCode(ctx, { sessionId, email, code }))) return null
    const customerId = await verifyContact(ctx, { kind: 'email', value: email }, language)
    await adoptTickets(ctx, { id: customerId, email })
    if (actor.customerId) await endCustomerSession(ctx, sessionId)
    const session = await createCustomerSession(ctx, customerId)
    const signedIn = { kind: 'customer' as const, sessionId: session.sessionId, customerId }
    await recordSecurity(ctx, { type: 'customer-sign-in', outcome: 'done', actor: signedIn, address })
    return session.value
  })
  if (opened !== null) return opened
  // Outside the transaction, which has counted the try.
  const refused = { type: 'customer-sign-in', outcome: 'refused', actor, address } as const
  await recordRefusal(house, { ...refused, detail: { code: 'code-wrong' } })
  return refuse('code-wrong')
}
