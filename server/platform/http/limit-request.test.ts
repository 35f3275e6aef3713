import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../modules/sign-in/index.ts'
import { said } from '../../test/placed-ticket.ts'
import { type Caller, inquiry, openTestApp, type TestApp } from '../../test/test-app.ts'
import { USER } from '../../test/world-network.ts'

let world: TestApp
beforeAll(async () => {
  world = await openTestApp()
})
afterAll(() => world.close())

// Counted before it is read, and spares the database what is found.
const TOO_LONG = `/tickets?q=${'x'.repeat(1000)}`
const leftOf = (headers: Record<string, string>) => Number(/;r=(\d+);/.exec(headers.ratelimit ?? '')?.[1])

/** How many of so many searches, by fifties at once, are not refused for their number. */
async function searches(who: Caller, many: number): Promise<number> {
  let passed = 0
  for (let asked = 0; asked < many; asked += 50) {
    const batch = Array.from({ length: Math.min(50, many - asked) }, () => who.get(TOO_LONG))
    passed += (await Promise.all(batch)).filter(({ status }) => status !== 429).length
  }
  return passed
}

describe('searches', () => {
  it('are 300 a minute for a member of staff, who may read on and whose colleagues search on', async () => {
    const coordinator = await world.staff(USER.coordinator)
    const first = await coordinator.get('/tickets?q=lana')
    expect(first.status).toBe(200)
    expect(first.headers['ratelimit-policy']).toBe('"search";q=300;w=60')
    expect(await searches(coordinator, 320)).toBe(299)
    const refused = await coordinator.get('/tickets?q=lana')
    expect(said(refused)).toBe('429 rate-limited')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    const again = await world.staff(USER.coordinator)
    expect(said(await again.get('/tickets?q=lana'))).toBe('429 rate-limited')
    // Neither twice nor empty is another way in.
    expect(said(await again.get('/tickets?q=a&q=b'))).toBe('429 rate-limited')
    expect(said(await again.get('/tickets?q='))).toBe('429 rate-limited')
    const list = await coordinator.get('/tickets')
    expect([list.status, list.headers.ratelimit]).toEqual([200, undefined])
    expect((await (await world.staff(USER.admin)).get('/tickets?q=lana')).status).not.toBe(429)
  })

  it('of a client count with what it writes, each client for itself', async () => {
    const client = await world.client()
    const { headers } = await client.get('/tickets?q=lana')
    expect(headers['ratelimit-policy']).toBe('"client";q=1200;w=60')
    for (let asked = 0; asked < 10; asked += 1) await client.get('/tickets?q=lana')
    for (let asked = 0; asked < 9; asked += 1) await client.post('/tickets', {})
    expect(leftOf((await client.post('/tickets', {})).headers)).toBe(1160)
    expect(leftOf((await (await world.client()).get('/tickets?q=lana')).headers)).toBe(1180)
  })
})

describe('a publishable key', () => {
  const origin = 'https://www.central.example'
  const keysOf = async () => {
    const scopes = ['tickets.create', 'tickets.read'] as const
    const input = { name: `Site ${randomUUID()}`, kind: 'website', scopes, origins: [origin] } as const
    const made = await world.asSystem((ctx) => createClient(ctx, input))
    const page = world.bearer(made.publishableKey ?? '')
    const post: Caller['post'] = (path, body, headers) => page.post(path, body, { ...headers, origin })
    return { embed: { post }, secret: world.bearer(made.key) }
  }

  it('has a purse of its own beside the secret key’s', async () => {
    const { embed, secret } = await keysOf()
    const first = await embed.post('/tickets', inquiry())
    expect(first.headers['ratelimit-policy']).toBe('"embed";q=600;w=60')
    for (let asked = 0; asked < 30; asked += 1) await embed.post('/tickets', {})
    const { headers } = await secret.post('/tickets', {})
    expect(headers['ratelimit-policy']).toBe('"client";q=1200;w=60')
    expect(leftOf(headers)).toBe(1180)
  })

  it('counts its visitors by address, as the portal does; other visitors and the secret key go on', async () => {
    const { embed, secret } = await keysOf()
    world.moveTo('198.51.100.44')
    const answers = []
    for (let asked = 0; asked < 302; asked += 1) answers.push((await embed.post('/tickets', {})).status)
    expect(answers.slice(298)).toEqual([400, 400, 429, 429])
    expect(said(await world.customer().post('/tickets', {}))).toBe('429 rate-limited')
    expect((await secret.post('/tickets', {})).status).toBe(400)
    world.moveTo('198.51.100.45')
    expect((await embed.post('/tickets', {})).status).toBe(400)
    world.moveTo('127.0.0.1')
  })

  it('answers a repeat to the visitor who asked, and to nobody else', async () => {
    const { embed, secret } = await keysOf()
    const headers = { 'idempotency-key': 'one-visitor' }
    world.moveTo('2001:db8:4:4::1')
    const first = await embed.post('/tickets', inquiry(), headers)
    expect(first.status).toBe(201)
    world.moveTo('2001:db8:4:4::2')
    const again = await embed.post('/tickets', inquiry(), headers)
    expect([again.body.id, again.headers['idempotency-replayed']]).toEqual([first.body.id, 'true'])
    world.moveTo('2001:db8:4:5::1')
    const others = [await embed.post('/tickets', inquiry(), headers)]
    others.push(await secret.post('/tickets', inquiry(), headers))
    for (const other of others) {
      expect(other.status).toBe(201)
      expect(other.headers['idempotency-replayed']).toBeUndefined()
      expect(other.body.trackingUrl).not.toBe(first.body.trackingUrl)
    }
    expect(new Set([first, ...others].map(({ body }) => body.id)).size).toBe(3)
    world.moveTo('127.0.0.1')
  })
})
