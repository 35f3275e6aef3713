import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CookieBrowser } from '../identity/test/cookie-browser.ts'
import { freePort } from '../identity/test/run-identity.ts'
import { createEmptyDatabase, type TestDatabase } from '../server/test/database.ts'
import { until } from '../server/test/follower-house.ts'
import { type MailServer, startMailServer } from '../server/test/mail-server.ts'
import { USER, worldSnapshot } from '../server/test/world-network.ts'
import { type Running, runProcess, startProcess } from './production-start/start-process.ts'

// One production start, whole: migrations from nothing, three roles, a provider and a mail server that are not of the
// demo, a process that serves and one that works. The tests follow each other, as an operator's first day does.

const secret = () => randomBytes(24).toString('base64url')
const [person, password] = [USER.careAgent, secret()]
const folder = mkdtempSync(join(tmpdir(), 'production-'))
let database: TestDatabase
let mails: MailServer
let settings: Record<string, string>
let identity: Running
let worker: Running
let web: Running
let at: { app: string; worker: string }
let cookie: string

beforeAll(async () => {
  const [port, workerPort, identityPort] = [await freePort(), await freePort(), await freePort()]
  const [publicUrl, issuer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${identityPort}`]
  at = { app: publicUrl, worker: `http://127.0.0.1:${workerPort}` }
  database = await createEmptyDatabase()
  mails = await startMailServer()
  const network = worldSnapshot()
  // Nobody here has a role that says anything to us.
  for (const user of network.users) user.roles = []
  writeFileSync(join(folder, 'network.json'), JSON.stringify(network))
  const [clientSecret, feedToken] = [secret(), secret()]
  const identitySettings = {
    ...{ IDENTITY_PORT: String(identityPort), IDENTITY_DATA_DIR: join(folder, 'identity') },
    ...{ IDENTITY_NETWORK_FILE: join(folder, 'network.json'), IDENTITY_DEMO: '0' },
    ...{
      IDENTITY_CLIENT_ID: 'tickets',
      IDENTITY_CLIENT_SECRET: clientSecret,
      IDENTITY_FEED_TOKEN: feedToken,
    },
    ...{
      IDENTITY_REDIRECT_URIS: `${publicUrl}/auth/callback`,
      IDENTITY_POST_LOGOUT_URIS: `${publicUrl}/staff`,
    },
  }
  expect(
    await runProcess('identity/set-password.ts', identitySettings, person, `${password}\n`),
  ).toMatchObject({
    code: 0,
  })
  identity = await startProcess('identity/main.ts', identitySettings, /identity listening on/)
  writeFileSync(join(folder, 'key'), `${randomBytes(48).toString('base64')}\n`)
  settings = {
    ...{ DEMO: '0', HOST: '127.0.0.1', PUBLIC_URL: publicUrl, SECRET_KEY_FILE: join(folder, 'key') },
    ...{ DATABASE_URL: database.appUrl, DATABASE_ADMIN_URL: database.adminUrl },
    ...{ DATABASE_DIRECT_URL: database.relayUrl, SMTP_URL: mails.url, MAIL_FROM: 'support@tickets.example' },
    ...{ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'tickets', OIDC_CLIENT_SECRET: clientSecret },
    ...{ DIRECTORY_FEED_URL: `${issuer}/directory/snapshot`, DIRECTORY_FEED_TOKEN: feedToken },
    ...{ FIRST_ADMINISTRATOR: person, LOG_LEVEL: 'info', STOP_DELAY_SECONDS: '2' },
  }
  worker = await startProcess('bin/serve.ts', process_('worker', workerPort), /works, without web/)
  web = await startProcess('bin/serve.ts', process_('web', port), /is ready at/)
}, 180_000)
afterAll(async () => {
  for (const running of [web, worker, identity]) {
    running?.child.kill('SIGTERM')
    await running?.ended
  }
  await mails?.close()
  await database?.drop()
  rmSync(folder, { recursive: true })
})

const process_ = (roles: string, port: number) => ({
  ...settings,
  ...{ ROLES: roles, PORT: String(port), DATA_DIR: join(folder, roles) },
})
const status = async (url: string) => (await fetch(url, { headers: { connection: 'close' } })).status
const api = (path: string, init: RequestInit = {}) =>
  fetch(`${at.app}/api/v1${path}`, {
    ...init,
    headers: { cookie, 'sec-fetch-site': 'same-origin', ...init.headers },
  })
const ticketOf = (email: string) =>
  JSON.stringify({
    type: 'general-inquiry',
    requester: { name: 'Lana Qadir', phone: '+9647500004417', email },
    details: { topic: 'information', message: 'Is the showroom open on Saturday?' },
  })

it('is up and ready in both processes, and shows nothing of a demo', async () => {
  for (const url of [at.app, at.worker]) {
    expect([await status(`${url}/healthz`), await status(`${url}/readyz`)]).toEqual([200, 200])
  }
  expect(await status(`${at.app}/demo/mailbox`)).toBe(404)
  expect(await status(`${at.worker}/api/v1/session`)).toBe(404)
  expect(web.said()).not.toMatch(/demo/i)
})

it('lets the first administrator sign in and see what roles may do, though nobody has a role yet', async () => {
  const started = await fetch(`${at.app}/auth/sign-in`, { redirect: 'manual' })
  const flow = started.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const browser = new CookieBrowser()
  const page = await browser.get(started.headers.get('location') ?? '')
  expect(page.text).not.toContain(password)
  const email = worldSnapshot().users.find(({ id }) => id === person)?.email ?? ''
  const landed = await browser.post(page.url, { email, password })
  expect(landed.url.href).toContain(`${at.app}/auth/callback`)
  const back = await fetch(landed.url, { headers: { cookie: flow }, redirect: 'manual' })
  expect(back.status).toBe(303)
  cookie = back.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  expect(await (await api('/session')).json()).toMatchObject({ user: { id: person } })
  expect((await api('/settings/role-actions')).status).toBe(200)
})

it('takes a ticket in the one process and sends its mail from the other', async () => {
  const body = ticketOf('lana@customer.example')
  const made = await api('/tickets', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  expect(made.status).toBe(201)
  const mail = await until(() => mails.received[0], 'the mail has come')
  expect(mail?.to).toEqual(['lana@customer.example'])
  expect(mail?.raw).toContain(((await made.json()) as { number: string }).number)
})

it('ends what runs when it is asked to stop: not ready first, then closed, then gone', async () => {
  const body = ticketOf('late@customer.example')
  const [first, rest] = [body.slice(0, 20), body.slice(20)]
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const half = request(`${at.app}/api/v1/tickets`, {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
  })
  const answered = new Promise<number | undefined>((resolve, reject) => {
    half.once('response', (answer) => resolve(answer.resume().statusCode))
    half.once('error', reject)
  })
  half.write(first)
  await new Promise<void>((resolve) => half.once('socket', (socket) => socket.once('connect', resolve)))
  // An answer to a later request: the half one has been read before it.
  expect(await status(`${at.app}/healthz`)).toBe(200)

  web.child.kill('SIGTERM')
  await until(async () => (await status(`${at.app}/readyz`)) === 503, 'it is no longer ready')
  expect(await status(`${at.app}/healthz`)).toBe(200)
  await until(
    () =>
      status(`${at.app}/healthz`).then(
        () => false,
        () => true,
      ),
    'it takes nothing more',
  )
  half.end(rest)
  expect(await answered).toBe(201)
  expect(await web.ended).toBe(0)
  expect(web.said()).toContain('Stopped.')

  await until(
    () => mails.received.some(({ to }) => to.includes('late@customer.example')),
    'its mail has come',
  )
  worker.child.kill('SIGTERM')
  expect(await worker.ended).toBe(0)
  expect(worker.said()).toContain('Stopped.')
})

it('prints no secret, and nobody’s address', () => {
  const said = `${web.said()}${worker.said()}${identity.said()}`
  const passwords = [database.appUrl, database.adminUrl, database.relayUrl].map(
    (url) => new URL(url).password,
  )
  const { OIDC_CLIENT_SECRET = '', DIRECTORY_FEED_TOKEN = '' } = settings
  for (const hidden of [...passwords, OIDC_CLIENT_SECRET, DIRECTORY_FEED_TOKEN, password, 'lana@customer']) {
    expect(hidden).not.toBe('')
    expect(said).not.toContain(hidden)
  }
})
