import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoAccess } from '../bin/serve/demo-access.ts'
import { refuseDemoData } from '../bin/serve/refuse-demo-data.ts'
import { CreateTicket } from '../contract/tickets.ts'
import { followers } from '../server/app.ts'
import { applySnapshot } from '../server/modules/directory/index.ts'
import { verifyKey } from '../server/modules/sign-in/verify-key.ts'
import { createTicket } from '../server/modules/tickets/create-ticket.ts'
import type { TicketRecord } from '../server/modules/tickets/tables.ts'
import { ticketTables } from '../server/modules/tickets/ticket-queries.ts'
import { type House, inTransaction } from '../server/platform/context.ts'
import { startRelay } from '../server/platform/events/relay.ts'
import { startSequencer } from '../server/platform/events/sequencer.ts'
import { verifyChain } from '../server/platform/events/verify-chain.ts'
import { startJobs } from '../server/platform/jobs/start-jobs.ts'
import { createTestDatabase, type TestDatabase } from '../server/test/database.ts'
import { ask, openHouse, until } from '../server/test/follower-house.ts'
import { settleWorld } from '../server/test/world-network.ts'
import { loadInto } from './load.ts'
import network from './network.json' with { type: 'json' }
import { allStories } from './stories/all-stories.ts'

// A Sunday morning, so that the last working day is three days ago.
const NOW = new Date('2026-11-22T06:30:00Z')
const HOUR = 3_600_000

let database: TestDatabase
let dataDir: string
let house: House
let access: DemoAccess | null
let tickets: TicketRecord[]

type Happening = { subject_id: string; type: string; at: Date; actor_kind: string; history: boolean }
const rows = async <Row>(query: ReturnType<typeof sql<Row>>) =>
  (await ask(house, (ctx) => query.execute(ctx.tx))).rows
const count = async (table: string) =>
  (await rows(sql<{ count: number }>`select count(*) from ${sql.table(table)}`))[0]?.count
const events = () =>
  rows(
    sql<Happening>`select subject_id, type, at, actor_kind, history from events order by subject_id, sequence`,
  )
const keys = (of: DemoAccess | null) => (of?.apiKeys ?? []).map(({ key }) => key)
const working = async (candidates: string[]) => {
  const tried = await Promise.all(candidates.map((key) => ask(house, (ctx) => verifyKey(ctx, key))))
  return tried.filter((client) => client !== null).map((client) => client.name)
}
const passwords = (text: string) => writeFile(join(dataDir, 'identity', 'demo-passwords.json'), text)
/** As `npm start` keeps what a load gives. */
const keep = (kept: unknown) => writeFile(join(dataDir, 'demo.json'), JSON.stringify(kept))

beforeAll(async () => {
  database = await createTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'interchange-demo-'))
  await mkdir(join(dataDir, 'identity'))
  const opened = openHouse(database, { DATA_DIR: dataDir, MAIL: 'mailbox' })
  house = { ...opened, clock: () => NOW }
  await ask(house, (ctx) => applySnapshot(ctx, network))
})
afterAll(async () => {
  await house.db.destroy()
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

// These build on each other, as the starts of one installation do.
describe('the first start', () => {
  test('leaves nothing when it breaks off, and succeeds when it is repeated', async () => {
    await passwords('half a fi')
    await expect(loadInto(house)).rejects.toThrow(SyntaxError)
    for (const table of ['tickets', 'events', 'messages', 'api_clients', 'vehicle_models']) {
      expect([table, await count(table)]).toEqual([table, 0])
    }
    const all = network.users.map(({ id }) => [id, `password of ${id}`])
    await passwords(JSON.stringify(Object.fromEntries(all)))
    access = await loadInto(house)
    tickets = await ask(house, (ctx) => ticketTables(ctx).selectFrom('tickets').selectAll().execute())
    expect(tickets).toHaveLength(allStories.length)
    expect(await count('vehicle_models')).toBe(30)
    await expect(refuseDemoData(database.adminUrl)).rejects.toThrow('holds the demo')
  }, 60_000)

  test('gives a login for everybody, one of each role first, and four keys that work', async () => {
    expect(access?.users).toHaveLength(80)
    expect(access?.users.slice(0, 8).map(({ role }) => role)).toEqual([
      ...['coordinator', 'distributor-admin', 'recall-specialist', 'dealer-manager', 'branch-agent'],
      ...['team-agent', 'dealer-manager', 'auditor'],
    ])
    expect(access?.users[4]).toEqual({
      ...{ role: 'branch-agent', name: 'Shirin Aziz', email: 'shirin.aziz@rubar.example' },
      ...{ password: 'password of shirin-aziz', company: 'Rubar Motors', branch: 'Erbil, Gulan Road' },
    })
    expect(access?.apiKeys[0]).toMatchObject({
      ...{ client: 'Dilmar website', kind: 'website' },
      scopes: ['tickets.create', 'tickets.read', 'directory.read'],
    })
    const limits = await ask(house, (ctx) => verifyKey(ctx, keys(access)[0] ?? ''))
    expect(limits).toMatchObject({ brandIds: null, branchIds: null, companyKind: 'distributor' })
    expect(await working(keys(access))).toHaveLength(4)
  })
})

describe('the tickets', () => {
  const by = (column: keyof TicketRecord, of = tickets) =>
    Object.fromEntries(
      Object.entries(Object.groupBy(of, (ticket) => String(ticket[column]))).map(([value, group]) => [
        value,
        group?.length,
      ]),
    )
  const open = () => tickets.filter((ticket) => ticket.status_category !== 'closed')

  test('are of all types, statuses, levels, languages and sources', () => {
    const counted = {
      ...{ types: by('type'), statuses: by('status'), levels: by('assignment', open()) },
      ...{ languages: by('language'), sources: by('source') },
      ...{ makers: by('created_by_kind'), requesters: by('requester_kind') },
    }
    expect(counted).toEqual({
      types: {
        ...{ 'general-inquiry': 30, 'vehicle-quotation': 35, 'ssc-inquiry': 13 },
        ...{ 'service-booking': 32, 'test-drive': 22 },
      },
      statuses: {
        ...{ new: 27, 'in-progress': 30, 'on-hold': 9, 'pending-customer': 15 },
        ...{ resolved: 40, unresolved: 11 },
      },
      levels: { unassigned: 12, dealer: 8, branch: 35, team: 26 },
      languages: { en: 54, ar: 49, ckb: 22, ru: 7 },
      sources: { api: 35, 'web-portal': 97 },
      makers: { customer: 89, client: 35, staff: 8 },
      requesters: { customer: 127, staff: 5 },
    })
  })

  test('end and turn in every way that a ticket can', () => {
    expect(Object.keys(by('closing_code')).sort()).toEqual([
      ...['answered', 'cannot-help', 'done', 'duplicate', 'no-answer', 'no-longer-needed', 'null'],
      ...['out-of-scope', 'quotation-sent', 'spam', 'withdrawn'],
    ])
    expect(Object.keys(by('priority')).sort()).toEqual(['high', 'normal', 'urgent'])
    expect(tickets.filter((ticket) => ticket.reopened_count > 0)).toHaveLength(2)
    expect(tickets.filter((ticket) => ticket.tags.length > 0)).toHaveLength(3)
    // Nobody has opened these yet.
    expect(tickets.filter((ticket) => ticket.holder_viewed_at === null).length).toBeGreaterThan(10)
  })

  test('give every dealer work, and Shirin Aziz a list', () => {
    const held = by('holder_company_id', open())
    for (const { id } of network.companies) expect(held[id], id).toBeGreaterThan(3)
    expect(open().filter((ticket) => ticket.assignee_id === 'shirin-aziz').length).toBeGreaterThan(5)
  })

  test('are in the review queue for different reasons', () => {
    const queue = open().filter((ticket) => ticket.assignment === 'unassigned')
    const reasons = queue.flatMap((ticket) => ticket.routing.reasons.map(({ code }) => code))
    expect(new Set(reasons)).toEqual(new Set(['several-branches-in-city', 'no-branch-in-city', 'for-review']))
    const ages = queue.map((ticket) => (NOW.getTime() - ticket.created_at.getTime()) / HOUR)
    expect(Math.min(...ages)).toBeLessThan(0.1)
    expect(Math.max(...ages)).toBeGreaterThan(48)
  })

  test('name people and cars that do not exist', () => {
    const ofStaff = new Set(network.users.map(({ phone }) => phone))
    for (const { requester_kind, requester_phone: phone, requester_email: email } of tickets) {
      if (requester_kind === 'staff') continue
      if (phone !== null) expect(phone).toMatch(/^\+964750000\d{4}$/)
      if (email !== null) expect(email).toMatch(/@customer\.example$/)
      expect(ofStaff).not.toContain(phone)
    }
    const vins = JSON.stringify(tickets.map(({ details }) => details)).match(/"vin":"[^"]+"/g) ?? []
    expect(vins.length).toBeGreaterThan(12)
    for (const vin of vins) expect(vin).toMatch(/^"vin":"ZZZ[A-HJ-NPR-Z0-9]{14}"$/)
  })
})

describe('their history', () => {
  test('holds together: every chain of events verifies', async () => {
    const reports = await ask(house, async (ctx) => {
      const all = []
      for (const { id } of tickets) all.push(await verifyChain(ctx, 'ticket', id))
      return all
    })
    expect(reports.filter(({ count: length, broken }) => broken !== null || length < 2)).toEqual([])
  })

  test('runs forward from the opening, and nothing but a day to resume lies ahead', async () => {
    const opened = new Map(tickets.map((ticket) => [ticket.id, ticket.created_at]))
    let before: Happening | undefined
    for (const event of await events()) {
      const earliest = before?.subject_id === event.subject_id ? before.at : opened.get(event.subject_id)
      expect(event.at >= (earliest as Date), `${event.subject_id} ${event.type}`).toBe(true)
      before = event
    }
    const times = await rows(sql<{ at: Date }>`
      select at from events union all select at from messages union all select at from hand_offs
      union all select updated_at from tickets`)
    expect(times.filter(({ at }) => at > NOW)).toEqual([])
    const held = tickets.flatMap((ticket) => (ticket.hold === null ? [] : [new Date(ticket.hold.resumeAt)]))
    expect(held).toHaveLength(9)
    expect(held.filter((resumeAt) => resumeAt <= NOW)).toEqual([])
  })

  test('numbers tickets in the order in which they came', () => {
    const order = tickets.toSorted((a, b) => a.created_at.getTime() - b.created_at.getTime())
    const numbers = order.map(({ number }) => Number(number.split('-')[1]))
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  })

  test('has staff at work on working days only', async () => {
    const past = (await events()).filter(
      (event) => event.actor_kind === 'staff' && NOW.getTime() - event.at.getTime() > 12 * HOUR,
    )
    const local = past.map(({ at }) => new Date(at.getTime() + 3 * HOUR))
    expect(local.filter((at) => [5, 6].includes(at.getUTCDay()))).toEqual([])
    expect(local.filter((at) => at.getUTCHours() < 8 || at.getUTCHours() >= 18)).toEqual([])
    expect(past.length).toBeGreaterThan(200)
  })
})

describe('later starts', () => {
  test('change nothing while the first key works', async () => {
    await keep(access)
    const before = [await count('tickets'), await count('events'), await count('api_clients')]
    expect(await loadInto(house)).toBeNull()
    expect([await count('tickets'), await count('events'), await count('api_clients')]).toEqual(before)
  })

  test('make new keys where the kept ones are lost or do not work, and end the old ones', async () => {
    await rm(join(dataDir, 'demo.json'))
    const second = await loadInto(house)
    expect(await working(keys(access))).toEqual([])
    expect(await working(keys(second))).toHaveLength(4)
    await keep(access)
    const third = await loadInto(house)
    expect(await working([...keys(access), ...keys(second)])).toEqual([])
    expect(await working(keys(third))).toHaveLength(4)
    expect(await count('tickets')).toBe(allStories.length)
  })

  test('leave a directory alone that is not the demo’s', async () => {
    const other = await createTestDatabase()
    const elsewhere: House = { ...openHouse(other, { DATA_DIR: dataDir }), clock: () => NOW }
    await ask(elsewhere, settleWorld)
    expect(await loadInto(elsewhere)).toBeNull()
    const made = await ask(elsewhere, (ctx) =>
      sql`select 1 from tickets union all select 1 from api_clients`.execute(ctx.tx),
    )
    expect(made.rows).toEqual([])
    await elsewhere.db.destroy()
    await other.drop()
  })
})

test('a worker mails nobody about the past, but does about the first ticket after it', async () => {
  expect((await events()).every((event) => event.history)).toBe(true)
  const { subscribers, jobs, close } = followers(house)
  const running = [await startJobs(house, jobs), startRelay(house, subscribers), startSequencer(house)]
  const request = CreateTicket.parse({
    ...{ type: 'general-inquiry', language: 'en' },
    requester: { name: 'Today Visitor', email: 'today@customer.example' },
    details: { topic: 'information', message: 'Are you open?' },
  })
  const portal = { actor: { kind: 'customer' as const, sessionId: 'test' } }
  await inTransaction(house, portal, (ctx) => createTicket(ctx, request, []))
  const accepted = () => rows(sql`select 1 from mail_deliveries where state = 'accepted'`)
  await until(async () => (await accepted()).length > 0, 'the new ticket is mailed about')
  expect(await count('mail_deliveries')).toBe(1)
  const mailJobs = await rows(sql`select 1 from pgboss.job where name like 'mail.%'`)
  expect(mailJobs).toHaveLength(1)
  const mailbox = await readdir(join(dataDir, 'mailbox'))
  expect(mailbox.length).toBeGreaterThan(0)
  for (const each of running.toReversed()) await each.close()
  await close()
})
