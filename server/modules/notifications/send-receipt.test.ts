import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../contract/actor.ts'
import { LANGUAGES } from '../../../contract/languages.ts'
import { CreateTicket } from '../../../contract/tickets.ts'
import { mailWords } from '../../../texts/mail.ts'
import { type House, inTransaction } from '../../platform/context.ts'
import { startRelay } from '../../platform/events/relay.ts'
import { startSequencer } from '../../platform/events/sequencer.ts'
import { startJobs } from '../../platform/jobs/start-jobs.ts'
import { createMailer } from '../../platform/mail/create-mailer.ts'
import type { MailTables } from '../../platform/mail/tables.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse, recordEvent, until } from '../../test/follower-house.ts'
import { headerOf, type MailServer, partOf, startMailServer } from '../../test/mail-server.ts'
import { COMPANY, settleWorld, USER } from '../../test/world-network.ts'
import { receiptFacts, ticketRoutes } from '../tickets/index.ts'
import { type NotificationPorts, notificationJobs, notificationSubscribers } from './index.ts'

let database: TestDatabase
let house: House
let server: MailServer
const running: { close(): Promise<void> }[] = []

// Two whole workers, as two processes would run them.
beforeAll(async () => {
  database = await createTestDatabase()
  server = await startMailServer()
  house = openHouse(database, {
    SMTP_URL: server.url,
    MAIL: 'smtp',
    MAIL_FROM: 'Distributor <no-reply@distributor.example>',
  })
  await ask(house, settleWorld)
  for (let worker = 0; worker < 2; worker += 1) {
    const mailer = createMailer(house.config)
    const ports: NotificationPorts = {
      mailer,
      senderName: async (_, language) => (language === 'ar' ? 'وكيل السيارات' : 'Distributor of Cars'),
    }
    const sequencer = startSequencer(house)
    const jobs = await startJobs(house, notificationJobs(ports))
    const relay = startRelay(house, notificationSubscribers())
    running.push(relay, jobs, sequencer, mailer)
  }
})
afterAll(async () => {
  for (const each of running) await each.close()
  await server.close()
  await house.db.destroy()
  await database.drop()
})

type Extra = { history?: boolean; spam?: boolean; actor?: Actor }
const ALPHA_SITE: Actor = {
  ...{ kind: 'client', clientId: randomUUID(), name: 'Zq7Wv9 site', clientKind: 'website' },
  ...{ companyId: COMPANY.alpha, companyKind: 'dealer', scopes: new Set(), brandIds: null, branchIds: null },
}
const COORDINATOR: Actor = {
  ...{ kind: 'staff', userId: USER.coordinator, companyId: COMPANY.distributor, companyKind: 'distributor' },
  ...{ branchId: null, teamIds: [], scopes: [{ kind: 'network', unitId: null, brandId: null }] },
  actions: new Set(['tickets.read', 'tickets.work', 'tickets.assign.network']),
}

/** Creates a ticket by the real route's act, as the portal does. */
async function createTicket(more: Record<string, unknown> = {}, extra: Extra = {}) {
  const email = `${randomUUID()}@customers.example`
  const body = CreateTicket.parse({
    type: 'general-inquiry',
    requester: { kind: 'customer', name: 'Somebody', email },
    details: { topic: 'information', message: 'A question' },
    language: 'en',
    ...more,
  })
  const who = { actor: extra.actor ?? ({ kind: 'customer', sessionId: 'test' } as const) }
  const id = await inTransaction(house, who, async (ctx) => {
    ctx.history = extra.history ?? false
    const created = await create.act(ctx, { params: undefined, query: undefined, body, ifMatch: null })
    if (extra.spam) {
      await sql`update tickets set status = 'unresolved', status_category = 'closed', closing_code = 'spam',
                closed_at = now() where id = ${created.id}`.execute(ctx.tx)
    }
    return created.id
  })
  const facts = await ask(house, (ctx) => receiptFacts(ctx, id))
  if (!facts) throw new Error('The ticket is not there')
  return { ticketId: id, ...facts }
}
const create = writeRoute('/tickets')

/** Hands it to a company by the real route's act, as a coordinator does. */
async function handTo(ticketId: string, companyId: string, extra: Extra = {}) {
  const body = { status: 'dealer', companyId, reason: 'Zq7Wv9 reason' }
  await inTransaction(house, { actor: COORDINATOR }, async (ctx) => {
    ctx.history = extra.history ?? false
    await writeRoute('/tickets/{id}/assignment').act(ctx, {
      ...{ params: { id: ticketId }, query: undefined, body, ifMatch: null },
    })
  })
}

function writeRoute(path: string) {
  const route = ticketRoutes({ types: [], trackCookie: () => '' }).find(
    (each) => each.path === path && each.method === 'POST',
  )
  if (!route || !('act' in route)) throw new Error(`No route writes ${path}`)
  return route
}

const deliveries = () =>
  ask(house, ({ tx }) => tx.withTables<MailTables>().selectFrom('mail_deliveries').selectAll().execute())
const mailsTo = (address: string | null) => server.received.filter((mail) => mail.to.includes(address ?? ''))

describe('"we have your request"', () => {
  it('goes to every customer once, from two workers on one database', async () => {
    const created = await Promise.all(Array.from({ length: 30 }, () => createTicket()))
    await until(() => created.every((ticket) => mailsTo(ticket.email).length > 0), 'all have their mail')
    await until(
      async () => (await deliveries()).filter((row) => row.state === 'accepted').length >= 30,
      'all are written down as accepted',
    )
    for (const ticket of created) {
      const mails = mailsTo(ticket.email)
      expect(mails).toHaveLength(1)
      const raw = mails[0]?.raw ?? ''
      expect(headerOf(raw, 'subject')).toBe(`We have your request ${ticket.number}`)
      expect(headerOf(raw, 'auto-submitted')).toBe('auto-generated')
      expect(headerOf(raw, 'x-auto-response-suppress')).toBe('All')
      expect(headerOf(raw, 'references')).toBe(`<ticket.${ticket.ticketId}@support.distributor.example>`)
      expect(partOf(raw, 'text/plain')).toContain(ticket.trackingUrl)
      expect(partOf(raw, 'text/html')).toContain(ticket.trackingUrl)
    }
  })

  it('is Arabic and right-to-left for who asked in Arabic', async () => {
    const { email } = await createTicket({ language: 'ar' })
    await until(() => mailsTo(email).length === 1, 'it arrives')
    const html = partOf(mailsTo(email)[0]?.raw ?? '', 'text/html')
    expect(html).toContain('<html lang="ar" dir="rtl">')
    expect(html).toContain('وكيل السيارات')
    expect(partOf(mailsTo(email)[0]?.raw ?? '', 'text/plain')).toContain('استلمنا طلبك')
  })

  it('is not sent for history, tests, spam, a missing address or a ticket that is gone; each but the first says why', async () => {
    const before = (await deliveries()).length
    const past = await createTicket({}, { history: true })
    const byPhone = { requester: { kind: 'customer', name: 'Somebody', phone: '+9647501234567' } }
    const skipped = [
      await createTicket({ test: true }),
      await createTicket({}, { spam: true }),
      await createTicket(byPhone),
    ]
    await recordEvent(house)
    const last = await createTicket()
    await until(() => mailsTo(last.email).length === 1, 'the last arrives')
    await until(async () => (await deliveries()).length === before + 5, 'all are written down')
    const reasons = (await deliveries()).flatMap((row) => (row.reason === null ? [] : [row.reason]))
    expect(reasons.sort()).toEqual(['no-address', 'spam', 'test', 'ticket-gone'])
    for (const { email } of [past, ...skipped]) if (email) expect(mailsTo(email)).toEqual([])
  })

  it('stops at five an hour to one address', async () => {
    const email = `${randomUUID()}@customers.example`
    for (let i = 0; i < 8; i += 1)
      await createTicket({ requester: { kind: 'customer', name: 'Somebody', email } })
    const limited = async () => (await deliveries()).filter((row) => row.reason === 'recipient-limit')
    await until(async () => (await limited()).length === 3, 'three are skipped')
    await until(() => mailsTo(email).length === 5, 'five arrive')
  })

  it('holds nothing that the customer typed', async () => {
    const marker = 'Zq7Wv9'
    const typed = fc
      .string({ maxLength: 40 })
      .map((text) => `${marker} <a href="https://evil.example">${text}</a>`)
    const bodies = fc.record({
      name: typed,
      message: typed,
      externalReference: typed,
      language: fc.constantFrom(...LANGUAGES),
    })
    const created: Awaited<ReturnType<typeof createTicket>>[] = []
    for (const { name, message, externalReference, language } of fc.sample(bodies, 40)) {
      const email = `${randomUUID()}@customers.example`
      const requester = { kind: 'customer', name, email }
      const details = { topic: 'information', message }
      const attribution = { utm_source: name, utm_campaign: message }
      const wanted = { requester, details, externalReference, attribution, language }
      // What the contract refuses can reach no mail either.
      if (!CreateTicket.safeParse({ type: 'general-inquiry', ...wanted }).success) continue
      created.push(await createTicket(wanted))
    }
    expect(created.length).toBeGreaterThan(20)
    await until(() => created.every((ticket) => mailsTo(ticket.email).length === 1), 'all arrive')
    for (const { email } of created) {
      const raw = mailsTo(email)[0]?.raw ?? ''
      for (const text of [raw, partOf(raw, 'text/plain'), partOf(raw, 'text/html')]) {
        expect(text).not.toContain(marker)
        expect(text).not.toContain('evil.example')
      }
    }
  })

  it('leaves nothing personal in the job tables or the log of deliveries', async () => {
    const { email, trackingUrl } = await createTicket()
    await until(() => mailsTo(email).length === 1, 'it arrives')
    const { rows } = await ask(house, ({ tx }) =>
      sql<{ all: string }>`
      select coalesce(string_agg(job::text, ''), '') || (select string_agg(mail_deliveries::text, '') from mail_deliveries)
        as all from pgboss.job`.execute(tx),
    )
    expect(rows[0]?.all).toContain('mail.request-received')
    for (const secret of [email ?? '', trackingUrl]) expect(rows[0]?.all).not.toContain(secret)
  })
})

describe('"your request has a new link"', () => {
  it('goes out with the link that works now, in the customer’s language, when another dealer gets the ticket', async () => {
    for (const language of LANGUAGES) {
      const ticket = await createTicket({ language }, { actor: ALPHA_SITE })
      await until(() => mailsTo(ticket.email).length === 1, 'the receipt arrives')
      await handTo(ticket.ticketId, COMPANY.alpha)
      await handTo(ticket.ticketId, COMPANY.beta)
      await until(() => mailsTo(ticket.email).length === 2, 'the new link arrives')
      const now = await ask(house, (ctx) => receiptFacts(ctx, ticket.ticketId))
      expect(now?.trackingUrl).not.toBe(ticket.trackingUrl)
      const raw = mailsTo(ticket.email)[1]?.raw ?? ''
      const { heading } = mailWords(language).linkReplaced
      if (language === 'en')
        expect(headerOf(raw, 'subject')).toBe(`A new link to your request ${ticket.number}`)
      for (const part of [partOf(raw, 'text/plain'), partOf(raw, 'text/html')]) {
        expect(part).toContain(heading)
        expect(part).toContain(now?.trackingUrl)
        expect(part).not.toContain(ticket.trackingUrl)
        // Neither what somebody typed nor who has it now, or had it.
        expect(part).not.toMatch(/Zq7Wv9|Somebody|A question|Alpha|Beta/)
      }
    }
  })

  it('is not sent for history, for a ticket that stays with its dealer, or that the customer made', async () => {
    const told = async () => (await deliveries()).filter((row) => row.subscriber === 'link-replaced')
    const before = (await told()).length
    const past = await createTicket({}, { actor: ALPHA_SITE })
    await handTo(past.ticketId, COMPANY.beta, { history: true })
    const stays = await createTicket({}, { actor: ALPHA_SITE })
    await handTo(stays.ticketId, COMPANY.alpha)
    const own = await createTicket()
    await handTo(own.ticketId, COMPANY.beta)
    const byPhone = { requester: { kind: 'customer', name: 'Somebody', phone: '+9647501234567' } }
    const silent = await createTicket(byPhone, { actor: ALPHA_SITE })
    await handTo(silent.ticketId, COMPANY.beta)
    // Events are told in their order: what is told last says that the others were looked at.
    const last = await createTicket({}, { actor: ALPHA_SITE })
    await handTo(last.ticketId, COMPANY.beta)
    await until(() => mailsTo(last.email).length === 2, 'the last arrives')
    await until(async () => (await told()).length === before + 2, 'all are written down')
    expect((await told()).flatMap((row) => row.reason ?? [])).toEqual(['no-address'])
    const others = [past, stays, own].map(({ email }) => email)
    await until(() => others.every((email) => mailsTo(email).length > 0), 'their receipts arrive')
    for (const email of others) expect(mailsTo(email)).toHaveLength(1)
  })
})
