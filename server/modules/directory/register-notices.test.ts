import { createHmac, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp } from '../../app.ts'
import type { House } from '../../platform/context.ts'
import type { SecurityLogTables } from '../../platform/security-log/tables.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openFeedServer } from '../../test/feed-server.ts'
import { ask, openHouse, until } from '../../test/follower-house.ts'
import { settleWorld, worldSnapshot } from '../../test/world-network.ts'
import { networkOf, startDirectorySync } from './index.ts'
import { readSource } from './source-queries.ts'

const KEY = Buffer.from('a key of the tests, with enough bytes')
let database: TestDatabase
let house: House
let app: FastifyInstance
let feed: Awaited<ReturnType<typeof openFeedServer>>
let now = new Date('2026-11-22T09:00:00Z')

beforeAll(async () => {
  feed = await openFeedServer()
  database = await createTestDatabase()
  house = open({ DIRECTORY_NOTICE_SECRET: `whsec_${KEY.toString('base64')}` })
  await ask(house, settleWorld)
  app = await buildApp(house)
})
beforeEach(() => {
  // A minute of its own for each test, so that refusals are not folded into one line.
  now = new Date(now.getTime() + 61_000)
})
afterAll(async () => {
  await app.close()
  await house.db.destroy()
  await database.drop()
  await feed.close()
})

function open(more: Record<string, string>): House {
  const settings = { DIRECTORY_FEED_URL: feed.url, DIRECTORY_SYNC_SECONDS: '86400', ...more }
  return { ...openHouse(database, settings), clock: () => now }
}

type Changed = { id?: string; at?: Date; key?: Buffer; body?: string; address?: string; headers?: object }
const CHANGED = JSON.stringify({ type: 'directory.changed', data: { cursor: 'c2' } })

/** A notice as the Identity System signs it, with what a test wants to be wrong. */
function post(more: Changed = {}, to: FastifyInstance = app) {
  const { id = `msg_${randomUUID()}`, at = now, key = KEY, body = CHANGED, address = '192.0.2.1' } = more
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return to.inject({
    method: 'POST',
    url: '/identity/notices',
    remoteAddress: address,
    headers: {
      ...{ 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp },
      ...{ 'webhook-signature': `v1,${signature}`, ...more.headers },
    },
    payload: body,
  })
}
const asked = async () => (await ask(house, (ctx) => readSource(ctx, 'feed'))).asked
const reasons = async () => {
  const rows = await house.db
    .withTables<SecurityLogTables>()
    .selectFrom('security_log')
    .select(['type', 'address', 'detail'])
    .where('at', '=', now)
    .execute()
  return rows.map((row) => [row.type, row.address, (row.detail as { reason: string }).reason])
}

describe('a notice', () => {
  it('that is signed asks for a reading', async () => {
    const before = await asked()
    const answer = await post()
    expect([answer.statusCode, answer.body]).toEqual([202, ''])
    expect(await asked()).toBe(before + 1)
  })

  it('of another kind is taken, and nothing follows', async () => {
    const before = await asked()
    expect((await post({ body: '{"type":"something.else"}' })).statusCode).toBe(202)
    expect(await asked()).toBe(before)
  })

  it('may carry several signatures while a key is being changed', async () => {
    const id = 'msg_two-keys'
    const timestamp = String(Math.floor(now.getTime() / 1000))
    const right = createHmac('sha256', KEY).update(`${id}.${timestamp}.${CHANGED}`).digest('base64')
    const signatures = `v1,${Buffer.alloc(32).toString('base64')} v1a,${right} v1,${right}`
    expect((await post({ id, headers: { 'webhook-signature': signatures } })).statusCode).toBe(202)
  })

  it.each<[string, () => Changed, string]>([
    ['is signed with another key', () => ({ key: Buffer.alloc(32) }), 'wrong-signature'],
    ['is not signed', () => ({ headers: { 'webhook-signature': '' } }), 'incomplete'],
    ['has no id', () => ({ headers: { 'webhook-id': '' } }), 'incomplete'],
    ['has an id without end', () => ({ id: 'x'.repeat(201) }), 'incomplete'],
    ['has a time that is none', () => ({ headers: { 'webhook-timestamp': 'now' } }), 'incomplete'],
    ['was signed under another id', () => ({ headers: { 'webhook-id': 'msg_other' } }), 'wrong-signature'],
    [
      'has a signature of another scheme',
      () => ({ headers: { 'webhook-signature': 'v2,AAAA' } }),
      'wrong-signature',
    ],
    ['is too old', () => ({ at: new Date(now.getTime() - 301_000) }), 'not-now'],
    ['is from the future', () => ({ at: new Date(now.getTime() + 301_000) }), 'not-now'],
  ])('is refused when it %s, and that is written down', async (_, wrong, reason) => {
    const before = await asked()
    const answer = await post(wrong())
    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({ code: 'notice-refused', status: 401 })
    expect(await asked()).toBe(before)
    expect(await reasons()).toEqual([['directory.notice-refused', '192.0.2.1', reason]])
    expect(answer.body).not.toContain(reason)
  })

  it('counts by its bytes, not by what they mean', async () => {
    const id = 'msg_same-meaning'
    const timestamp = String(Math.floor(now.getTime() / 1000))
    const signature = createHmac('sha256', KEY).update(`${id}.${timestamp}.${CHANGED}`).digest('base64')
    const answer = await post({
      id,
      body: `${CHANGED} `,
      headers: { 'webhook-signature': `v1,${signature}` },
    })
    expect(answer.statusCode).toBe(401)
  })

  it('is taken once, also of two that come at once', async () => {
    const before = await asked()
    const id = 'msg_once'
    const both = await Promise.all([post({ id }), post({ id })])
    expect(both.map((answer) => answer.statusCode).toSorted()).toEqual([202, 409])
    now = new Date(now.getTime() + 120_000)
    const replayed = await post({ id, at: new Date(now.getTime() - 120_000) })
    expect([replayed.statusCode, replayed.json().code]).toEqual([409, 'notice-repeated'])
    expect(await asked()).toBe(before + 1)
    expect(await reasons()).toEqual([['directory.notice-refused', '192.0.2.1', 'repeated']])
  })

  it('cannot be replayed after its id is forgotten, because it is too old by then', async () => {
    const [id, at] = ['msg_long-ago', now]
    expect((await post({ id, at })).statusCode).toBe(202)
    now = new Date(now.getTime() + 16 * 60_000)
    expect((await post()).statusCode).toBe(202)
    const { rows } = await sql<{ kept: number }>`
      select count(*)::integer as kept from directory_notices where id = ${id}`.execute(house.db)
    expect(rows).toEqual([{ kept: 0 }])
    expect((await post({ id, at })).statusCode).toBe(401)
  })

  it('that is signed and no JSON, or too large, is refused', async () => {
    expect((await post({ body: '{' })).json()).toMatchObject({ code: 'broken-json' })
    expect((await post({ body: '[]' })).json()).toMatchObject({ code: 'broken-json' })
    expect((await post({ body: 'x'.repeat(17_000) })).json()).toMatchObject({ code: 'body-too-large' })
  })

  it('is one of 120 a minute from an address; another address is not held up', async () => {
    const address = '198.51.100.7'
    const flood = []
    for (let count = 0; count < 125; count++)
      flood.push((await post({ address, key: Buffer.alloc(32) })).statusCode)
    expect(flood.filter((status) => status === 401)).toHaveLength(120)
    expect(flood.slice(120)).toEqual([429, 429, 429, 429, 429])
    expect((await post({ address })).statusCode).toBe(429)
    expect((await post()).statusCode).toBe(202)
    expect((await reasons()).map((row) => row[2])).toEqual(['wrong-signature', 'rate-limited'])
  })

  it('counts all addresses of one IPv6 network as one', async () => {
    const flood = []
    for (let count = 0; count < 122; count++)
      flood.push((await post({ address: `2001:db8:9:9::${count}`, key: Buffer.alloc(32) })).statusCode)
    expect(flood.slice(120)).toEqual([429, 429])
    expect((await post({ address: '2001:db8:9:a::1' })).statusCode).toBe(202)
  })

  it('has no address where no key is agreed', async () => {
    const closed = open({})
    const other = await buildApp(closed)
    const answer = await post({}, other)
    expect(answer.json()).toMatchObject({ code: 'not-found', status: 404 })
    await other.close()
    await closed.db.destroy()
  })
})

it('brings a change here at once, though the next reading is a day away and another process takes the notice', async () => {
  feed.gives(worldSnapshot(), '"1"')
  const worker = open({})
  const sync = startDirectorySync(worker)
  await sync.first
  const changed = worldSnapshot()
  changed.companies[2] = { id: 'beta', kind: 'dealer', name: 'Beta by notice' }
  feed.gives(changed, '"2"')
  // Heard only once it listens; what is asked before is found by looking.
  const name = async () => (await ask(house, networkOf)).companies.get('beta')?.name.en
  expect((await post()).statusCode).toBe(202)
  await until(async () => (await name()) === 'Beta by notice', 'the change is here')
  await sync.close()
  await worker.db.destroy()
})
