import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from './app.ts'
import { ensurePortalSession } from './modules/sign-in/index.ts'
import type { House } from './platform/context.ts'
import type { SecurityLogTables } from './platform/security-log/tables.ts'
import { createTestDatabase, type TestDatabase } from './test/database.ts'
import { ask, openHouse } from './test/follower-house.ts'
import { type PuppetIdentity, startPuppetIdentity } from './test/puppet-identity.ts'
import { inquiry } from './test/test-app.ts'
import { settleWorld } from './test/world-network.ts'

/* What a request says of itself counts as far as trusted proxies say it (TRUSTED_HOPS), and addresses in links never. */

const PUBLIC = 'http://support.example:8080'
let database: TestDatabase
let puppet: PuppetIdentity
const opened: { house: House; app: FastifyInstance }[] = []

beforeAll(async () => {
  puppet = await startPuppetIdentity()
  database = await createTestDatabase()
  for (const hops of ['0', '1', '2']) {
    const settings = { ...puppet.settings, PUBLIC_URL: PUBLIC, TRUSTED_HOPS: hops }
    const house = openHouse(database, settings)
    opened.push({ house, app: await buildApp(house) })
  }
  await ask(at(0).house, settleWorld)
})
afterAll(async () => {
  for (const { house, app } of opened) {
    await app.close()
    await house.db.destroy()
  }
  await database?.drop()
  await puppet?.stop()
})

function at(hops: number) {
  const found = opened[hops]
  if (!found) throw new Error('no such house')
  return found
}
type Headers = Record<string, string>
const SOCKET = '198.51.100.1'
let turn = 0

/** The address that the security log has for a request with these headers. */
async function addressOf(hops: number, headers: Headers): Promise<string | null | undefined> {
  const { app, house } = at(hops)
  // Another each time, as the same refusal is written once a minute.
  turn += 1
  const remoteAddress = `198.51.100.${turn}`
  const own = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace('N', String(turn))]),
  )
  await app.inject({
    url: '/auth/callback',
    remoteAddress,
    headers: { host: 'support.example:8080', ...own },
  })
  const rows = await house.db
    .withTables<SecurityLogTables>()
    .selectFrom('security_log')
    .select('address')
    .orderBy('serial', 'desc')
    .limit(1)
    .execute()
  const address = rows[0]?.address
  return address === remoteAddress ? SOCKET : address?.replace(new RegExp(`\\b${turn}$`), 'N')
}

describe('the caller’s address', () => {
  it.each<[number, string, Headers, string]>([
    [0, 'nobody is believed', { 'x-forwarded-for': '203.0.113.N' }, SOCKET],
    [0, 'nor any other header', { forwarded: 'for=203.0.113.N', 'x-real-ip': '203.0.113.N' }, SOCKET],
    [1, 'the one proxy says who asked it', { 'x-forwarded-for': '203.0.113.N' }, '203.0.113.N'],
    [
      1,
      'what the caller wrote before it is not',
      { 'x-forwarded-for': '10.0.0.1, 203.0.113.N' },
      '203.0.113.N',
    ],
    [
      1,
      'nor what they wrote elsewhere',
      { forwarded: 'for=203.0.113.N', 'x-real-ip': '203.0.113.N' },
      SOCKET,
    ],
    [1, 'without its word it is the proxy', {}, SOCKET],
    [2, 'two say it one after the other', { 'x-forwarded-for': '203.0.113.N, 10.0.0.2' }, '203.0.113.N'],
    [2, 'and nothing before them', { 'x-forwarded-for': '6.6.6.6, 203.0.113.N, 10.0.0.2' }, '203.0.113.N'],
  ])('with %i trusted: %s', async (hops, _, headers, wanted) => {
    expect(await addressOf(hops, headers)).toBe(wanted)
  })

  it('is not changed by a new header each time: too many failed sign-ins are too many', async () => {
    const { app } = at(0)
    const statuses: number[] = []
    for (let times = 0; times < 32; times += 1) {
      const headers = { host: 'support.example:8080', 'x-forwarded-for': `203.0.113.${times}` }
      statuses.push(
        (await app.inject({ url: '/auth/callback', remoteAddress: '198.51.100.250', headers })).statusCode,
      )
    }
    expect(statuses.slice(0, 30).every((status) => status === 400)).toBe(true)
    expect(statuses.slice(30)).toEqual([429, 429])
  })
})

describe('an IPv6 network', () => {
  it('is one caller, whichever of its addresses fails to sign in', async () => {
    const { app } = at(0)
    const from = async (remoteAddress: string) => {
      const headers = { host: 'support.example:8080' }
      return (await app.inject({ url: '/auth/callback', remoteAddress, headers })).statusCode
    }
    const statuses: number[] = []
    for (let times = 0; times < 32; times += 1) statuses.push(await from(`2001:db8:6:6::${times + 1}`))
    expect(statuses.slice(30)).toEqual([429, 429])
    expect(await from('2001:db8:6:7::1')).toBe(400)
  })

  it('is one caller at the door for logout tokens, too', async () => {
    const { app, house } = at(0)
    const ask = (remoteAddress: string) =>
      app.inject({
        ...{ method: 'POST', url: '/auth/back-channel-logout', remoteAddress, payload: 'logout_token=x' },
        headers: { host: 'support.example:8080', 'content-type': 'application/x-www-form-urlencoded' },
      })
    await ask('2001:db8:6:8::1')
    await ask('2001:db8:6:8:ffff::1')
    const { rows } = await sql<{ points: number }>`
      select points from rate_limits where key like 'logout-token:%'`.execute(house.db)
    expect(rows).toEqual([{ points: 2 }])
  })
})

function portalCookie(house: House): string {
  let line = ''
  const reply = {
    header: (_: string, value: string) => {
      line = value
    },
  }
  ensurePortalSession({ headers: {} } as never, reply as never, house)
  return line.split(';')[0] ?? ''
}

const POISON: [string, Headers][] = [
  ['Host', { host: 'evil.example' }],
  ['X-Forwarded-Host', { host: 'support.example:8080', 'x-forwarded-host': 'evil.example' }],
  ['Forwarded', { host: 'support.example:8080', forwarded: 'host=evil.example;proto=http' }],
  ['X-Forwarded-Proto', { host: 'support.example:8080', 'x-forwarded-proto': 'https' }],
]

describe.each([0, 1, 2])('with %i trusted proxies', (hops) => {
  it.each(POISON)('%s gets into no link and no redirect', async (_, headers) => {
    const { app } = at(hops)
    const spoken = { ...headers, 'x-forwarded-for': '203.0.113.200' }
    const started = await app.inject({ url: '/auth/sign-in?returnTo=/staff', headers: spoken })
    const first = String(started.headers.location)
    const whole = first.startsWith(PUBLIC)
      ? await app.inject({
          url: first.slice(PUBLIC.length),
          headers: { ...spoken, host: 'support.example:8080' },
        })
      : started
    const asked = new URL(String(whole.headers.location))
    expect(asked.origin).toBe(puppet.issuer)
    expect(asked.searchParams.get('redirect_uri')).toBe(`${PUBLIC}/auth/callback`)

    const made = await app.inject({
      ...{ method: 'POST', url: '/api/v1/tickets', payload: inquiry() },
      headers: {
        ...spoken,
        'content-type': 'application/json',
        origin: PUBLIC,
        cookie: portalCookie(at(hops).house),
      },
    })
    expect(made.statusCode).toBe(201)
    expect(made.json().trackingUrl.startsWith(`${PUBLIC}/track#`)).toBe(true)
    const document = await app.inject({ url: '/api/openapi.json', headers: spoken })
    for (const answer of [started, whole, made, document]) {
      expect(JSON.stringify(answer.headers)).not.toContain('evil')
      expect(answer.body).not.toContain('evil.example')
    }
  })

  it('another host’s own pages are strangers, whatever they say', async () => {
    const { app } = at(hops)
    for (const headers of [
      { host: 'evil.example', origin: 'http://evil.example' },
      { host: 'support.example:8080', 'x-forwarded-host': 'evil.example', origin: 'http://evil.example' },
    ]) {
      const answer = await app.inject({ method: 'POST', url: '/auth/sign-out', headers })
      expect(answer.statusCode).toBe(403)
    }
  })
})

describe('over https', () => {
  it('cookies stay Secure, whatever a header says of the way', async () => {
    const house = openHouse(database, {
      ...puppet.settings,
      PUBLIC_URL: 'https://support.example',
      TRUSTED_HOPS: '1',
    })
    const app = await buildApp(house)
    const headers = { host: 'support.example', 'x-forwarded-proto': 'http' }
    const answer = await app.inject({ url: '/auth/sign-in', headers })
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-ic_flow=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax; Max-Age=900$/,
    )
    await app.close()
    await house.db.destroy()
  })
})
