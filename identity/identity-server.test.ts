import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  environmentOf,
  FEED_TOKEN,
  freePort,
  type Home,
  makeHome,
  type RunningIdentity,
  runToEnd,
  startIdentity,
} from './test/run-identity.ts'
import { smallNetwork, writeNetwork } from './test/small-network.ts'

let home: Home
let identity: RunningIdentity

beforeAll(async () => {
  home = await makeHome()
  identity = await startIdentity(home)
})
afterAll(async () => {
  await identity?.stop()
  await home?.remove()
})

const snapshot = (headers: Record<string, string> = {}) =>
  fetch(`${identity.url}/directory/snapshot`, {
    headers: { authorization: `Bearer ${FEED_TOKEN}`, ...headers },
  })

describe('the directory feed', () => {
  test('answers the network file, and 304 while it has not changed', async () => {
    const first = await snapshot()
    expect(first.status).toBe(200)
    expect(await first.json()).toEqual(smallNetwork())
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]{43}"$/)
    for (const named of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
      const again = await snapshot({ 'if-none-match': named })
      expect(again.status).toBe(304)
      expect(again.headers.get('etag')).toBe(etag)
      expect(await again.text()).toBe('')
    }
    expect((await snapshot({ 'if-none-match': '"other"' })).status).toBe(200)
  })

  test('shows a change at once, and keeps the last good copy of a file that broke', async () => {
    const before = (await snapshot()).headers.get('etag') ?? ''
    const changed = { ...smallNetwork(), teams: [] }
    await writeNetwork(home.networkFile, changed)
    const after = await snapshot({ 'if-none-match': before })
    expect(after.status).toBe(200)
    expect(await after.json()).toEqual(changed)
    await writeNetwork(home.networkFile, { companies: [] })
    expect(await (await snapshot()).json()).toEqual(changed)
    await writeNetwork(home.networkFile, smallNetwork())
    expect((await snapshot()).headers.get('etag')).toBe(before)
  })

  test.each([
    undefined,
    'Bearer',
    'Bearer wrong-token-of-the-tests',
    `Basic ${FEED_TOKEN}`,
    `Bearer ${FEED_TOKEN} x`,
  ])('refuses the credential %s', async (authorization) => {
    const headers = authorization === undefined ? {} : { authorization }
    const refused = await fetch(`${identity.url}/directory/snapshot`, { headers })
    expect(refused.status).toBe(401)
    expect(refused.headers.get('content-type')).toBe('application/problem+json')
    expect(await refused.json()).toMatchObject({ status: 401, title: 'Unauthorized' })
  })
})

test('health, pages that do not exist, and other methods', async () => {
  expect(await (await fetch(`${identity.url}/healthz`)).json()).toEqual({ status: 'ok' })
  expect((await fetch(`${identity.url}/assets/identity.css`)).headers.get('content-type')).toContain(
    'text/css',
  )
  const missing = await fetch(`${identity.url}/assets/../main.ts`)
  expect(missing.status).toBe(404)
  expect((await fetch(`${identity.url}/healthz`, { method: 'POST' })).status).toBe(405)
})

describe('the program', () => {
  test('keeps keys and passwords over a restart, readable by its owner only, and stops cleanly', async () => {
    const keysBefore = await (await fetch(`${identity.url}/jwks`)).json()
    const passwordBefore = await identity.passwordOf('cora')
    expect(await identity.stop()).toBe(0)
    identity = await startIdentity(home, identity.port)
    expect(await (await fetch(`${identity.url}/jwks`)).json()).toEqual(keysBefore)
    expect(await identity.passwordOf('cora')).toBe(passwordBefore)
    for (const file of ['keys.json', 'users.json', 'demo-passwords.json']) {
      expect((await stat(join(home.dataDir, file))).mode & 0o777).toBe(0o600)
    }
  })

  test('keeps no plain password outside demo mode', async () => {
    const other = await makeHome()
    const port = await freePort()
    const environment = { ...environmentOf(other, port), IDENTITY_DEMO: '0' }
    // The port is taken, so the program ends by itself after it has made its files.
    const blocked = await runToEnd({ ...environment, IDENTITY_PORT: String(identity.port) })
    expect(blocked.code).toBe(1)
    const users = await readFile(join(other.dataDir, 'users.json'), 'utf8')
    expect(JSON.parse(users)).toHaveProperty('cora.hash')
    expect(users).not.toContain('demoPassword')
    await expect(stat(join(other.dataDir, 'demo-passwords.json'))).rejects.toThrow('ENOENT')
    await other.remove()
  })

  test('does not reuse the listed passwords of a demo outside demo mode', async () => {
    const { code, said } = await runToEnd({ ...environmentOf(home, await freePort()), IDENTITY_DEMO: '0' })
    expect(code).toBe(2)
    expect(said).toContain('holds the listed passwords of a demo')
  })

  test('says that its port is in use', async () => {
    const { code, said } = await runToEnd(environmentOf(home, identity.port))
    expect(code).toBe(1)
    expect(said).toBe(`identity: port in use: 127.0.0.1:${identity.port}\n`)
  })

  test.each([
    ['IDENTITY_DATA_DIR', '', 'IDENTITY_DATA_DIR is missing'],
    ['IDENTITY_PORT', '99999', 'IDENTITY_PORT must be a number from 1 to 65535'],
    ['IDENTITY_FEED_TOKEN', 'short', 'IDENTITY_FEED_TOKEN is too short'],
    ['IDENTITY_REDIRECT_URIS', 'ftp://x', 'IDENTITY_REDIRECT_URIS must hold http or https addresses'],
    ['IDENTITY_ISSUER', 'http://x.example/path', 'IDENTITY_ISSUER must be an origin'],
    ['IDENTITY_DEMO', 'yes', 'IDENTITY_DEMO must be 1 or 0'],
    ['IDENTITY_REQUIRE_TOTP', 'yes', 'IDENTITY_REQUIRE_TOTP must be 1 or 0'],
    ['IDENTITY_BACKCHANNEL_LOGOUT_URI', 'ftp://x', 'IDENTITY_BACKCHANNEL_LOGOUT_URI must hold http'],
    ['IDENTITY_SERVICE_CLIENTS_FILE', '/nowhere/clients.json', 'cannot be read: ENOENT'],
    ['IDENTITY_NOTICE_URL', 'http://x.example/notices', 'IDENTITY_NOTICE_SECRET is missing'],
    ['IDENTITY_NOTICE_URL', 'ftp://x', 'IDENTITY_NOTICE_URL must hold http or https addresses'],
    ['IDENTITY_NETWORK_FILE', '/nowhere/network.json', 'ENOENT'],
  ])('refuses a bad %s with one clear line', async (name, value, line) => {
    const { code, said } = await runToEnd({ ...environmentOf(home, await freePort()), [name]: value })
    expect(code).toBe(2)
    expect(said).toContain(line)
    expect(said.trim().split('\n')).toHaveLength(1)
  })
})
