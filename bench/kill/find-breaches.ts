import type pg from 'pg'
import type { House } from '../../server/platform/context.ts'
import { verifyChain } from '../../server/platform/events/verify-chain.ts'
import { asSystem } from '../ground/settle-network.ts'
import { addressOf, type Ledger } from './creators.ts'
import type { MailLedger } from './mail-ledger.ts'

export type Findings = { figures: Record<string, number>; breaches: string[] }

type TicketRow = { id: string; key: string; has_hand_off: boolean; types: string[] | null }
type MailRow = { key: string; message_id: string; state: string }

/** Compares what was acknowledged and mailed with what the database holds. */
export async function findBreaches(
  house: House,
  admin: pg.Client,
  ledger: Ledger,
  mail: MailLedger,
): Promise<Findings> {
  const breaches = [...ledger.wrong]
  const tickets = await readTickets(admin)
  breaches.push(
    ...judgeTickets(tickets, ledger),
    ...(await judgeEvents(house, admin, tickets)),
    ...(await judgePositions(admin)),
  )
  const mails = judgeMails(await readMails(admin), tickets, mail)
  breaches.push(...mails.breaches)
  return {
    figures: {
      'acknowledged tickets': ledger.acknowledged.size,
      'keys sent again without an answer': ledger.retried.size,
      'tickets in the database': tickets.length,
      'mails accepted by the mail server': mail.received.length,
      'second copies': mails.copies,
      'second copies that the kills allow': [...mail.caughtBetween.values()].reduce(
        (sum, one) => sum + one,
        0,
      ),
    },
    breaches,
  }
}

async function readTickets(admin: pg.Client): Promise<TicketRow[]> {
  const { rows } = await admin.query<TicketRow>(`
    select t.id, t.external_reference as key,
      exists (select from hand_offs h where h.id = t.hand_off_id and h.ticket_id = t.id) as has_hand_off,
      (select array_agg(e.type order by e.sequence) from events e
        where e.subject_type = 'ticket' and e.subject_id = t.id) as types
    from tickets t`)
  return rows
}

function judgeTickets(tickets: TicketRow[], ledger: Ledger): string[] {
  const breaches: string[] = []
  const byKey = new Map<string, string>()
  for (const { id, key, has_hand_off, types } of tickets) {
    const twin = byKey.get(key)
    if (twin !== undefined) breaches.push(`${key}: two tickets, ${twin} and ${id}`)
    byKey.set(key, id)
    if (!has_hand_off) breaches.push(`${key}: the ticket has no hand-off`)
    if (types?.join() !== 'ticket.created,ticket.assigned')
      breaches.push(`${key}: its events are ${types?.join(', ') ?? 'missing'}`)
  }
  for (const [key, id] of ledger.acknowledged)
    if (byKey.get(key) !== id) breaches.push(`${key}: ${id} was acknowledged and is not there`)
  return breaches
}

async function judgeEvents(house: House, admin: pg.Client, tickets: TicketRow[]): Promise<string[]> {
  const breaches: string[] = []
  await asSystem(house, async (ctx) => {
    for (const { id, key } of tickets) {
      const { broken } = await verifyChain(ctx, 'ticket', id)
      if (broken) breaches.push(`${key}: its chain is broken at ${broken.sequence} (${broken.reason})`)
    }
  })
  const { rows } = await admin.query<{ subject_id: string }>(
    `select distinct subject_id from events e
     where subject_type = 'ticket' and not exists (select from tickets t where t.id = e.subject_id)`,
  )
  return [...breaches, ...rows.map(({ subject_id }) => `${subject_id}: events without a ticket`)]
}

async function judgePositions(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ events: string; placed: string; last: string | null; wrong: string }>(`
    select count(*) as events, count(position) as placed, max(position) as last,
      count(*) filter (where position <= before) as wrong
    from (select position, lag(position) over (partition by subject_type, subject_id order by sequence) as before
      from events) as placed`)
  const { events = '0', placed, last, wrong } = rows[0] ?? {}
  const breaches: string[] = []
  if (placed !== events) breaches.push(`${placed} of ${events} events have a position`)
  if ((last ?? '0') !== events) breaches.push(`positions have gaps: ${events} events, the last at ${last}`)
  if (wrong !== '0') breaches.push(`${wrong} events stand before an earlier one of their ticket`)
  return breaches
}

async function readMails(admin: pg.Client): Promise<MailRow[]> {
  const { rows } = await admin.query<MailRow>(`
    select t.external_reference as key, m.message_id, m.state
    from mail_deliveries m join events e on e.id = m.event_id join tickets t on t.id = e.subject_id`)
  return rows
}

function judgeMails(noted: MailRow[], tickets: TicketRow[], mail: MailLedger) {
  const breaches: string[] = []
  let copies = 0
  const arrived = new Map<string, string[]>()
  for (const { to, messageId } of mail.received)
    for (const address of to) arrived.set(address, [...(arrived.get(address) ?? []), messageId])
  const byKey = new Map(noted.map((row) => [row.key, row]))
  const known = new Set(tickets.map(({ key }) => addressOf(key)))
  for (const address of arrived.keys())
    if (!known.has(address)) breaches.push(`a mail to ${address}, whose ticket does not exist`)
  for (const { key } of tickets) {
    const ids = arrived.get(addressOf(key)) ?? []
    const row = byKey.get(key)
    const [first] = ids
    if (first === undefined) breaches.push(`${key}: no mail arrived (noted as ${row?.state ?? 'nothing'})`)
    else if (row?.state !== 'accepted')
      breaches.push(`${key}: its mail is noted as ${row?.state ?? 'nothing'}`)
    if (ids.some((id) => id !== row?.message_id))
      breaches.push(`${key}: Message-IDs differ: ${ids.join(', ')}`)
    const extra = Math.max(ids.length - 1, 0)
    copies += extra
    const allowed = first === undefined ? 0 : (mail.caughtBetween.get(first) ?? 0)
    if (extra > allowed) breaches.push(`${key}: ${ids.length} copies, ${allowed + 1} at most are explained`)
  }
  return { breaches, copies }
}
