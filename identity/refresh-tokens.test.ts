import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rotateSigningKeys } from './signing-keys.ts'
import { type Application, connectApplication } from './test/application.ts'
import { CookieBrowser } from './test/cookie-browser.ts'
import { CLIENT, type Home, makeHome, type RunningIdentity, startIdentity } from './test/run-identity.ts'
import { smallNetwork, writeNetwork } from './test/small-network.ts'
import { openUserPasswords } from './user-passwords.ts'

let home: Home
let identity: RunningIdentity
let application: Application
const start = async (port?: number) => {
  identity = await startIdentity(home, port)
  application = await connectApplication(identity)
}
beforeAll(async () => {
  home = await makeHome()
  await start()
})
afterAll(async () => {
  await identity?.stop()
  await home?.remove()
})

const OFFLINE = { scope: 'openid profile email offline_access', prompt: 'consent' }
async function offlineSignIn(email: string) {
  const { tokens, browser } = await application.signIn(email, new CookieBrowser(), OFFLINE)
  return { browser, token: tokens.refresh_token ?? '' }
}
const refresh = (token: string) => openid.refreshTokenGrant(application.client, token)
const refused = { error: 'invalid_grant' }

describe('a refresh token', () => {
  test('is given to who asks for offline access, without a question, and to nobody else', async () => {
    expect((await application.signIn('bea@east.example')).tokens.refresh_token).toBeUndefined()
    const { token } = await offlineSignIn('bea@east.example')
    expect(token).toMatch(/./)
    const fresh = await refresh(token)
    expect(fresh.claims()).toMatchObject({ sub: 'bea', amr: ['pwd'] })
    const info = await openid.fetchUserInfo(application.client, fresh.access_token, 'bea')
    expect(info.email).toBe('bea@east.example')
  })

  test('is used once; used again, all that came of it ends', async () => {
    const { token } = await offlineSignIn('bea@east.example')
    const { refresh_token: second = '' } = await refresh(token)
    expect(second).not.toBe(token)
    const { refresh_token: third = '' } = await refresh(second)
    await expect(refresh(token)).rejects.toMatchObject(refused)
    await expect(refresh(third)).rejects.toMatchObject(refused)
  })

  test('brought by many at the same time is taken once, and what that one got ends', async () => {
    const { token } = await offlineSignIn('bea@east.example')
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => refresh(token)))
    const won = tries.filter((each) => each.status === 'fulfilled')
    expect(won.length).toBeLessThanOrEqual(1)
    for (const { value } of won)
      await expect(refresh(value.refresh_token ?? '')).rejects.toMatchObject(refused)
  })

  test('of who has left is refused', async () => {
    const { token } = await offlineSignIn('tom@east.example')
    const network = smallNetwork()
    const users = network.users.map((user) => (user.id === 'tom' ? { ...user, active: false } : user))
    await writeNetwork(home.networkFile, { ...network, users })
    await expect(refresh(token)).rejects.toMatchObject(refused)
    await writeNetwork(home.networkFile, network)
  })

  test('of another client is refused', async () => {
    const { token } = await offlineSignIn('bea@east.example')
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token })
    const stolen = await fetch(`${identity.url}/token`, { method: 'POST', body })
    expect(stolen.status).toBe(400)
    expect((await refresh(token)).refresh_token).toMatch(/./)
  })
})

test('a code is used once; used again, the tokens that it gave end', async () => {
  const { after, finish } = await application.typePassword('bea@east.example', new CookieBrowser(), OFFLINE)
  const { refresh_token: token = '' } = await finish(after)
  await expect(finish(after)).rejects.toMatchObject(refused)
  await expect(refresh(token)).rejects.toMatchObject(refused)
})

describe('a restart', () => {
  test.each(['stop', 'kill'] as const)('after a %s ends neither sessions nor refresh tokens', async (how) => {
    const { browser, token } = await offlineSignIn('rob@west.example')
    await identity[how]()
    await start(identity.port)
    const remembered = await application.openSignIn(browser)
    expect((await remembered.finish(remembered.page)).claims()?.sub).toBe('rob')
    expect((await refresh(token)).claims()?.sub).toBe('rob')
  })

  test('after a new password ends the sessions of before', async () => {
    const { browser, token } = await offlineSignIn('mina@east.example')
    await identity.stop()
    // Two seconds on, as sessions begin by the second.
    const passwords = await openUserPasswords(home.dataDir, true, () => Date.now() + 2_000)
    await passwords.replace('mina', 'four words are enough')
    await start(identity.port)
    expect((await application.openSignIn(browser)).page.url.pathname).toMatch(/^\/sign-in\//)
    await expect(refresh(token)).rejects.toMatchObject(refused)
  })
})

describe('a new signing key', () => {
  const ROTATE = fileURLToPath(new URL('./rotate-keys.ts', import.meta.url))
  const rotate = (dataDir: string) =>
    spawnSync(process.execPath, [ROTATE], { encoding: 'utf8', env: { IDENTITY_DATA_DIR: dataDir } })

  test('signs from the next start on; what the old one signed can still be checked', async () => {
    const { browser, tokens } = await application.signIn('bea@east.example')
    const before = tokens.id_token ?? ''
    const done = rotate(home.dataDir)
    expect([done.status, done.stdout]).toEqual([0, expect.stringMatching(/^key [\w-]{12} signs after/)])
    await identity.stop()
    await start(identity.port)
    const remembered = await application.openSignIn(browser)
    const after = (await remembered.finish(remembered.page)).id_token ?? ''
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid)
    expect(done.stdout).toContain(String(decodeProtectedHeader(after).kid))
    const keys = createRemoteJWKSet(new URL(`${identity.url}/jwks`))
    for (const token of [before, after]) {
      const { payload } = await jwtVerify(token, keys, { issuer: identity.url, audience: CLIENT.id })
      expect(payload.sub).toBe('bea')
    }
    // The published keys hold nothing private.
    const published = (await (await fetch(`${identity.url}/jwks`)).json()) as { keys: object[] }
    expect(published.keys).toHaveLength(2)
    expect(JSON.stringify(published)).not.toMatch(/"(d|p|q|dp|dq|qi)"/)
  })

  test('lets go of keys that were replaced over 30 days ago', async () => {
    const day = 24 * 3600 * 1000
    const first = await rotateSigningKeys(home.dataDir, Date.now() + 20 * day)
    expect(first.dropped).toEqual([])
    const second = await rotateSigningKeys(home.dataDir, Date.now() + 40 * day)
    expect(second.dropped).toHaveLength(1)
  })

  test('is not made where there is none to replace', () => {
    const nowhere = rotate(`${home.dataDir}-of-nobody`)
    expect([nowhere.status, nowhere.stderr]).toEqual([2, expect.stringContaining('no key to replace')])
  })
})
