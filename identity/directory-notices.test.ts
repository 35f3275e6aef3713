import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { type NoticeParts, startDirectoryNotices } from './directory-notices.ts'

const SECRET = `whsec_${Buffer.from('a-secret-of-the-tests-with-32-by').toString('base64')}`
const NOW = new Date('2026-11-22T10:00:00Z')

interface Received {
  headers: IncomingHttpHeaders
  body: string
}

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** A receiver that answers as told, in turn, and then 204. */
async function receiver(...statuses: number[]) {
  const received: Received[] = []
  const waiting: (() => void)[] = []
  const server: Server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) })
    response.writeHead(statuses.shift() ?? 204, { location: '/elsewhere' }).end()
    for (const wake of waiting.splice(0)) wake()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => server.close())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/identity/notices`,
    received,
    async until(count: number) {
      while (received.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}

/** Pauses that pass when the test says so. */
function pauses() {
  const asked: { milliseconds: number; pass(): void }[] = []
  const waiting: (() => void)[] = []
  return {
    wait: (milliseconds: number) =>
      new Promise<void>((pass) => {
        asked.push({ milliseconds, pass })
        for (const wake of waiting.splice(0)) wake()
      }),
    async next() {
      while (asked.length === 0) await new Promise<void>((resolve) => waiting.push(resolve))
      return asked.shift() as (typeof asked)[0]
    },
  }
}

function start(parts: Partial<NoticeParts> & Pick<NoticeParts, 'receivers'>) {
  const said: string[] = []
  const notices = startDirectoryNotices({
    key: Buffer.from(SECRET.slice(6), 'base64'),
    report: (line) => void said.push(line),
    now: () => NOW,
    ...parts,
  })
  ends.push(() => notices.close())
  return { notices, said }
}

/** As a receiver checks it: https://www.standardwebhooks.com, symmetric signature. */
function verify({ headers, body }: Received, secret: string): boolean {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const expected = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(signed)
    .digest()
  return String(headers['webhook-signature'])
    .split(' ')
    .some((part) => {
      const given = Buffer.from(part.replace(/^v1,/, ''), 'base64')
      return part.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected)
    })
}

test('a notice is signed as Standard Webhooks, over id, time and body', async () => {
  const there = await receiver()
  const { notices } = start({ receivers: [there.url], wait: pauses().wait })
  notices.changed('abc-1')
  await there.until(1)
  const [notice] = there.received as [Received]
  expect(JSON.parse(notice.body)).toEqual({
    type: 'directory.changed',
    timestamp: NOW.toISOString(),
    data: { cursor: 'abc-1' },
  })
  expect(notice.headers['webhook-timestamp']).toBe(String(NOW.getTime() / 1000))
  expect(notice.headers['webhook-id']).toMatch(/^msg_[\w-]+$/)
  expect(notice.headers['content-type']).toBe('application/json')
  expect(verify(notice, SECRET)).toBe(true)
  expect(verify({ ...notice, body: notice.body.replace('abc-1', 'abc-2') }, SECRET)).toBe(false)
  expect(verify(notice, `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(false)
})

test('many changes within a second are one notice, of the newest', async () => {
  const there = await receiver()
  const { wait, next } = pauses()
  const { notices } = start({ receivers: [there.url], wait })
  notices.changed('abc-1')
  const second = await next()
  expect(second.milliseconds).toBe(1000)
  for (const cursor of ['abc-2', 'abc-3', 'abc-4']) notices.changed(cursor)
  expect(there.received).toHaveLength(1)
  second.pass()
  await there.until(2)
  expect(JSON.parse(there.received[1]?.body ?? '')).toMatchObject({ data: { cursor: 'abc-4' } })
})

test('a refusal is tried again as the same message, with growing pauses', async () => {
  const there = await receiver(500, 302, 410)
  const { wait, next } = pauses()
  const { notices, said } = start({ receivers: [there.url], wait })
  notices.changed('abc-1')
  for (const expected of [1000, 2000, 4000]) {
    const pause = await next()
    expect(pause.milliseconds).toBe(expected)
    pause.pass()
  }
  await there.until(4)
  expect(new Set(there.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(there.received.every((notice) => verify(notice, SECRET))).toBe(true)
  await next()
  expect(said).toEqual([])
})

test('a newer change takes the place of one that could not be told', async () => {
  const there = await receiver(500)
  const { wait, next } = pauses()
  const { notices } = start({ receivers: [there.url], wait })
  notices.changed('abc-1')
  const backOff = await next()
  notices.changed('abc-2')
  backOff.pass()
  ;(await next()).pass()
  await there.until(2)
  expect(JSON.parse(there.received[1]?.body ?? '')).toMatchObject({ data: { cursor: 'abc-2' } })
})

test('a dead receiver is given up, said without its address, and holds nobody up', async () => {
  const there = await receiver()
  const { promise: givenUp, resolve: report } = Promise.withResolvers<string>()
  const pauses: number[] = []
  const wait = async (milliseconds: number) => void pauses.push(milliseconds)
  // Nothing listens there, and no client may try: that fails at once.
  const { notices } = start({ receivers: ['http://127.0.0.1:9/secret-path', there.url], wait, report })
  notices.changed('abc-1')
  await there.until(1)
  const line = await givenUp
  expect(line).toMatch(/^the change notice to http:\/\/127\.0\.0\.1:9 failed: /)
  expect(line).not.toContain('secret-path')
  expect(Math.max(...pauses)).toBe(30_000)
  notices.changed('abc-2')
  await there.until(2)
})
