import type { Language } from '../../../contract/languages.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Subscriber } from '../../platform/events/relay.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import type { JobDefinition } from '../../platform/jobs/start-jobs.ts'
import { deliverMail, messageId } from '../../platform/mail/deliver-mail.ts'
import type { Mailer } from '../../platform/mail/outgoing-mail.ts'
import { SMTP_CONNECTIONS } from '../../platform/mail/smtp-mailer.ts'
import { receiptFacts } from '../tickets/index.ts'
import { composeReceipt, type LinkMail } from './compose-receipt.ts'

type ReceiptJob = { eventId: string; ticketId: string }

export type ReceiptPorts = {
  mailer: Mailer
  /** The distributor's public name. */
  senderName: (ctx: Ctx, language: Language) => Promise<string>
}

type Occasion = {
  /** Names the subscriber, its job and its deliveries. */
  name: string
  mail: LinkMail
  types: Subscriber['types']
  /** Does this event call for the mail? */
  due: (data: Record<string, unknown>) => boolean
}
/** "We have your request": to the requester's address, also where staff or a client created the ticket for them. */
const RECEIVED: Occasion = {
  ...{ name: 'request-received', mail: 'requestReceived', types: ['ticket.created'] },
  due: () => true,
}
/** The link was replaced, because another dealer got the ticket of a dealer's own system (domain.md, "API client"). */
const LINK_REPLACED: Occasion = {
  ...{ name: 'link-replaced', mail: 'linkReplaced', types: ['ticket.assigned'] },
  due: (data) => data.linkReplaced === true,
}
const OCCASIONS = [RECEIVED, LINK_REPLACED]
const queueOf = ({ name }: Occasion) => `mail.${name}`

export const receiptSubscribers = (): Subscriber[] => OCCASIONS.map(subscriberOf)
export const receiptJobs = (ports: ReceiptPorts) => OCCASIONS.map((occasion) => jobOf(occasion, ports))

function subscriberOf(occasion: Occasion): Subscriber {
  const { name, types, due } = occasion
  return {
    name,
    types,
    onEvent: async (ctx, event) => {
      // With mail switched off there is nobody to tell; the cursor moves on, so that nothing old is sent later.
      if (ctx.house.config.mail.kind === 'off' || !due(event.data)) return
      const data: ReceiptJob = { eventId: event.id, ticketId: event.subjectId }
      await enqueue(ctx, queueOf(occasion), data, { id: event.id })
    },
  }
}

function jobOf(occasion: Occasion, ports: ReceiptPorts): JobDefinition<ReceiptJob> {
  return {
    name: queueOf(occasion),
    atOnce: SMTP_CONNECTIONS,
    work: (house, { data, last }) => {
      const due = { eventId: data.eventId, subscriber: occasion.name, lastAttempt: last }
      return deliverMail(house, ports.mailer, due, (ctx) =>
        prepareReceipt(ctx, ports, data.ticketId, occasion.mail),
      )
    },
  }
}

async function prepareReceipt(ctx: Ctx, ports: ReceiptPorts, ticketId: string, mail: LinkMail) {
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
    ...composeReceipt({ ...facts, sender }, mail),
  }
}
