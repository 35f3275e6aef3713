import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openHouse, recordEvent, until } from '../../test/follower-house.ts'
import type { Ctx, House } from '../context.ts'
import type { StoredEvent } from './read-events.ts'
import { type Subscriber, startRelay } from './relay.ts'
import { startSequencer } from './sequencer.ts'

let database: TestDatabase
let house: House
const open: { close(): Promise<void> }[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  const owner = new pg.Client({ connectionString: database.adminUrl })
  await owner.connect()
  await owner.query(`create table told (subscriber text, event_id uuid, subject_id uuid, sequence integer,
    serial bigint generated always as identity)`)
  await owner.query('grant select, insert on told to interchange_app')
  await owner.end()
  house = openHouse(database)
  open.push(startSequencer(house))
})
const relays: typeof open = []
afterEach(() => Promise.all(relays.splice(0).map((each) => each.close())))
afterAll(async () => {
  await Promise.all(open.map((each) => each.close()))
  await house.db.destroy()
  await database.drop()
})

/** Writes what it was told in the relay's own transaction, as a real subscriber writes its job. */
const writeDown = (subscriber: string) => async (ctx: Ctx, event: StoredEvent) => {
  await sql`insert into told values (${subscriber}, ${event.id}, ${event.subjectId}, ${event.sequence})`.execute(
    ctx.tx,
  )
}
const told = async (subscriber: string) => {
  const { rows } = await sql<{ event_id: string; subject_id: string; sequence: number }>`
    select event_id, subject_id, sequence from told where subscriber = ${subscriber}
    order by serial`.execute(house.db)
  return rows
}
const relay = (...subscribers: Subscriber[]) => {
  relays.push(startRelay(house, subscribers))
}
const newSubscriber = (): Subscriber => {
  const name = `subscriber-${randomUUID()}`
  return { name, types: ['ticket.created', 'ticket.assigned'], onEvent: writeDown(name) }
}

describe('the relay', () => {
  it('tells a new subscriber everything from the start, once, even through two relays', async () => {
    const before = await recordEvent(house)
    const subscriber = newSubscriber()
    relay(subscriber)
    relay(subscriber)
    const tickets = await Promise.all(Array.from({ length: 60 }, () => recordEvent(house)))
    await until(async () => (await told(subscriber.name)).length >= 61, 'all are told')
    const events = await told(subscriber.name)
    expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length)
    expect(events.map((event) => event.subject_id)).toEqual(expect.arrayContaining([before, ...tickets]))
  })

  it('tells the events of one ticket in their order', async () => {
    const subscriber = newSubscriber()
    relay(subscriber)
    const ticketId = await recordEvent(house)
    for (let i = 0; i < 10; i += 1)
      await recordEvent(house, { ticketId, type: 'ticket.assigned', first: false })
    const own = async () => (await told(subscriber.name)).filter((event) => event.subject_id === ticketId)
    await until(async () => (await own()).length === 11, 'all are told')
    expect((await own()).map((event) => event.sequence)).toEqual(Array.from({ length: 11 }, (_, i) => i + 1))
  })

  it('passes over history and over types that nobody asked for', async () => {
    const subscriber = newSubscriber()
    const past = await recordEvent(house, { history: true })
    const other = await recordEvent(house, { type: 'ticket.updated' })
    const last = await recordEvent(house)
    relay(subscriber)
    await until(
      async () => (await told(subscriber.name)).some((event) => event.subject_id === last),
      'the last is told',
    )
    const subjects = (await told(subscriber.name)).map((event) => event.subject_id)
    expect(subjects).not.toContain(past)
    expect(subjects).not.toContain(other)
  })

  it('keeps a failing subscriber waiting at its stumbling block, and nobody else', async () => {
    const good = newSubscriber()
    const bad = newSubscriber()
    const [first, second, third] = [
      await recordEvent(house),
      await recordEvent(house),
      await recordEvent(house),
    ]
    let broken = true
    let attempts = 0
    const onEvent: Subscriber['onEvent'] = async (ctx, event) => {
      await bad.onEvent(ctx, event)
      if (event.subjectId !== second) return
      attempts += 1
      if (broken) throw new Error('out of order')
    }
    relay(good, { ...bad, onEvent })
    await until(
      async () => (await told(good.name)).some((event) => event.subject_id === third),
      'the good one is done',
    )
    await until(() => attempts >= 2, 'the bad one tries again')
    await until(
      async () => (await told(bad.name)).at(-1)?.subject_id === first,
      'all before the block is through',
    )
    broken = false
    await until(async () => (await told(bad.name)).at(-1)?.subject_id === third, 'it goes on')
    const events = await told(bad.name)
    expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length)
  })

  it('is not stalled by a long transaction elsewhere', async () => {
    const subscriber = newSubscriber()
    relay(subscriber)
    const idle = new pg.Client({ connectionString: database.appUrl })
    await idle.connect()
    await idle.query('begin isolation level repeatable read')
    await idle.query('select count(*) from events')
    const ticket = await recordEvent(house)
    await until(
      async () => (await told(subscriber.name)).some((event) => event.subject_id === ticket),
      'it is told',
    )
    await idle.query('rollback')
    await idle.end()
  })
})
