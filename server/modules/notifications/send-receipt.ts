import type { Language } from '../../../contract/languages.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Subscriber } from '../../platform/events/relay.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import type { JobDefinition } from '../../platform/jobs/start-jobs.ts'
import { deliverMail, messageId } from '../../platform/mail/deliver-mail.ts'
import type { Mailer } from '../../platform/mail/outgoing-mail.ts'
import { SMTP_CONNECTIONS } from '../../platform/mail/smtp-mailer.ts'
import { receiptFacts } from '../tickets/index.ts'
import { composeReceipt } from './compose-receipt.ts'

const NAME = 'request-received'
const QUEUE = `mail.${NAME}`
type ReceiptJob = { eventId: string; ticketId: string }

export type ReceiptPorts = {
  mailer: Mailer
  /** The distributor's public name. */
  senderName: (ctx: Ctx, language: Language) => Promise<string>
}

export const receiptSubscriber: Subscriber = {
  name: NAME,
  types: ['ticket.created'],
  onEvent: async (ctx, event) => {
    const data: ReceiptJob = { eventId: event.id, ticketId: event.subjectId }
    await enqueue(ctx, QUEUE, data, { id: event.id })
  },
}

/** "We have your request": to the requester's address, also where staff or a client created the ticket for them. */
export function receiptJob(ports: ReceiptPorts): JobDefinition<ReceiptJob> {
  return {
    name: QUEUE,
    atOnce: SMTP_CONNECTIONS,
    work: (house, { data, last }) => {
      const due = { eventId: data.eventId, subscriber: NAME, lastAttempt: last }
      return deliverMail(house, ports.mailer, due, (ctx) => prepareReceipt(ctx, ports, data.ticketId))
    },
  }
}

async function prepareReceipt(ctx: Ctx, ports: ReceiptPorts, ticketId: string) {
  const facts = await receiptFacts(ctx, ticketId)
  if (!facts) return { skip: 'ticket-gone' }
  if (facts.test) return { skip: 'test' }
  if (facts.spam) return { skip: 'spam' }
  if (facts.email === null) return { skip: 'no-address' }
  const sender = await ports.senderName(ctx, facts.language)
  return {
    to: facts.email,
    thread: messageId(ctx.house, `ticket.${ticketId}`),
    headers: {
      // RFC 3834, and the same for Exchange: no out-of-office answers to a sender that nobody reads.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': facts.language,
    },
    ...composeReceipt({ ...facts, sender }),
  }
}
