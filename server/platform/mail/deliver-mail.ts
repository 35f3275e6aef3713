import { createHmac } from 'node:crypto'
import type { Updateable } from 'kysely'
import { type Ctx, type House, inTransaction } from '../context.ts'
import { consume } from '../limits/consume.ts'
import { Refusal } from '../refusal.ts'
import { deriveKey } from '../seal.ts'
import { type Mailer, MailNotSent, type OutgoingMail } from './outgoing-mail.ts'
import type { MailTables } from './tables.ts'

/** A mail that is due because of an event, to be sent once for each subscriber. */
export type DueMail = { eventId: string; subscriber: string; lastAttempt: boolean }

/** What to send, or why nothing is sent; asked anew at every attempt, so it never stands in a job. */
export type Prepared = { skip: string } | Omit<OutgoingMail, 'messageId'>

/** Mails that one address may get. Nobody has shown that it belongs to whoever typed it. */
const RECIPIENT_LIMITS = [
  { name: 'mail-hour', points: 5, seconds: 3_600 },
  { name: 'mail-day', points: 20, seconds: 86_400 },
]

/**
 * Sends a mail once. Accepted is written down right after the server took it; a process that dies in between leaves
 * a second copy with the same Message-ID, and nothing else can. Throws where it should be tried again.
 */
export async function deliverMail(
  house: House,
  mailer: Mailer,
  due: DueMail,
  prepare: (ctx: Ctx) => Promise<Prepared>,
): Promise<void> {
  const actor = { kind: 'system' as const, name: 'mail' }
  const mail = await inTransaction(house, { actor }, async (ctx) => {
    const attempts = await claim(ctx, due)
    if (attempts === null) return null
    const prepared = mailer.kind === 'off' ? { skip: 'mail-off' } : await prepare(ctx)
    const skip = 'skip' in prepared ? prepared.skip : await reasonNotTo(ctx, prepared.to, attempts)
    if (skip !== null) await settle(ctx, due, { state: 'skipped', reason: skip })
    if (skip !== null || 'skip' in prepared) return null
    await settle(ctx, due, { recipient_hash: recipientHash(house, prepared.to) })
    return { ...prepared, messageId: messageId(house, `${due.eventId}.${due.subscriber}`) }
  })
  if (!mail) return
  try {
    await mailer.send(mail)
  } catch (error) {
    const { code, permanent } = error instanceof MailNotSent ? error : new MailNotSent('unknown', false)
    const state = permanent || due.lastAttempt ? ('failed' as const) : ('queued' as const)
    await inTransaction(house, { actor }, (ctx) => settle(ctx, due, { state, last_error: code }))
    house.log.warn({ event: due.eventId, subscriber: due.subscriber, code, state }, 'mail not sent')
    if (permanent) return
    throw error
  }
  await inTransaction(house, { actor }, (ctx) =>
    settle(ctx, due, { state: 'accepted', accepted_at: ctx.now }),
  )
}

/** An id for mails and threads under our own host; the same for the same name. */
export function messageId(house: Pick<House, 'config'>, name: string): string {
  return `<${name}@${new URL(house.config.publicUrl).hostname}>`
}

/** Counts an attempt: its number, or null where the mail has already found its end. */
async function claim(ctx: Ctx, { eventId, subscriber }: DueMail): Promise<number | null> {
  const row = await ctx.tx
    .withTables<MailTables>()
    .insertInto('mail_deliveries')
    .values({
      event_id: eventId,
      subscriber,
      message_id: messageId(ctx.house, `${eventId}.${subscriber}`),
      state: 'queued',
      attempts: 1,
      created_at: ctx.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['event_id', 'subscriber'])
        .doUpdateSet((row) => ({ attempts: row('mail_deliveries.attempts', '+', 1) }))
        .where('mail_deliveries.state', '=', 'queued'),
    )
    .returning('attempts')
    .executeTakeFirst()
  return row?.attempts ?? null
}

async function settle(
  ctx: Ctx,
  due: DueMail,
  change: Updateable<MailTables['mail_deliveries']>,
): Promise<void> {
  await ctx.tx
    .withTables<MailTables>()
    .updateTable('mail_deliveries')
    .set(change)
    .where('event_id', '=', due.eventId)
    .where('subscriber', '=', due.subscriber)
    .execute()
}

async function reasonNotTo(ctx: Ctx, address: string, attempts: number): Promise<string | null> {
  if (!/^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(address)) return 'address-unusable'
  // Counted with the first attempt, in its transaction: another attempt is not another mail.
  if (attempts > 1) return null
  try {
    for (const limit of RECIPIENT_LIMITS) {
      await consume({ config: ctx.house.config, db: ctx.tx }, { ...limit, key: mailboxOf(address) })
    }
    return null
  } catch (error) {
    if (error instanceof Refusal) return 'recipient-limit'
    throw error
  }
}

function recipientHash(house: House, address: string): Buffer {
  return createHmac('sha256', deriveKey(house, 'mail recipient')).update(mailboxOf(address)).digest()
}

/** One for all spellings of an address that arrive in the same mailbox: case, and what follows a plus sign. */
export const mailboxOf = (address: string) => address.toLowerCase().replace(/\+[^@]*@/, '@')
