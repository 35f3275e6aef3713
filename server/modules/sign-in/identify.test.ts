import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { House } from '../../platform/context.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { signInApp } from '../../test/sign-in-app.ts'
import { settleWorld, USER, worldSnapshot } from '../../test/world-network.ts'
import { applySnapshot } from '../directory/index.ts'
import { cookieName, createClient, createStaffSession, pageLanguage } from './index.ts'

const HOUR = 3_600_000
const start = new Date('2026-11-22T09:00:00Z')
let database: TestDatabase
let house: House
let app: FastifyInstance
let now = start

beforeAll(async () => {
  database = await createTestDatabase()
  house = { ...openHouse(database, { PUBLIC_URL: 'https://support.example' }), clock: () => now }
  app = signInApp(house)
  await ask(house, settleWorld)
})
beforeEach(() => {
  now = start
})
afterAll(async () => {
  await app.close()
  await house.db.destroy()
  await database.drop()
})

type Headers = Record<string, string>
async function probe(headers: Headers, method: 'GET' | 'POST' | 'PATCH' | 'HEAD' = 'GET') {
  const answer = await app.inject({ method, url: '/probe', headers: { host: 'support.example', ...headers } })
  return method === 'HEAD'
    ? { statusCode: answer.statusCode }
    : { statusCode: answer.statusCode, ...answer.json() }
}
const staffCookie = async (userId: string) =>
  `${cookieName(house, 'staff')}=${await ask(house, (ctx) => createStaffSession(ctx, userId))}`
async function cookieFrom(url: string, cookie = ''): Promise<string> {
  const line = String((await app.inject({ url, headers: { cookie } })).headers['set-cookie'] ?? '')
  return line.split(';')[0] as string
}

describe('sessions of staff', () => {
  it('are what the directory says of the user', async () => {
    const { actor } = await probe({ cookie: await staffCookie(USER.alphaManager) })
    expect(actor).toMatchObject({
      ...{ kind: 'staff', userId: USER.alphaManager, companyId: 'alpha', companyKind: 'dealer' },
      ...{ branchId: 'alpha-north', teamIds: [] },
    })
    expect(actor.scopes).toContainEqual({ kind: 'company', unitId: 'alpha', brandId: null })
    expect(actor.actions).toContain('tickets.assign.company')
    expect(actor.actions).not.toContain('tickets.assign.network')
  })

  it('keep only a hash of the cookie in the database', async () => {
    const cookie = await staffCookie(USER.alphaManager)
    const value = cookie.split('=')[1] as string
    const { rows } = await ask(house, async (ctx) => {
      const { sql } = await import('kysely')
      return sql<{ all: string }>`select json_agg(s)::text as all from staff_sessions s`.execute(ctx.tx)
    })
    expect(rows[0]?.all).not.toContain(value)
    expect(rows[0]?.all).not.toContain(Buffer.from(value).toString('hex'))
  })

  it('end after twelve hours unused, and live on when used', async () => {
    const cookie = await staffCookie(USER.betaManager)
    now = new Date(start.getTime() + 12 * HOUR - 1000)
    expect((await probe({ cookie })).actor.kind).toBe('staff')
    now = new Date(now.getTime() + 12 * HOUR - 1000)
    expect((await probe({ cookie })).actor.kind).toBe('staff')
    now = new Date(now.getTime() + 12 * HOUR)
    expect((await probe({ cookie })).actor.kind).toBe('nobody')
  })

  it('end after seven days, however much they are used', async () => {
    const cookie = await staffCookie(USER.betaManager)
    for (let hour = 11; hour < 168; hour += 11) {
      now = new Date(start.getTime() + hour * HOUR)
      expect((await probe({ cookie })).actor.kind).toBe('staff')
    }
    now = new Date(start.getTime() + 168 * HOUR)
    expect((await probe({ cookie })).actor.kind).toBe('nobody')
  })

  it('are worth nothing from the moment that the user is inactive', async () => {
    const cookie = await staffCookie(USER.betaTeamAgent)
    expect((await probe({ cookie })).actor.kind).toBe('staff')
    const world = worldSnapshot()
    for (const user of world.users) if (user.id === USER.betaTeamAgent) user.active = false
    await ask(house, (ctx) => applySnapshot(ctx, world))
    expect((await probe({ cookie })).actor.kind).toBe('nobody')
    await ask(house, settleWorld)
  })

  it('are not opened by what is no session', async () => {
    const name = cookieName(house, 'staff')
    for (const value of ['', 'x', 'a'.repeat(43), '%00', USER.coordinator]) {
      expect((await probe({ cookie: `${name}=${value}` })).actor).toEqual({ kind: 'nobody' })
    }
    // Without the prefix a cookie could come from another host of the domain.
    const cookie = (await staffCookie(USER.coordinator)).replace('__Host-', '')
    expect((await probe({ cookie })).actor.kind).toBe('nobody')
  })
})

describe('portal and tracking', () => {
  it('give an anonymous session once, in a cookie that only our origin gets', async () => {
    const answer = await app.inject({ url: '/portal-page' })
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-ic_portal=[\w-]{22}\.[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
    const cookie = await cookieFrom('/portal-page')
    expect(await cookieFrom('/portal-page', cookie)).toBe('')
    const { actor } = await probe({ cookie })
    expect(actor).toEqual({ kind: 'customer', sessionId: cookie.split(/[=.]/)[1] })
  })

  it('open one ticket for seven days', async () => {
    const id = '019ab3c4-0000-7000-8000-000000000001'
    const cookie = await cookieFrom(`/open/${id}`)
    expect((await probe({ cookie })).actor).toEqual({ kind: 'link', ticketId: id, linkVersion: 3 })
    now = new Date(start.getTime() + 7 * 24 * HOUR)
    expect((await probe({ cookie })).actor).toEqual({ kind: 'nobody' })
  })

  it('refuse what we did not seal, or sealed for something else', async () => {
    const portal = await cookieFrom('/portal-page')
    const sealed = portal.split('=')[1] as string
    const track = cookieName(house, 'track')
    for (const value of [`${sealed}x`, `A${sealed}`, sealed.split('.')[0], `x.${sealed.split('.')[1]}`]) {
      expect((await probe({ cookie: `${cookieName(house, 'portal')}=${value}` })).actor).toEqual({
        kind: 'nobody',
      })
    }
    expect((await probe({ cookie: `${track}=${sealed}` })).actor).toEqual({ kind: 'nobody' })
  })
})

describe('which of the sessions counts', () => {
  it('is the one that the page names, else staff, tracking, portal', async () => {
    const staff = await staffCookie(USER.coordinator)
    const track = await cookieFrom('/open/ticket-1')
    const portal = await cookieFrom('/portal-page')
    const cookie = [portal, track, staff].join('; ')
    const kind = async (headers: Headers) => (await probe(headers)).actor.kind
    expect(await kind({ cookie })).toBe('staff')
    expect(await kind({ cookie: `${portal}; ${track}` })).toBe('link')
    expect(await kind({ cookie, 'interchange-session': 'portal' })).toBe('customer')
    expect(await kind({ cookie, 'interchange-session': 'tracking' })).toBe('link')
    expect(await kind({ cookie, 'interchange-session': 'staff' })).toBe('staff')
    expect(await kind({ cookie: portal, 'interchange-session': 'staff' })).toBe('nobody')
    expect(await kind({ cookie, 'interchange-session': 'admin' })).toBe('nobody')
  })

  it('no header makes anybody somebody', async () => {
    const headers = {
      'x-user': USER.coordinator,
      'x-forwarded-user': USER.coordinator,
      'interchange-session': 'staff',
    }
    expect((await probe(headers)).actor).toEqual({ kind: 'nobody' })
  })
})

describe('requests from elsewhere', () => {
  const own: [string, Headers][] = [
    ['fetch from our page', { 'sec-fetch-site': 'same-origin' }],
    ['our public origin', { origin: 'https://support.example' }],
    ['the demo by number', { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }],
    ['the demo by name', { host: 'localhost:3000', origin: 'http://localhost:3000' }],
    ['the demo by IPv6', { host: '[::1]:3000', origin: 'http://[::1]:3000' }],
  ]
  const foreign: [string, Headers][] = [
    ['nothing said', {}],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a neighbour', { 'sec-fetch-site': 'same-site', origin: 'https://other.support.example' }],
    ['an address bar', { 'sec-fetch-site': 'none' }],
    ['an opaque origin', { origin: 'null' }],
    ['a name that was made to point here', { host: 'evil.example:3000', origin: 'http://evil.example:3000' }],
    ['another port of this machine', { origin: 'http://localhost:8080' }],
    ['another port that was asked, too', { host: 'localhost:8080', origin: 'http://localhost:8080' }],
    ['our name with another scheme', { origin: 'http://support.example:80' }],
    ['a look-alike', { origin: 'https://support.example.evil.example' }],
    ['an origin with a path', { origin: 'https://support.example/' }],
  ]
  it.each(own)('by cookie are heard: %s', async (_, headers) => {
    const cookie = await staffCookie(USER.coordinator)
    expect((await probe({ cookie, ...headers }, 'POST')).actor.kind).toBe('staff')
  })

  it.each(foreign)('by cookie are refused: %s', async (_, headers) => {
    for (const cookie of [
      await staffCookie(USER.coordinator),
      await cookieFrom('/portal-page'),
      await cookieFrom('/open/t'),
    ]) {
      for (const method of ['POST', 'PATCH'] as const) {
        expect(await probe({ cookie, ...headers }, method)).toEqual({
          statusCode: 403,
          code: 'cross-site-request',
        })
      }
      expect((await probe({ cookie, ...headers }, 'GET')).statusCode).toBe(200)
      expect((await probe({ cookie, ...headers }, 'HEAD')).statusCode).toBe(200)
    }
  })

  it('by key need no page', async () => {
    const { key } = await ask(house, (ctx) =>
      createClient(ctx, { name: 'Shop', kind: 'website', scopes: ['tickets.create'] }),
    )
    expect((await probe({ authorization: `Bearer ${key}` }, 'POST')).actor.kind).toBe('client')
  })
})

describe('the language', () => {
  const language = async (headers: Headers) => (await probe(headers)).language

  it('is the one that is asked for; English for who asks for nothing', async () => {
    expect(await language({ 'accept-language': 'ku, en;q=0.5' })).toBe('ckb')
    expect(await language({ 'accept-language': 'fr' })).toBe('en')
    expect(await language({})).toBe('en')
  })

  it("is the user's own where nothing is asked for", async () => {
    const cookie = await staffCookie(USER.coordinator)
    expect(await language({ cookie })).toBe('ar')
    expect(await language({ cookie, 'accept-language': 'ru' })).toBe('ru')
  })

  it('is named by the page that asks; the cookie of our pages chooses for whole pages only', async () => {
    const cookie = `${await staffCookie(USER.coordinator)}; ic_lang=ckb`
    expect(await language({ cookie, 'accept-language': 'ar' })).toBe('ar')
    const page = (headers: Record<string, string>) => pageLanguage({ headers } as never)
    expect(page({ cookie: 'ic_lang=ckb', 'accept-language': 'en' })).toBe('ckb')
    expect(page({ cookie: 'ic_lang=<script>', 'accept-language': 'ru' })).toBe('ru')
    expect(page({})).toBe('en')
  })
})
