import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { House } from '../../platform/context.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { worldSnapshot } from '../../test/world-network.ts'
import { readState } from './directory-queries.ts'
import { networkOf, startDirectorySync } from './index.ts'
import { readSource } from './source-queries.ts'
import { syncDirectory } from './sync-directory.ts'

let database: TestDatabase
let house: House
let feed: Server
let answer: (request: IncomingMessage, response: ServerResponse) => void
let asked: IncomingMessage[] = []
const lines: string[] = []
let now = new Date('2026-11-22T09:00:00Z')

beforeAll(async () => {
  feed = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => feed.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(feed.address() as AddressInfo).port}/snapshot`
  database = await createTestDatabase()
  house = {
    ...openHouse(database, { DIRECTORY_FEED_URL: url, DIRECTORY_FEED_TOKEN: 'the feed token' }),
    ...{ clock: () => now, log: pino({ level: 'info' }, { write: (line) => lines.push(line) }) },
  }
})
beforeEach(() => {
  asked = []
  lines.length = 0
})
afterAll(async () => {
  await house.db.destroy()
  await database.drop()
  await new Promise((resolve) => feed.close(resolve))
})

const state = () => ask(house, readState)
const source = () => ask(house, (ctx) => readSource(ctx, 'feed'))
const giveWorld = (response: ServerResponse, tag: string) => {
  response.setHeader('etag', tag)
  response.end(JSON.stringify(worldSnapshot()))
}

it('reads the feed with its token, then asks only for what is new', async () => {
  answer = (_, response) => giveWorld(response, '"one"')
  await syncDirectory(house)
  expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer the feed token' })
  expect(asked[0]?.headers['if-none-match']).toBeUndefined()
  expect((await ask(house, networkOf)).users.size).toBe(worldSnapshot().users.length)

  const { version } = await state()
  now = new Date('2026-11-22T09:10:00Z')
  answer = (_, response) => response.writeHead(304).end()
  await syncDirectory(house)
  expect(asked[1]?.headers['if-none-match']).toBe('"one"')
  expect(await state()).toMatchObject({ version, synced_at: now })
  expect(await source()).toMatchObject({ adapter: 'reference', mark: { etag: '"one"' }, read_at: now })
})

it.each<[string, typeof answer]>([
  ['refuses', (_, response) => response.writeHead(401).end()],
  ['breaks', (_, response) => response.writeHead(500).end('{')],
  ['answers something else', (_, response) => response.end('<html>')],
  [
    'gives a network without a distributor',
    (_, response) => response.end(JSON.stringify({ ...worldSnapshot(), companies: [] })),
  ],
  ['sends us elsewhere', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
  ['hangs up', (_, response) => response.destroy()],
])('keeps the last copy and says how old it is when the feed %s', async (_, failing) => {
  const before = await state()
  now = new Date((before.synced_at as Date).getTime() + 90_000)
  answer = failing
  const sync = startDirectorySync(house)
  await sync.first
  await sync.close()
  expect(await state()).toEqual(before)
  expect((await ask(house, networkOf)).companies.get('alpha')?.active).toBe(true)
  expect(lines.join()).toContain('going on with a copy 90 s old')
})

it('ends in the middle of a reading without waiting for the feed', async () => {
  const arrived = new Promise<void>((resolve) => {
    answer = () => resolve()
  })
  const sync = startDirectorySync(house)
  await arrived
  await sync.close()
  expect(lines).toEqual([])
})

it('leaves the reading to another process that is at it', async () => {
  answer = (_, response) => response.writeHead(304).end()
  const arrived = new Promise<ServerResponse>((resolve) => {
    answer = (_, response) => resolve(response)
  })
  const first = syncDirectory(house)
  const response = await arrived
  await syncDirectory(house)
  expect(asked).toHaveLength(1)
  response.writeHead(304).end()
  await first
})
