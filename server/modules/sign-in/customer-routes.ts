import {
  SendCode,
  SentCode,
  StartCustomerSession,
  StartedCustomerSession,
} from '../../../contract/session.ts'
import { inTransaction } from '../../platform/context.ts'
import { exchange, type Route } from '../../platform/http/route.ts'
import { recordSecurity } from '../../platform/security-log/record-security.ts'
import type { CodeSender } from './code-sender.ts'
import { serializeCookie } from './cookies.ts'
import { CODE_SECONDS } from './customer-codes.ts'
import { CUSTOMER_SESSION_SECONDS, endCustomerSession } from './customer-sessions.ts'
import { sendCustomerCode } from './send-customer-code.ts'
import { type AdoptTickets, startCustomerSession } from './start-customer-session.ts'

/** What the composition page hands in. */
type CustomerSignInPorts = { senders: readonly CodeSender[]; adoptTickets: AdoptTickets }

/** How customers sign in and out, on the portal's pages. */
export function customerSignInRoutes({ senders, adoptTickets }: CustomerSignInPorts): Route[] {
  const shared = { tag: 'Session', callers: ['customer'], action: null } as const
  return [
    exchange({
      ...shared,
      path: '/customer-codes',
      summary: 'Send a one-time code to an e-mail address',
      description:
        'The same answer whether the address is known or not. The code works once, for ten minutes and five tries, in the session that asked for it; a new one ends it.',
      body: SendCode,
      answer: SentCode,
      status: 202,
      refusals: ['code-not-sent'],
      exchange: async (house, asking, body) => {
        await sendCustomerCode(house, asking, body, senders)
        return { body: { seconds: CODE_SECONDS } }
      },
    }),
    exchange({
      ...shared,
      path: '/customer-session',
      summary: 'Sign a customer in with a one-time code',
      description: 'Sets the cookie of a new session, which ends after 30 days unused and after 90 days.',
      body: StartCustomerSession,
      answer: StartedCustomerSession,
      status: 200,
      refusals: ['code-wrong'],
      exchange: async (house, asking, body) => {
        const value = await startCustomerSession(house, asking, body, adoptTickets)
        const cookie = serializeCookie(house, 'customer', value, CUSTOMER_SESSION_SECONDS)
        return { body: { customer: { email: body.email } }, headers: { 'set-cookie': cookie } }
      },
    }),
    exchange({
      ...shared,
      path: '/customer-session/end',
      summary: 'Sign the customer out',
      description: 'Also where nobody is signed in.',
      body: undefined,
      answer: null,
      status: 204,
      exchange: async (house, { actor, address }) => {
        if (actor.kind === 'customer' && actor.customerId) {
          const { sessionId } = actor
          await inTransaction(house, { actor }, async (ctx) => {
            await endCustomerSession(ctx, sessionId)
            const subject = { type: 'session' as const, id: sessionId }
            await recordSecurity(ctx, { type: 'sign-out', outcome: 'done', subject, address })
          })
        }
        return { body: null, headers: { 'set-cookie': serializeCookie(house, 'customer', '', 0) } }
      },
    }),
  ]
}
