import { createHash } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CookieBrowser } from '../../../identity/test/cookie-browser.ts'
import type { House } from '../../platform/context.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { type ReferenceIdentity, startReferenceIdentity } from '../../test/reference-identity.ts'
import { signInApp } from '../../test/sign-in-app.ts'
import { settleWorld, USER, worldSnapshot } from '../../test/world-network.ts'
import { applySnapshot } from '../directory/index.ts'
import { syncDirectory } from '../directory/sync-directory.ts'
import { speaksPlainHttp } from './identity-configuration.ts'
import { createStaffSession } from './index.ts'
import { type Flow, sealFlow, unsealFlow } from './sign-in-flow.ts'

const publicUrl = 'http://127.0.0.1:3400'
let database: TestDatabase
let house: House
let app: FastifyInstance
let identity: ReferenceIdentity
let late = 0

beforeAll(async () => {
  identity = await startReferenceIdentity(publicUrl, worldSnapshot())
  database = await createTestDatabase()
  house = { ...openHouse(database, identity.settings), clock: () => new Date(Date.now() + late) }
  app = signInApp(house)
  await syncDirectory(house)
})
beforeEach(() => {
  late = 0
})
afterAll(async () => {
  await app?.close()
  await house?.db.destroy()
  await database?.drop()
  await identity?.stop()
})

type Headers = Record<string, string>
const get = (url: string, headers: Headers = {}) =>
  app.inject({ url, headers: { host: '127.0.0.1:3400', ...headers } })
const cookies = (answer: LightMyRequestResponse): Headers =>
  Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]))

/** From our sign-in to the moment at which the Identity System sends the browser back. */
async function comeBack(userId: string, query = '') {
  const started = await get(`/auth/sign-in${query}`)
  expect(started.statusCode).toBe(302)
  const browser = new CookieBrowser()
  const page = await browser.get(started.headers.location as string)
  const password = await identity.passwordOf(userId)
  const company = worldSnapshot().users.find(({ id }) => id === userId)?.companyId
  const landed = await browser.post(page.url, { email: `${userId}@${company}.example`, password })
  expect(`${landed.url.origin}${landed.url.pathname}`).toBe(`${publicUrl}/auth/callback`)
  const flow = `ic_flow=${cookies(started).ic_flow}`
  return { browser, page, flow, callback: `${landed.url.pathname}${landed.url.search}` }
}
const flowOf = (cookie: string) => unsealFlow(house, cookie.slice('ic_flow='.length)) as Flow
const whoIs = async (cookie: string) => (await get('/probe', { cookie })).json().actor

describe('signing in', () => {
  it('leads staff to where they wanted to go, as themselves', async () => {
    const { flow, callback } = await comeBack(USER.alphaManager, '?returnTo=/staff/tickets%3Fview%3Dmine')
    const answer = await get(callback, { cookie: flow })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(`${publicUrl}/staff/tickets?view=mine`)
    expect(answer.headers['cache-control']).toBe('no-store')
    const lines = answer.headers['set-cookie'] as string[]
    expect(lines[0]).toBe('ic_flow=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0')
    expect(lines[1]).toMatch(/^ic_staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/)
    expect(await whoIs(`ic_staff=${cookies(answer).ic_staff}`)).toMatchObject({
      kind: 'staff',
      userId: USER.alphaManager,
    })
  })

  it('shows the language that was asked for', async () => {
    const { page } = await comeBack(USER.alphaManager, '?lang=ar')
    expect(page.text).toContain('lang="ar"')
  })

  it('keeps the language that was chosen on the sign-in page, if it is one of ours', async () => {
    const languageAfter = async (said: string) => {
      const { flow, callback } = await comeBack(USER.alphaManager)
      const answer = await get(`${callback}${said}`, { cookie: flow })
      expect(answer.statusCode).toBe(303)
      return answer.cookies.find(({ name }) => name === 'ic_lang')
    }
    expect(await languageAfter('&ui_locales=ar')).toMatchObject({ value: 'ar', path: '/', sameSite: 'Lax' })
    expect(await languageAfter('&ui_locales=xx')).toBeUndefined()
    expect(await languageAfter('')).toBeUndefined()
  })

  it('makes a new session each time, and ends the one that the browser had', async () => {
    const planted = 'a'.repeat(43)
    const before = await ask(house, (ctx) => createStaffSession(ctx, USER.betaManager))
    const values = new Set<string>()
    for (const own of [planted, before]) {
      const { flow, callback } = await comeBack(USER.alphaManager)
      const answer = await get(callback, { cookie: `${flow}; ic_staff=${own}` })
      values.add(cookies(answer).ic_staff as string)
      expect(await whoIs(`ic_staff=${own}`)).toEqual({ kind: 'nobody' })
    }
    expect(values.size).toBe(2)
  })

  it('begins at PUBLIC_URL, whatever address led here, and only turns once', async () => {
    const asked = { host: 'localhost:3400' }
    const answer = await get('/auth/sign-in?returnTo=/staff/x&lang=ar', asked)
    expect(answer.headers.location).toBe(`${publicUrl}/auth/sign-in?returnTo=%2Fstaff%2Fx&lang=ar&moved=1`)
    expect(answer.headers['set-cookie']).toBeUndefined()
    const again = await get('/auth/sign-in?moved=1', asked)
    expect(again.headers.location).toContain(identity.settings.OIDC_ISSUER)
  })

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/auth/sign-in'])(
    'does not return to %s',
    async (wanted) => {
      const { flow, callback } = await comeBack(USER.auditor, `?returnTo=${encodeURIComponent(wanted)}`)
      expect((await get(callback, { cookie: flow })).headers.location).toBe(`${publicUrl}/staff`)
    },
  )
})

describe('somebody who is no active member of staff', () => {
  const dropped = async (change: (world: ReturnType<typeof worldSnapshot>) => void) => {
    const world = worldSnapshot()
    change(world)
    await ask(house, (ctx) => applySnapshot(ctx, world))
  }

  it('is told so in their language, and gets no session', async () => {
    await dropped((world) => {
      for (const user of world.users) if (user.id === USER.coordinator) user.active = false
    })
    const { flow, callback } = await comeBack(USER.coordinator)
    const answer = await get(callback, { cookie: flow })
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toContain('<html lang="ar" dir="rtl">')
    expect(answer.body).toContain('هذا الحساب لا يملك صلاحية الدخول')
    expect(answer.body).toContain('/auth/sign-in?lang=ar&amp;again=1')
    expect(cookies(answer)).toEqual({ ic_flow: '' })
    await ask(house, settleWorld)
  })

  it('may sign in as somebody else, with a password again', async () => {
    const { browser } = await comeBack(USER.careAgent)
    const started = await get('/auth/sign-in?again=1')
    const page = await browser.get(started.headers.location as string)
    expect(page.text).toContain('type="password"')
  })
})

describe('an answer that does not fit', () => {
  const refused = async (callback: string, cookie: string, status = 400) => {
    const answer = await get(callback, { cookie, 'accept-language': 'ru' })
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.body).toContain('<html lang="ru" dir="ltr">')
    expect(cookies(answer).ic_staff).toBeUndefined()
    return answer
  }
  const resealed = (flow: string, change: Partial<Flow>) =>
    `ic_flow=${sealFlow(house, { ...flowOf(flow), ...change })}`

  it('is the point: sealed anew without a change it is accepted', async () => {
    const { flow, callback } = await comeBack(USER.auditor)
    expect((await get(callback, { cookie: resealed(flow, {}) })).statusCode).toBe(303)
  })

  it('to the state is refused', async () => {
    const { flow, callback } = await comeBack(USER.auditor)
    await refused(callback.replace(/state=[^&]+/, 'state=other'), flow)
    await refused(callback, resealed(flow, { state: 'other' }))
  })

  it('to the nonce is refused', async () => {
    const { flow, callback } = await comeBack(USER.auditor)
    await refused(callback, resealed(flow, { nonce: 'other' }))
  })

  it('to the PKCE secret is refused', async () => {
    const { flow, callback } = await comeBack(USER.auditor)
    await refused(callback, resealed(flow, { verifier: 'v'.repeat(43) }))
  })

  it("from another's sign-in is refused", async () => {
    const mine = await comeBack(USER.auditor)
    const theirs = await comeBack(USER.betaManager)
    await refused(theirs.callback, mine.flow)
  })

  it('without a flow, with a forged or an old one is refused', async () => {
    const { flow, callback } = await comeBack(USER.auditor)
    await refused(callback, '')
    await refused(callback, `${flow}x`)
    late = 15 * 60_000
    await refused(callback, flow)
    late = 0
    expect((await get(callback, { cookie: flow })).statusCode).toBe(303)
  })

  it('given twice is refused the second time', async () => {
    const { flow, callback } = await comeBack(USER.auditor)
    expect((await get(callback, { cookie: flow })).statusCode).toBe(303)
    await refused(callback, flow)
  })

  it('that is a refusal or nothing is refused, in our own words', async () => {
    const { flow } = await comeBack(USER.auditor)
    const { state } = flowOf(flow)
    const text = encodeURIComponent('<script>alert(1)</script>')
    const answer = await refused(
      `/auth/callback?error=access_denied&error_description=${text}&state=${state}`,
      flow,
    )
    expect(answer.body).not.toContain('script')
    await refused('/auth/callback', flow)
  })
})

describe('signing out', () => {
  const signOut = (cookie: string, headers: Headers = {}) =>
    app.inject({
      method: 'POST',
      url: '/auth/sign-out',
      headers: { host: '127.0.0.1:3400', cookie, ...headers },
    })
  const fromHere = { 'sec-fetch-site': 'same-origin' }

  it('ends our session and that of the Identity System', async () => {
    const { browser, flow, callback } = await comeBack(USER.betaNorthAgent)
    const signedIn = cookies(await get(callback, { cookie: flow }))
    const cookie = `ic_staff=${signedIn.ic_staff}`
    const form = { ...fromHere, 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await signOut(`${cookie}; ic_hint=${signedIn.ic_hint}`, form)
    expect(answer.statusCode).toBe(303)
    expect(cookies(answer)).toMatchObject({ ic_staff: '', ic_hint: '' })
    expect(await whoIs(cookie)).toEqual({ kind: 'nobody' })
    const page = await browser.get(answer.headers.location as string)
    const fields = [...page.text.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ])
    const action = /<form[^>]*action="([^"]+)"/.exec(page.text)?.[1] as string
    const done = await browser.post(new URL(action, page.url), {
      ...Object.fromEntries(fields),
      logout: 'yes',
    })
    expect(done.url.href.split('?')[0]).toBe(`${publicUrl}/staff`)
    const next = await get('/auth/sign-in')
    expect((await browser.get(next.headers.location as string)).text).toContain('type="password"')
  })

  it('tells a script where to go', async () => {
    const answer = await signOut('', {
      ...fromHere,
      accept: 'application/json',
      'content-type': 'application/json',
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.json().redirectTo).toContain(identity.settings.OIDC_ISSUER)
  })

  it.each<[string, Headers]>([
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['from nowhere', {}],
  ])('%s is refused and ends nothing', async (_, headers) => {
    const cookie = `ic_staff=${await ask(house, (ctx) => createStaffSession(ctx, USER.auditor))}`
    expect((await signOut(cookie, headers)).statusCode).toBe(403)
    expect((await whoIs(cookie)).kind).toBe('staff')
  })
})

it('says so when the Identity System cannot be reached, and recovers', async () => {
  const lost = { ...openHouse(database, { ...identity.settings, OIDC_ISSUER: 'http://127.0.0.1:1' }) }
  const server = signInApp(lost)
  const answer = await server.inject({
    url: '/auth/sign-in',
    headers: { host: '127.0.0.1:3400', 'accept-language': 'ckb' },
  })
  expect(answer.statusCode).toBe(503)
  expect(answer.body).toContain('<html lang="ckb" dir="rtl">')
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  // The look stands in the page, and the policy lets exactly this look in.
  const style = /<style>([\s\S]*)<\/style>/.exec(answer.body)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  expect(answer.headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'`)
  expect(answer.body).toContain('href="/auth/sign-in?lang=ckb">دووبارە هەوڵ بدە</a>')
  lost.config = house.config
  const then = await server.inject({ url: '/auth/sign-in', headers: { host: '127.0.0.1:3400' } })
  expect(then.statusCode).toBe(302)
  await server.close()
  await lost.db.destroy()
})

it('speaks plain HTTP to the Identity System in demo mode, or where it is on this machine', async () => {
  const plain = (issuer: string, demo: boolean) =>
    speaksPlainHttp({ ...house.config, demo, oidc: { ...house.config.oidc, issuer } })
  expect([plain('http://id.example', true), plain('http://127.0.0.1:3001', false)]).toEqual([true, true])
  for (const issuer of ['http://id.example', 'http://10.0.0.7:3001', 'http://localhost.example']) {
    expect(plain(issuer, false), issuer).toBe(false)
  }
  const strict = openHouse(database, identity.settings)
  strict.config = { ...strict.config, demo: false }
  const server = signInApp(strict)
  const answer = await server.inject({ url: '/auth/sign-in', headers: { host: '127.0.0.1:3400' } })
  expect(answer.statusCode).toBe(302)
  await server.close()
  await strict.db.destroy()
})

it('says so too while the directory was never read', async () => {
  const empty = await createTestDatabase()
  const early = openHouse(empty, identity.settings)
  const server = signInApp(early)
  const { flow, callback } = await comeBack(USER.auditor)
  const answer = await server.inject({ url: callback, headers: { host: '127.0.0.1:3400', cookie: flow } })
  expect(answer.statusCode).toBe(503)
  expect(answer.headers['content-type']).toContain('text/html')
  await server.close()
  await early.db.destroy()
  await empty.drop()
})
