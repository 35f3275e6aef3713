import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { decodeJwt } from 'jose'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Administrator, changed, readFeed, readLog, signInToAdmin } from '../test/administrator.ts'
import { connectApplication } from '../test/application.ts'
import { CookieBrowser } from '../test/cookie-browser.ts'
import { readPageForm } from '../test/read-page-form.ts'
import { FEED_TOKEN, type Home, makeHome, type RunningIdentity, startIdentity } from '../test/run-identity.ts'
import { writeNetwork } from '../test/small-network.ts'
import { wholeNetwork } from '../test/whole-network.ts'

const SECRET = `whsec_${Buffer.alloc(32, 'k').toString('base64')}`

let home: Home
let identity: RunningIdentity
let ada: Administrator
let application: Awaited<ReturnType<typeof listenAsApplication>>

/** Hears what the Identity System tells the application. */
async function listenAsApplication() {
  const heard: { path: string; body: string }[] = []
  const waiting: (() => void)[] = []
  const server = createServer(async (request, response) => {
    heard.push({ path: request.url ?? '', body: await text(request) })
    response.writeHead(200).end()
    for (const wake of waiting.splice(0)) wake()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    /** The first message that fits, once it has come. */
    async until<Found>(fits: (message: { path: string; body: string }) => Found | undefined): Promise<Found> {
      for (;;) {
        const found = heard.map(fits).find((each) => each !== undefined)
        if (found !== undefined) return found
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
    },
    close: () => server.close(),
  }
}

beforeAll(async () => {
  home = await makeHome()
  await writeNetwork(home.networkFile, wholeNetwork())
  application = await listenAsApplication()
  identity = await startIdentity(home, undefined, {
    IDENTITY_BACKCHANNEL_LOGOUT_URI: `${application.url}/logout`,
    IDENTITY_NOTICE_URL: `${application.url}/notices`,
    IDENTITY_NOTICE_SECRET: SECRET,
    IDENTITY_TOTP_ROLES: 'night-warden',
  })
  ada = await signInToAdmin(identity)
})
afterAll(async () => {
  await identity?.stop()
  application?.close()
  await home?.remove()
})

/** That the application was told to end all sessions of a person. */
const loggedOut = (userId: string) =>
  application.until(({ path, body }) => {
    const token = path === '/logout' ? new URLSearchParams(body).get('logout_token') : undefined
    return token && decodeJwt(token).sub === userId ? true : undefined
  })

test('something new is made, with an id of its English name, and not twice', async () => {
  const branch = await ada.change('/new/branches?company=west', {
    ...{ 'name.en': 'Été & Sons, Quay 2', cityId: 'harbour' },
    ...{
      'workingPeriods.0.days': ['1', '2'],
      'workingPeriods.0.from': '09:00',
      'workingPeriods.0.to': '17:00',
    },
    ...{ 'specialDays.0.from': '2027-02-08', 'specialDays.0.name.en': 'Fasting' },
    ...{ 'specialDays.0.opens': '10:00', 'specialDays.0.closes': '14:00' },
  })
  expect(branch.url.pathname).toBe('/admin/branches/ete-sons-quay-2')
  const made = (await readFeed(identity)).branches[2]
  expect(made).toMatchObject({
    ...{ id: 'ete-sons-quay-2', companyId: 'west', active: true, departmentIds: [] },
    workingPeriods: [{ days: [1, 2], from: '09:00', to: '17:00' }],
    specialDays: [{ from: '2027-02-08', to: '2027-02-08', opens: '10:00', closes: '14:00' }],
  })
  const again = await ada.change('/new/branches', {
    'name.en': 'x',
    id: 'ete-sons-quay-2',
    cityId: 'harbour',
    companyId: 'east',
  })
  expect(again.status).toBe(422)
  expect(again.text).toContain('This is taken already: ete-sons-quay-2')
  expect((await readFeed(identity)).branches[2]).toEqual(made)
  expect((await ada.change('/new/companies', { 'name.en': 'ع' })).text).toContain('f-id')
})

test('a new user can sign in with the password that is shown once', async () => {
  const created = await ada.change('/new/users?company=hub', {
    ...{ id: 'zoe', 'name.en': 'Zoe', email: 'zoe@hub.example' },
    ...{ roles: ['identity-admin'], otherRoles: 'night-watch', 'scopes.0.unit': 'network' },
  })
  expect(created.url.pathname).toBe('/admin/users/zoe')
  expect((await readFeed(identity)).users.at(-1)).toMatchObject({
    ...{ companyId: 'hub', roles: ['identity-admin', 'night-watch'], scopes: [{ kind: 'network' }] },
  })
  const shown = await ada.press('/users/zoe', 'password')
  const password = /<p class="password"><code dir="ltr">([\w-]{19})<\/code>/.exec(shown.text)?.[1] ?? ''
  expect(shown.headers.get('cache-control')).toBe('no-store')
  expect((await readLog(home)).text).not.toContain(password)
  expect((await ada.get('/users/zoe')).text).not.toContain(password)
  await loggedOut('zoe')
  const zoe = await signInToAdmin({ ...identity, passwordOf: async () => password }, 'zoe')
  expect(zoe.landed.url.pathname).toBe('/admin')
  // A password that was reset ends what was open with the old one.
  await ada.press('/users/zoe', 'password')
  expect((await zoe.get('')).url.pathname).toBe('/admin/sign-in')
})

test("the whole network is not given to a dealer's person, by an edit of the person or of the company", async () => {
  const refused = await ada.change('/users/bea', { 'scopes.0.unit': 'network' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Only people of the distributor may see the whole network.')
  const moved = await ada.change('/users/cora', { companyId: 'east' })
  expect(moved.status).toBe(422)
  const { users } = await readFeed(identity)
  const seers = users.filter(({ scopes }) => scopes.some(({ kind }) => kind === 'network'))
  expect(seers.map(({ companyId }) => companyId)).not.toContain('east')
})

test('an administrator who needs a second factor is let in with it only, until it is reset', async () => {
  const roles = ['identity-admin', 'night-warden']
  await ada.change('/new/users?company=hub', { 'name.en': 'Nora', email: 'nora@hub.example', roles })
  expect((await signInToAdmin(identity, 'nora')).landed.status).toBe(422)
  const { after, browser } = await (await connectApplication(identity)).typePassword('nora@hub.example')
  const key = /<code dir="ltr">([A-Z2-7 ]+)<\/code>/.exec(after.text)?.[1]?.replaceAll(' ', '') ?? ''
  const code = (ahead: number) =>
    TOTP.generate({ secret: Secret.fromBase32(key), timestamp: Date.now() + ahead * 1000 })
  await browser.post(after.url, { code: code(0) })
  // The code of now was used to set it up; the one of half a minute later is taken too.
  expect((await signInToAdmin(identity, 'nora')).landed.status).toBe(422)
  const nora = await signInToAdmin(identity, 'nora', 'hub', code(30))
  expect(nora.landed.url.pathname).toBe('/admin')
  expect((await ada.press('/users/nora', 'second-factor')).text).toContain('The second factor is reset')
  expect((await nora.get('')).url.pathname).toBe('/admin/sign-in')
  await loggedOut('nora')
  expect((await ada.get('/users/nora')).text).toContain('No second factor is set up.')
  expect((await signInToAdmin(identity, 'nora')).landed.status).toBe(422)
  expect((await readLog(home)).text).not.toContain(key)
})

async function visitAccount(userId: string, password: string, code = '') {
  const browser = new CookieBrowser()
  const send = (part: string, fields: Record<string, string>) =>
    browser.post(`${identity.url}/account/${part}`, fields)
  const page = await send('sign-in', { email: `${userId}@hub.example`, password, code })
  const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  return (part: string, fields: Record<string, string> = {}) => send(part, { ...fields, token })
}

test('sessions of an administrator end where they change their password or second factor themselves', async () => {
  await ada.change('/new/users?company=hub', {
    ...{ id: 'vera', 'name.en': 'Vera', email: 'vera@hub.example', roles: ['identity-admin'] },
  })
  const isOut = async (vera: Administrator) => (await vera.get('')).url.pathname === '/admin/sign-in'
  const before = await signInToAdmin(identity, 'vera')
  expect(await isOut(before)).toBe(false)
  const act = await visitAccount('vera', await identity.passwordOf('vera'))
  const asked = await act('set-up')
  const key = /<code dir="ltr">([A-Z2-7 ]+)<\/code>/.exec(asked.text)?.[1]?.replaceAll(' ', '') ?? ''
  const code = (ahead: number) =>
    TOTP.generate({ secret: Secret.fromBase32(key), timestamp: Date.now() + ahead * 1000 })
  expect(await isOut(before)).toBe(false)
  expect((await act('confirm', { code: code(0) })).text).toContain('The second step is on.')
  expect(await isOut(before)).toBe(true)
  const withCode = await signInToAdmin(identity, 'vera', 'hub', code(30))
  expect(await isOut(withCode)).toBe(false)
  expect((await act('turn-off')).text).toContain('The second step is off.')
  expect(await isOut(withCode)).toBe(true)
  const last = await signInToAdmin(identity, 'vera')
  expect(await isOut(last)).toBe(false)
  const next = 'four words are enough'
  expect((await act('password', { new: next, repeat: next })).text).toContain('Your password is changed')
  expect(await isOut(last)).toBe(true)
  expect(await isOut(ada)).toBe(false)
})

test('a session that ended with its person does not come back with them', async () => {
  await ada.change('/new/users?company=hub', {
    ...{ id: 'ines', 'name.en': 'Ines', email: 'ines@hub.example', roles: ['identity-admin'] },
  })
  const ines = await signInToAdmin(identity, 'ines')
  expect(ines.landed.url.pathname).toBe('/admin')
  await ada.change('/users/ines', { active: undefined })
  await ada.change('/users/ines', { active: '1' })
  expect((await readFeed(identity)).users.find(({ id }) => id === 'ines')).toMatchObject({ active: true })
  expect((await ines.get('')).url.pathname).toBe('/admin/sign-in')
})

test('deactivating a user ends their sessions here and in the application', async () => {
  await ada.change('/users/cora', { roles: ['identity-admin'] })
  const cora = await signInToAdmin(identity, 'cora')
  await ada.change('/users/cora', { active: undefined })
  expect((await cora.get('')).url.pathname).toBe('/admin/sign-in')
  await loggedOut('cora')
  expect((await readFeed(identity)).users.find(({ id }) => id === 'cora')).toMatchObject({ active: false })
})

test('a company that is no longer in use ends the sessions of its people', async () => {
  await ada.change('/companies/west', { active: undefined })
  await loggedOut('rob')
  await ada.change('/companies/west', { active: '1' })
})

test('sessions end when an administrator says so', async () => {
  expect((await ada.press('/users/tom', 'sessions')).text).toContain('All sessions have ended.')
  await loggedOut('tom')
  expect((await readLog(home)).entries.at(-1)).toMatchObject({ by: 'ada', act: 'sessions-ended', id: 'tom' })
})

test('nobody locks themselves out', async () => {
  const gone = await ada.change('/users/ada', { active: undefined })
  const without = await ada.change('/users/ada', { roles: ['coordinator'] })
  for (const visit of [gone, without]) {
    expect(visit.status).toBe(422)
    expect(visit.text).toContain('You cannot do this to your own account.')
  }
  expect((await readFeed(identity)).users[0]).toMatchObject({ active: true, roles: ['identity-admin'] })
})

test('one more row, or the teams of another company, saves nothing and loses nothing', async () => {
  const before = await readFeed(identity)
  const page = await ada.change('/branches/east-one', { 'name.en': 'Typed' }, 'add:workingPeriods')
  expect(page.status).toBe(200)
  expect(page.text).toContain('name="workingPeriods.2.from"')
  expect(page.text).toContain('value="Typed"')
  const moved = await ada.change('/users/bea', { companyId: 'west', email: 'typed@x.example' }, 'show')
  expect(moved.text).toContain('value="west-one"')
  expect(moved.text).toContain('value="typed@x.example"')
  expect(await readFeed(identity)).toEqual(before)
})

test('hours of one department and closed days are changed and removed', async () => {
  await ada.change('/branches/east-one', {
    ...{
      'workingPeriods.0.remove': '1',
      'workingPeriods.1.days': ['5', '6'],
      'workingPeriods.1.to': '24:00',
    },
    ...{ 'holidays.0.remove': '1', closedOn: '2030-01-01' },
  })
  expect((await readFeed(identity)).branches[0]).toMatchObject({
    workingPeriods: [{ days: [5, 6], from: '09:00', to: '24:00', departmentId: 'workshop' }],
    ...{ holidays: [], closedOn: '2030-01-01' },
  })
})

test('members of a team see what it holds, and who leaves does not', async () => {
  await ada.change('/teams/east-sales', { members: ['bea'], tags: 'sales, quay،fleet' })
  const { teams, users } = await readFeed(identity)
  expect(teams[0]?.tags).toEqual(['sales', 'quay', 'fleet'])
  const find = (id: string) => users.find((user) => user.id === id)
  expect(find('bea')).toMatchObject({
    teamIds: ['east-sales'],
    scopes: [{ kind: 'team', unitId: 'east-sales' }, {}, {}],
  })
  expect(find('tom')).toMatchObject({ teamIds: [] })
  const foreign = await ada.change('/teams/east-sales', { members: ['rob'] })
  expect(foreign.status).toBe(422)
  expect(foreign.text).toContain('href="/admin/users/rob"')
})

test('a branch goes to another company with its people, if nobody has changed it meanwhile', async () => {
  const page = await ada.get('/branches/east-one/move')
  expect(page.text).toContain('They go along')
  const none = await ada.change('/branches/east-one/move', {})
  expect(none.status).toBe(422)
  await ada.change('/branches/east-one', { phone: '+9647500009555' })
  const old = readPageForm(page.text)
  old.set('companyId', 'west')
  expect((await ada.post('/branches/east-one/move', old)).status).toBe(409)
  expect((await readFeed(identity)).branches[0]?.companyId).toBe('east')
  const moved = await ada.change('/branches/east-one/move', { companyId: 'west', staff: 'go' })
  expect(moved.text).toContain('Moved.')
  const { branches, users } = await readFeed(identity)
  expect(branches[0]?.companyId).toBe('west')
  expect(users.find(({ id }) => id === 'bea')).toMatchObject({ companyId: 'west', teamIds: [] })
  expect((await readLog(home)).entries.at(-1)).toMatchObject({ act: 'moved', id: 'east-one' })
})

test('the application is told of a change, and reads it from the cursor that it knows', async () => {
  const headers = { authorization: `Bearer ${FEED_TOKEN}` }
  const cursor = (await fetch(`${identity.url}/directory/snapshot`, { headers })).headers.get(
    'directory-cursor',
  )
  await ada.change('/users/tom', { 'name.en': 'Tom Tom' })
  const changes = await (await fetch(`${identity.url}/directory/changes?after=${cursor}`, { headers })).json()
  expect(changes.changes).toMatchObject([
    { kind: 'users', id: 'tom', op: 'put', value: { name: { en: 'Tom Tom' } } },
  ])
  await application.until(({ path, body }) => {
    if (path !== '/notices') return undefined
    return JSON.parse(body).data.cursor === changes.cursor ? true : undefined
  })
})

test('a program that is killed while it saves has the network before or after, whole', async () => {
  const form = changed(readPageForm((await ada.get('/users/tom')).text), { 'name.en': 'Tom Killed' })
  const sent = ada.post('/users/tom', form).catch(() => undefined)
  await identity.kill()
  await sent
  identity = await startIdentity(home, identity.port)
  const tom = (await readFeed(identity)).users.find(({ id }) => id === 'tom')
  expect(['Tom Tom', 'Tom Killed']).toContain(tom?.name.en)
})
