import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse, recordEvent, until } from '../../test/follower-house.ts'
import type { House } from '../context.ts'
import { readEvents } from './read-events.ts'
import { EVENTS_CHANNEL, type Sequencer, startSequencer } from './sequencer.ts'

let database: TestDatabase
let house: House
const started: Sequencer[] = []
const start = () => {
  const sequencer = startSequencer(house)
  started.push(sequencer)
  return sequencer
}

beforeAll(async () => {
  database = await createTestDatabase()
  house = openHouse(database)
})
afterEach(() => Promise.all(started.splice(0).map((sequencer) => sequencer.close())))
afterAll(async () => {
  await house.db.destroy()
  await database.drop()
})

const feed = () => ask(house, (ctx) => readEvents(ctx, { after: 0, limit: 10_000 }))
const subjects = async () => (await feed()).events.map((event) => event.subjectId)

describe('the sequencer', () => {
  it('gives every committed event the next position, without gaps', async () => {
    const tickets = []
    for (let i = 0; i < 25; i += 1) tickets.push(await recordEvent(house))
    start()
    await until(async () => (await subjects()).length === 25, '25 events have a position')
    const { events, through } = await feed()
    expect(events.map((event) => event.subjectId)).toEqual(tickets)
    expect(events.map((event) => event.position)).toEqual(tickets.map((_, i) => i + 1))
    expect(through).toBe(25)
  })

  it('tells those who listen', async () => {
    const listener = new pg.Client({ connectionString: database.relayUrl })
    await listener.connect()
    await listener.query(`listen ${EVENTS_CHANNEL}`)
    const heard = new Promise((resolve) => listener.once('notification', resolve))
    start()
    await recordEvent(house)
    expect(await heard).toMatchObject({ channel: EVENTS_CHANNEL })
    await listener.end()
  })

  it('places an event that was written early but committed late, and is not stalled by it', async () => {
    start()
    const late = new pg.Client({ connectionString: database.appUrl })
    await late.connect()
    await late.query('begin')
    await late.query(`select set_config('interchange.actor', 'system', true)`)
    await late.query(
      `insert into events (id, subject_type, subject_id, sequence, type, at, actor_kind, audience, companies, data, hash)
       values (gen_random_uuid(), 'ticket', '00000000-0000-4000-8000-00000000000a', 1, 'ticket.created', now(),
               'system', 'public', '{}', '{}', '\\x00')`,
    )
    const other = await recordEvent(house)
    await until(async () => (await subjects()).includes(other), 'the later event is placed')
    expect(await subjects()).not.toContain('00000000-0000-4000-8000-00000000000a')
    await late.query('commit')
    await late.end()
    await until(
      async () => (await subjects()).at(-1) === '00000000-0000-4000-8000-00000000000a',
      'the late event comes last',
    )
  })

  it('has one leader; when its session is lost, another takes over', async () => {
    const pair = [start(), start()] as const
    const leader = await until(() => pair.find((candidate) => candidate.leading()), 'somebody leads')
    const other = pair.find((candidate) => candidate !== leader)
    expect(other?.leading()).toBe(false)
    expect(await endLeadersSession()).toBe(1)
    await until(() => pair.filter((candidate) => candidate.leading()).length === 1, 'somebody leads again')
    const ticket = await recordEvent(house)
    await until(async () => (await subjects()).includes(ticket), 'events are placed again')
    const { events } = await feed()
    expect(events.map((event) => event.position)).toEqual(events.map((_, i) => i + 1))
  })

  it('leaves the lock to others when it is closed', async () => {
    const first = start()
    await until(() => first.leading(), 'the first leads')
    await first.close()
    expect(first.leading()).toBe(false)
    const second = start()
    await until(() => second.leading(), 'the second leads')
  })
})

/** As the relay's own role, which may end its own sessions. */
async function endLeadersSession(): Promise<number | null> {
  const client = new pg.Client({ connectionString: database.relayUrl })
  await client.connect()
  const { rowCount } = await client.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and database = (
       select oid from pg_database where datname = current_database())`,
  )
  await client.end()
  return rowCount
}
