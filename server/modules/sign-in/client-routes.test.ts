import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must, said } from '../../test/placed-ticket.ts'
import { type Caller, inquiry, openTestApp, type TestApp } from '../../test/test-app.ts'
import { BRAND, COMPANY, USER } from '../../test/world-network.ts'

let world: TestApp
let admin: Caller
beforeAll(async () => {
  world = await openTestApp()
  admin = await world.staff(USER.admin)
})
afterAll(() => world.close())

const SITE = { name: 'Our website', kind: 'website', scopes: ['tickets.create', 'tickets.read'] }
const withKey = (key: string, origin?: string) => {
  const headers = { authorization: `Bearer ${key}`, ...(origin ? { origin } : {}) }
  return {
    create: () => world.nobody.post('/tickets', inquiry(), headers),
    list: () => world.nobody.get('/tickets', headers),
  }
}

describe('the routes of API clients', () => {
  it('make a client, show its secret once, and write it down without it', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const made = must(await admin.post('/api-clients', SITE, key))
    expect(made.body).toMatchObject({
      ...{ name: 'Our website', works: true, version: 1, brands: null, company: { id: 'distributor' } },
      keys: [{ kind: 'secret', key: null, works: true, lastUsedAt: null }],
      secretKey: expect.stringMatching(/^ick_[a-z0-9]{8}_/),
    })
    const repeat = await admin.post('/api-clients', SITE, key)
    expect(repeat.body).toMatchObject({ id: made.body.id, secretKey: null })
    expect((await withKey(made.body.secretKey).list()).status).toBe(200)
    const shown = [(await admin.get('/api-clients')).body, (await admin.get('/audit')).body]
    expect(JSON.stringify(shown)).not.toContain(made.body.secretKey.split('_').slice(2).join('_'))
    expect((await admin.get('/audit?type=client.created')).body.items[0]).toMatchObject({
      ...{ actor: { id: USER.admin }, subject: { type: 'client', id: made.body.id } },
      detail: { name: 'Our website', prefixes: [made.body.keys[0].prefix] },
    })
  })

  it('give a new key while the old one goes on for the overlap', async () => {
    const { id, secretKey } = must(await admin.post('/api-clients', SITE)).body
    const rotated = must(await admin.post(`/api-clients/${id}/keys`, { overlapHours: 2 })).body
    expect(rotated.keys).toHaveLength(2)
    for (const key of [secretKey, rotated.secretKey]) expect((await withKey(key).list()).status).toBe(200)
    world.pass(2 * 3_600_000)
    expect((await withKey(secretKey).list()).status).toBe(401)
    expect((await withKey(rotated.secretKey).list()).status).toBe(200)
    admin = await world.staff(USER.admin)
    const now = must(await admin.post(`/api-clients/${id}/keys`, { overlapHours: 0 })).body
    expect((await withKey(rotated.secretKey).list()).status).toBe(401)
    expect((await withKey(now.secretKey).list()).status).toBe(200)
  })

  it('end one key, or the client for good', async () => {
    const { id, secretKey, keys } = must(await admin.post('/api-clients', SITE)).body
    const second = must(await admin.post(`/api-clients/${id}/keys`, {})).body.secretKey
    const path = `/api-clients/${id}/keys/${keys[0].prefix}/revoke`
    for (let twice = 0; twice < 2; twice++) expect((await admin.post(path)).status).toBe(200)
    expect((await withKey(secretKey).list()).status).toBe(401)
    expect((await withKey(second).list()).status).toBe(200)
    expect(said(await admin.post(`/api-clients/${id}/keys/nosuchke/revoke`))).toBe('404 not-found')
    for (let twice = 0; twice < 2; twice++) {
      expect((await admin.post(`/api-clients/${id}/revoke`)).body.works).toBe(false)
    }
    expect((await withKey(second).list()).status).toBe(401)
    expect(said(await admin.post(`/api-clients/${id}/keys`, {}))).toBe('409 client-revoked')
  })

  it('change what it reaches, on the version that was seen', async () => {
    const { id, secretKey } = must(await admin.post('/api-clients', SITE)).body
    const path = `/api-clients/${id}`
    const tag = async () => ({ 'if-match': (await admin.get(path)).headers.etag ?? '' })
    const seen = await tag()
    const changed = await admin.patch(path, { brandIds: [BRAND.a], scopes: ['tickets.create'] }, seen)
    expect(changed.body).toMatchObject({ version: 2, brands: [{ id: BRAND.a }], scopes: ['tickets.create'] })
    expect((await withKey(secretKey).list()).status).toBe(403)
    expect(said(await admin.patch(path, { name: 'Late' }, seen))).toBe('412 version-stale')
    expect(said(await admin.patch(path, { name: 'None' }))).toBe('428 if-match-missing')
    expect(said(await admin.patch(path, { brandIds: ['gone'] }, await tag()))).toBe(
      '400 #/brandIds unknown-reference',
    )
    expect(said(await admin.patch(path, { origins: ['https://a.example/path'] }, await tag()))).toBe(
      '400 #/origins wrong-format',
    )
    const wide = await admin.patch(path, { brandIds: null, expiresAt: null }, await tag())
    expect(wide.body).toMatchObject({ version: 3, brands: null })
  })

  it('know one client for each id at the Identity System', async () => {
    const oauthClientId = `site-${randomUUID()}`
    must(await admin.post('/api-clients', { ...SITE, oauthClientId }))
    const twice = await admin.post('/api-clients', { ...SITE, oauthClientId })
    expect(said(twice)).toBe('400 #/oauthClientId already-used')
    const { items } = (await admin.get('/api-clients')).body
    const first = items.find((one: { oauthClientId: string | null }) => one.oauthClientId === oauthClientId)
    await admin.post(`/api-clients/${first.id}/revoke`)
    must(await admin.post('/api-clients', { ...SITE, oauthClientId }))
  })

  it('are for the administrator of the distributor, freshly signed in', async () => {
    for (const user of [USER.coordinator, USER.auditor, USER.alphaManager]) {
      const other = await world.staff(user)
      expect((await other.get('/api-clients')).status).toBe(403)
      expect((await other.post('/api-clients', SITE)).status).toBe(403)
    }
    expect((await world.nobody.post('/api-clients', SITE)).status).toBe(401)
    world.pass(20 * 60_000)
    expect(said(await admin.post('/api-clients', SITE))).toBe('403 step-up-needed')
    admin = await world.staff(USER.admin)
  })
})

describe('a publishable key', () => {
  const origin = 'https://www.alpha-motors.example'
  const other = 'https://www.elsewhere.example'
  let key = ''
  beforeAll(async () => {
    const made = must(
      await admin.post('/api-clients', { ...SITE, companyId: COMPANY.alpha, origins: [origin] }),
    ).body
    key = made.keys.find((one: { kind: string }) => one.kind === 'publishable').key
  })

  it('creates from its own pages, as an external website, and reads nothing', async () => {
    expect(key).toMatch(/^ick_pub_/)
    const made = await withKey(key, origin).create()
    expect(made.status).toBe(201)
    expect(made.headers['access-control-allow-origin']).toBe(origin)
    expect(made.headers.vary).toContain('Origin')
    expect(made.body).toMatchObject({ trackingUrl: expect.any(String) })
    const coordinator = await world.staff(USER.coordinator)
    expect((await coordinator.get(`/tickets/${made.body.id}`)).body.source).toMatchObject({
      key: 'api',
    })
    const headers = { authorization: `Bearer ${key}`, origin }
    for (const path of ['/tickets', `/tickets/${made.body.id}`, '/network/users']) {
      const answer = await world.nobody.get(path, headers)
      expect([path, answer.status]).toEqual([path, 403])
    }
    expect((await world.nobody.get('/network/branches', headers)).status).toBe(403)
  })

  it('is refused elsewhere, and where nothing says from where', async () => {
    for (const from of [other, undefined, 'null', `${origin}.evil.example`]) {
      const answer = await withKey(key, from).create()
      expect([from, said(answer)]).toEqual([from, '403 origin-not-allowed'])
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  it('has its browsers asked first: only these pages, only these routes, never with cookies', async () => {
    const ask = (path: string, from: string) =>
      world.app.inject({
        method: 'OPTIONS',
        url: `/api/v1${path}`,
        headers: { origin: from, 'access-control-request-method': 'POST' },
      })
    const allowed = await ask('/tickets', origin)
    expect(allowed.statusCode).toBe(204)
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
    })
    expect(allowed.headers['access-control-allow-credentials']).toBeUndefined()
    expect((await ask('/tickets', other)).headers['access-control-allow-origin']).toBeUndefined()
    const elsewhere = await ask('/tickets/x/messages', origin)
    expect(elsewhere.headers['access-control-allow-origin']).toBeUndefined()
  })

  it('may have its refusals read by its own pages', async () => {
    const headers = { authorization: `Bearer ${key}`, origin }
    const bad = await world.nobody.post('/tickets', {}, headers)
    expect(bad.status).toBe(400)
    expect(bad.headers['access-control-allow-origin']).toBe(origin)
  })
})
