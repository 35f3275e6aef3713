import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Administrator, changed, readFeed, readLog, signInToAdmin } from '../test/administrator.ts'
import { CookieBrowser } from '../test/cookie-browser.ts'
import { readPageForm } from '../test/read-page-form.ts'
import { type Home, makeHome, type RunningIdentity, startIdentity } from '../test/run-identity.ts'
import { writeNetwork } from '../test/small-network.ts'
import { wholeNetwork } from '../test/whole-network.ts'

let home: Home
let identity: RunningIdentity
let ada: Administrator

beforeAll(async () => {
  home = await makeHome()
  await writeNetwork(home.networkFile, wholeNetwork())
  identity = await startIdentity(home)
  ada = await signInToAdmin(identity)
})
afterAll(async () => {
  await identity?.stop()
  await home?.remove()
})

describe('who is let in', () => {
  test.each(['', '/companies', '/users/bea', '/new/users', '/branches/east-one/move', '/nothing'])(
    'the page /admin%s asks who is signed out to sign in',
    async (path) => {
      const visit = await new CookieBrowser().get(`${identity.url}/admin${path}`)
      expect(visit.url.pathname).toBe('/admin/sign-in')
      expect(visit.text).not.toContain('bea@east.example')
    },
  )

  test.each([
    '/companies/east',
    '/users/bea/password',
    '/users/bea/sessions',
    '/branches/east-one/move',
    '/new/users',
  ])('the form /admin%s does nothing for who is signed out', async (path) => {
    const before = await readFeed(identity)
    const fields = { act: 'save', 'name.en': 'Taken over', companyId: 'west' }
    const visit = await new CookieBrowser().post(`${identity.url}/admin${path}`, fields)
    expect(visit.url.pathname).toBe('/admin/sign-in')
    expect(await readFeed(identity)).toEqual(before)
  })

  test('people without the role get the answer of a wrong password, and no session', async () => {
    const bea = await signInToAdmin(identity, 'bea', 'east')
    const stranger = await signInToAdmin(identity, 'bea', 'nowhere')
    expect(bea.landed.status).toBe(422)
    const same = (text: string) => text.replaceAll(/value="[^"]*"/g, '')
    expect(same(bea.landed.text)).toBe(same(stranger.landed.text))
    expect((await bea.get('/users')).url.pathname).toBe('/admin/sign-in')
  })

  test('in demo mode the administrator of the distributor is let in too', async () => {
    await ada.change('/users/cora', { roles: ['coordinator', 'distributor-admin'] })
    const cora = await signInToAdmin(identity, 'cora')
    expect(cora.landed.url.pathname).toBe('/admin')
    // The role is asked for at each request.
    await ada.change('/users/cora', { roles: ['coordinator'] })
    expect((await cora.get('')).url.pathname).toBe('/admin/sign-in')
  })

  test('the cookie is for no script and no other site, and the session is not the one of before', async () => {
    const page = await fetch(`${identity.url}/admin/sign-in`)
    const [once] = page.headers.getSetCookie()
    const fields = readPageForm(await page.text(), /<form method="post"/)
    const known = `${once?.split(';')[0]}; identity_admin=planted-by-a-stranger`
    const form = changed(fields, { email: 'ada@hub.example', password: await identity.passwordOf('ada') })
    const sent = { method: 'POST', headers: { cookie: known }, body: form, redirect: 'manual' } as const
    const landed = await fetch(page.url, sent)
    const cookie = landed.headers.getSetCookie().find((line) => line.startsWith('identity_admin='))
    expect(cookie).toMatch(/^identity_admin=[\w-]{43}; Path=\/admin; HttpOnly; SameSite=Strict$/)
    expect(landed.headers.get('cache-control')).toBe('no-store')
  })

  test('a sign-in form from elsewhere is refused, with the right password too', async () => {
    const fields = { email: 'ada@hub.example', password: await identity.passwordOf('ada'), once: 'guessed' }
    const visit = await new CookieBrowser().post(`${identity.url}/admin/sign-in`, fields)
    expect(visit.status).toBe(403)
    expect(visit.headers.getSetCookie().join()).not.toContain('identity_admin=')
  })

  test('signing out ends the session for every copy of its cookie', async () => {
    const other = await signInToAdmin(identity)
    const cookie = Object.assign(new CookieBrowser(), structuredClone({ ...other.browser }))
    expect((await cookie.get(`${identity.url}/admin`)).url.pathname).toBe('/admin')
    await other.press('', '/sign-out')
    expect((await cookie.get(`${identity.url}/admin`)).url.pathname).toBe('/admin/sign-in')
  })
})

describe('a form', () => {
  test.each<[string, (form: URLSearchParams) => URLSearchParams, Record<string, string>]>([
    ['without its token', (form) => changed(form, { csrf: undefined }), {}],
    ['with another token', (form) => changed(form, { csrf: 'x'.repeat(32) }), {}],
    ['from another site', (form) => form, { 'sec-fetch-site': 'cross-site' }],
    ['from a page beside', (form) => form, { 'sec-fetch-site': 'same-site' }],
    ['from another origin', (form) => form, { origin: 'https://evil.example' }],
  ])('%s is refused', async (_what, spoil, headers) => {
    const form = changed(readPageForm((await ada.get('/companies/west')).text), { 'name.en': 'Taken over' })
    const visit = await ada.post('/companies/west', spoil(form), headers)
    expect(visit.status).toBe(403)
    expect(JSON.stringify(await readFeed(identity))).not.toContain('Taken over')
  })

  test('with the token of another session is refused', async () => {
    const other = await signInToAdmin(identity)
    const form = readPageForm((await other.get('/companies/west')).text)
    expect((await ada.post('/companies/west', changed(form, { 'name.en': 'Taken over' }))).status).toBe(403)
  })

  test('that is saved is in the feed at once, and its fields in the log, without what they hold', async () => {
    const visit = await ada.change('/users/tom', {
      'name.en': 'Tom Quayside',
      phone: '+9647500009123',
      act: 'save',
    })
    expect(visit.status).toBe(200)
    expect(visit.text).toContain('role="status">Saved.')
    const tom = (await readFeed(identity)).users.find(({ id }) => id === 'tom')
    expect(tom).toMatchObject({ name: { en: 'Tom Quayside', ar: 'Tom ع' }, phone: '+9647500009123' })
    const { text, entries } = await readLog(home)
    expect(entries.at(-1)).toMatchObject({
      ...{ by: 'ada', act: 'changed', kind: 'users', id: 'tom', fields: ['name.en', 'phone'] },
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    })
    expect(text).not.toMatch(/Quayside|9647500009123/)
    expect((await stat(join(home.dataDir, 'admin-log.jsonl'))).mode & 0o777).toBe(0o600)
  })

  test('that says what stands there already changes nothing and logs nothing', async () => {
    const before = (await readLog(home)).entries.length
    const feed = await readFeed(identity)
    for (const path of ['/companies/east', '/branches/east-one', '/teams/east-sales', '/users/bea'])
      expect((await ada.change(path, {})).status).toBe(200)
    expect(await readFeed(identity)).toEqual(feed)
    expect((await readLog(home)).entries).toHaveLength(before)
  })

  test('with bad input keeps what was typed, says what is wrong beside it, and saves nothing', async () => {
    const feed = await readFeed(identity)
    const visit = await ada.change('/branches/east-one', {
      ...{ 'name.en': 'New "Quay" <b>', timeZone: 'Mars/Base', latitude: 'north' },
      ...{ 'workingPeriods.0.to': '25:99', phone: 'call us' },
    })
    expect(visit.status).toBe(422)
    expect(visit.text).not.toContain('<b>"')
    expect(visit.text).toContain('There is no time zone “Mars/Base”.')
    expect(visit.text).toMatch(/aria-describedby="f-workingPeriods-0-to-fault" aria-invalid="true"/)
    const typed = readPageForm(visit.text)
    expect(Object.fromEntries(typed)).toMatchObject({
      ...{ 'name.en': 'New "Quay" <b>', timeZone: 'Mars/Base', latitude: 'north' },
      ...{ 'workingPeriods.0.to': '25:99', phone: 'call us' },
    })
    expect(await readFeed(identity)).toEqual(feed)
    const mended = {
      timeZone: '',
      latitude: '36,5',
      'workingPeriods.0.to': '17:00',
      phone: '',
      'name.en': 'Quay',
    }
    expect((await ada.post('/branches/east-one', changed(typed, { ...mended, act: 'save' }))).status).toBe(
      200,
    )
    const branch = (await readFeed(identity)).branches[0]
    expect(branch).toMatchObject({ name: { en: 'Quay' }, latitude: 36.5 })
    expect(branch).not.toHaveProperty('timeZone')
    const fields = ['latitude', 'name.en', 'phone', 'timeZone', 'workingPeriods']
    expect((await readLog(home)).entries.at(-1)).toMatchObject({ id: 'east-one', fields })
  })

  test('that breaks something elsewhere names it', async () => {
    const visit = await ada.change('/companies/west', { kind: 'distributor' })
    expect(visit.status).toBe(422)
    expect(visit.text).toContain('Exactly one company in use is the distributor.')
    expect(visit.text).toContain('href="/admin/companies/hub"')
  })

  test('too large, of another type, or for what is not there is refused', async () => {
    const form = readPageForm((await ada.get('/companies/west')).text)
    expect((await ada.post('/companies/nobody', form)).status).toBe(404)
    expect((await ada.post('/companies', form)).status).toBe(404)
    expect((await ada.get('/companies/nobody')).status).toBe(404)
    const large = changed(form, { 'name.en': 'x'.repeat(300_000) })
    expect((await ada.post('/companies/west', large)).status).toBe(413)
  })
})

describe('two administrators at the same thing', () => {
  test('the second is told, sees what the first saved, and overwrites only by saving again', async () => {
    const cora = await signInToAdmin(identity)
    const theirs = readPageForm((await cora.get('/teams/east-sales')).text)
    await ada.change('/teams/east-sales', { 'name.en': 'Harbour sales', members: ['tom', 'bea'] })
    const told = await cora.post(
      '/teams/east-sales',
      changed(theirs, { 'name.en': 'Quay sales', act: 'save' }),
    )
    expect(told.status).toBe(409)
    expect(told.text).toContain('Somebody else has changed this meanwhile')
    expect(told.text).toContain('Stored now: Harbour sales')
    expect((await readFeed(identity)).teams[0]?.name.en).toBe('Harbour sales')
    const again = readPageForm(told.text)
    expect(again.get('name.en')).toBe('Quay sales')
    expect((await cora.post('/teams/east-sales', changed(again, { act: 'save' }))).status).toBe(200)
    expect((await readFeed(identity)).teams[0]?.name.en).toBe('Quay sales')
    // The same form once more is stale now.
    expect((await cora.post('/teams/east-sales', changed(again, { act: 'save' }))).status).toBe(409)
  })

  test('at the same moment, one of them is told', async () => {
    const form = readPageForm((await ada.get('/companies/west')).text)
    const names = ['One', 'Two', 'Three', 'Four']
    const visits = await Promise.all(
      names.map((name) => ada.post('/companies/west', changed(form, { 'name.en': name, act: 'save' }))),
    )
    expect(visits.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    const saved = names[visits.findIndex(({ status }) => status === 200)]
    expect((await readFeed(identity)).companies[2]?.name.en).toBe(saved)
  })
})

test('Arabic pages read from right to left, and the choice stays', async () => {
  const other = await signInToAdmin(identity)
  expect((await other.get('/users?lang=ar')).text).toContain('<html lang="ar" dir="rtl">')
  expect((await other.get('/users/bea')).text).toContain('البريد الإلكتروني')
  expect((await other.get('/users/bea?lang=en')).text).toContain('E-mail address')
})

test('names are text, never markup, in lists and titles', async () => {
  const name = '<script>alert(1)</script>"\'&'
  await ada.change('/companies/west', { 'name.en': name })
  for (const path of [
    '/companies',
    '/companies/west',
    '/users',
    '/new/users',
    '/branches/west-one/move',
    '',
  ]) {
    expect((await ada.get(path)).text).not.toContain('<script')
  }
  expect((await readFeed(identity)).companies[2]?.name.en).toBe(name)
  await ada.change('/companies/west', { 'name.en': 'west' })
})

test('lists are searched and narrowed', async () => {
  const list = async (query: string) => (await ada.get(`/users${query}`)).text
  expect(await list('?q=BEA')).toContain('/admin/users/bea')
  expect(await list('?q=bea')).not.toContain('/admin/users/tom"')
  expect(await list('?q=rob@west')).toContain('/admin/users/rob"')
  expect(await list('?company=west')).not.toContain('/admin/users/bea"')
  expect(await list('?q=nobody')).toContain('Nothing fits.')
  expect((await ada.get('/roles')).text).toContain('dealer-manager')
})
