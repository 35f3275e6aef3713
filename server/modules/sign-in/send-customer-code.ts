import { inLanguage } from '../../../contract/languages.ts'
import type { SendCode } from '../../../contract/session.ts'
import { type House, inTransaction } from '../../platform/context.ts'
import type { Asking } from '../../platform/http/route.ts'
import { consume, giveBack, type Limit } from '../../platform/limits/consume.ts'
import { mailboxOf } from '../../platform/mail/deliver-mail.ts'
import { MailNotSent } from '../../platform/mail/outgoing-mail.ts'
import { refuse } from '../../platform/refusal.ts'
import { recordRefusal, recordSecurity } from '../../platform/security-log/record-security.ts'
import { networkOf } from '../directory/index.ts'
import type { CodeSender } from './code-sender.ts'
import { dropCode, keepCode, newCode } from './customer-codes.ts'

// With five tries for each code, a stranger has fifty guesses a day at a million codes (docs/decisions/0060).
const OF_SESSION = [{ name: 'code-session', points: 5, seconds: 15 * 60 }]
const OF_RECIPIENT = [
  { name: 'code-hour', points: 5, seconds: 3_600 },
  { name: 'code-day', points: 10, seconds: 86_400 },
]

/**
 * Sends a one-time code to an address. Nothing here looks whether the address is known, so nothing can tell: not the
 * answer, not the limits, not the time. Refuses with `rate-limited`, or `code-not-sent` where the mail did not leave.
 */
export async function sendCustomerCode(
  house: House,
  { actor, language: _, address }: Asking,
  { email, language }: SendCode,
  senders: readonly CodeSender[],
): Promise<void> {
  if (actor.kind !== 'customer') return refuse('not-permitted')
  const limits: readonly Limit[] = [
    ...OF_SESSION.map((limit) => ({ ...limit, key: actor.sessionId })),
    ...OF_RECIPIENT.map((limit) => ({ ...limit, key: mailboxOf(email) })),
  ]
  for (const limit of limits) await consume(house, limit)
  const asked = { sessionId: actor.sessionId, email, code: newCode() }
  const sender = await inTransaction(house, { actor: SYSTEM }, async (ctx) => {
    await keepCode(ctx, asked)
    return inLanguage((await networkOf(ctx)).distributor.name, language)
  })
  const type = 'customer-code.sent'
  try {
    const by = senders.find(({ kind }) => kind === 'email')
    if (!by) throw new MailNotSent('mail-off', true)
    await by.send(house, { to: email, code: asked.code, language, sender })
  } catch (error) {
    // What mail servers say may quote the address: the code of the refusal alone is written down.
    const code = error instanceof MailNotSent ? error.code : 'unknown'
    house.log.warn({ code }, 'customer code not sent')
    await inTransaction(house, { actor: SYSTEM }, (ctx) => dropCode(ctx, asked))
    // A code that nobody got is no guess at one: an hour without mail must not become a day without a sign-in.
    for (const limit of limits) await giveBack(house, limit)
    await recordRefusal(house, { type, outcome: 'refused', actor, address, detail: { code } })
    return refuse('code-not-sent', { headers: { 'retry-after': '60' } })
  }
  await inTransaction(house, { actor: SYSTEM }, (ctx) =>
    recordSecurity(ctx, { type, outcome: 'done', actor, address }),
  )
}

const SYSTEM = { kind: 'system' as const, name: 'sign-in' }
