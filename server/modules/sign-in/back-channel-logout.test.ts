import { createHmac } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { exportSPKI } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { House } from '../../platform/context.ts'
import type { SecurityLogTables } from '../../platform/security-log/tables.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import {
  bareToken,
  LOGOUT_EVENT,
  type PuppetIdentity,
  startPuppetIdentity,
} from '../../test/puppet-identity.ts'
import { PUPPET_ORIGIN, puppetBrowser } from '../../test/puppet-sign-in.ts'
import { signInApp } from '../../test/sign-in-app.ts'
import { settleWorld, USER } from '../../test/world-network.ts'

let database: TestDatabase
let house: House
let app: FastifyInstance
let puppet: PuppetIdentity
let late = 0

beforeAll(async () => {
  puppet = await startPuppetIdentity()
  database = await createTestDatabase()
  const settings = { ...puppet.settings, PUBLIC_URL: PUPPET_ORIGIN }
  house = { ...openHouse(database, settings), clock: () => new Date(Date.now() + late) }
  app = signInApp(house)
  await ask(house, settleWorld)
})
beforeEach(() => {
  late = 0
  puppet.reset()
})
afterAll(async () => {
  await app?.close()
  await house?.db.destroy()
  await database?.drop()
  await puppet?.stop()
})

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const post = (payload: string, headers: Record<string, string> = FORM, server = app) =>
  server.inject({ method: 'POST', url: '/auth/back-channel-logout', headers, payload })
const give = (token: string) => post(new URLSearchParams({ logout_token: token }).toString())
const logoutToken = (more: Record<string, unknown>, header = {}) =>
  puppet.sign(puppet.logoutClaims(new Date(), more), { typ: 'logout+jwt', ...header })

/** Somebody signed in with this session of the Identity System. */
async function signedIn(userId: string, sid?: string) {
  const browser = puppetBrowser(app, puppet)
  const claims = (nonce: string) => puppet.idClaims(nonce, userId, new Date(), sid ? { sid } : {})
  expect((await browser.signIn(claims)).answer.statusCode).toBe(303)
  return browser
}
type Browser = Awaited<ReturnType<typeof signedIn>>
const isIn = async (browser: Browser) => (await browser.send('GET', '/probe')).json().actor.kind === 'staff'
const lines = (type: 'session.ended') =>
  house.db
    .withTables<SecurityLogTables>()
    .selectFrom('security_log')
    .select(['outcome', 'actor_id', 'subject_id', 'detail'])
    .where('type', '=', type)
    .orderBy('serial', 'desc')
    .execute()

describe('a logout token', () => {
  it('ends the session that it names, and no other of the same person', async () => {
    const one = await signedIn(USER.alphaManager, 'one')
    const two = await signedIn(USER.alphaManager, 'two')
    const rival = await signedIn(USER.betaManager, 'three')
    const answer = await give(await logoutToken({ sid: 'one', sub: USER.alphaManager }))
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.body).toBe('')
    expect([await isIn(one), await isIn(two), await isIn(rival)]).toEqual([false, true, true])
    expect((await lines('session.ended'))[0]).toMatchObject({
      ...{ outcome: 'done', actor_id: 'identity-system', subject_id: USER.alphaManager },
      detail: { why: 'identity-system' },
    })
  })

  it('that names a person only ends all of theirs', async () => {
    const browsers = [await signedIn(USER.careAgent, 'a'), await signedIn(USER.careAgent)]
    const rival = await signedIn(USER.betaManager, 'b')
    expect((await give(await logoutToken({ sub: USER.careAgent }))).statusCode).toBe(200)
    expect(await Promise.all([...browsers, rival].map(isIn))).toEqual([false, false, true])
  })

  it('about nobody here is right as well', async () => {
    expect((await give(await logoutToken({ sid: 'never seen' }))).statusCode).toBe(200)
  })

  it.each([undefined, 'JWT', 'logout+jwt', 'Logout+JWT'])('may be of type %s', async (typ) => {
    const browser = await signedIn(USER.auditor, `typ ${typ}`)
    expect((await give(await logoutToken({ sid: `typ ${typ}` }, { typ }))).statusCode).toBe(200)
    expect(await isIn(browser)).toBe(false)
  })

  it('counts once, also when it comes twice at once', async () => {
    const token = await logoutToken({ sub: USER.auditor })
    const answers = await Promise.all([give(token), give(token)])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 400])
    const browser = await signedIn(USER.auditor)
    expect((await give(token)).statusCode).toBe(400)
    expect(await isIn(browser)).toBe(true)
  })

  it('stops a sign-in that is under way with the same session', async () => {
    expect((await give(await logoutToken({ sid: 'under way' }))).statusCode).toBe(200)
    const browser = puppetBrowser(app, puppet)
    const claims = (nonce: string) => puppet.idClaims(nonce, USER.auditor, new Date(), { sid: 'under way' })
    expect((await browser.signIn(claims)).answer.statusCode).toBe(400)
    expect(await isIn(browser)).toBe(false)
  })

  it('of the same session at another issuer ends nothing', async () => {
    const browser = await signedIn(USER.auditor, 'shared name')
    const elsewhere = { iss: 'https://evil.example' }
    expect((await give(await logoutToken({ sid: 'shared name', ...elsewhere }))).statusCode).toBe(400)
    expect(await isIn(browser)).toBe(true)
  })
})

describe('a token that is not right', () => {
  const now = () => Math.floor(Date.now() / 1000)
  const sid = 'kept'
  const tricks: Record<string, () => Promise<string>> = {
    'no signature': async () => bareToken({ alg: 'none' }, puppet.logoutClaims(new Date(), { sid })),
    'the public key as a secret (HS256)': async () => {
      const unsigned = bareToken(
        { alg: 'HS256', kid: 'known' },
        puppet.logoutClaims(new Date(), { sid }),
      ).slice(0, -1)
      const mac = createHmac('sha256', await exportSPKI(puppet.publicKey))
        .update(unsigned)
        .digest('base64url')
      return `${unsigned}.${mac}`
    },
    'our client secret (HS256)': async () => {
      const unsigned = bareToken({ alg: 'HS256' }, puppet.logoutClaims(new Date(), { sid })).slice(0, -1)
      return `${unsigned}.${createHmac('sha256', 'a-secret-of-the-tests').update(unsigned).digest('base64url')}`
    },
    "a stranger's signature": async () =>
      puppet.sign(puppet.logoutClaims(new Date(), { sid }), {}, puppet.strangersKey),
    'a key of its own (jwk)': async () =>
      puppet.sign(
        puppet.logoutClaims(new Date(), { sid }),
        { jwk: puppet.strangersJwk, kid: 'mine' },
        puppet.strangersKey,
      ),
    'an address of its key (jku)': async () =>
      puppet.sign(
        puppet.logoutClaims(new Date(), { sid }),
        { jku: `${puppet.issuer}/evil-keys`, kid: 'mine' },
        puppet.strangersKey,
      ),
    'an address of its certificate (x5u)': async () =>
      puppet.sign(
        puppet.logoutClaims(new Date(), { sid }),
        { x5u: `${puppet.issuer}/evil-cert`, kid: 'mine' },
        puppet.strangersKey,
      ),
    'another audience': () => logoutToken({ sid, aud: 'another' }),
    'no audience': () => logoutToken({ sid, aud: undefined }),
    'a nonce': () => logoutToken({ sid, nonce: 'n' }),
    'an empty nonce': () => logoutToken({ sid, nonce: null }),
    'no event': () => logoutToken({ sid, events: undefined }),
    'another event': () => logoutToken({ sid, events: { 'https://evil.example/event': {} } }),
    'an event that is no object': () => logoutToken({ sid, events: { [LOGOUT_EVENT]: true } }),
    'nobody in it': () => logoutToken({}),
    'an empty session': () => logoutToken({ sid: '' }),
    'a session that is no text': () => logoutToken({ sid: ['kept'] }),
    'no jti': () => logoutToken({ sid, jti: undefined }),
    'an end in the past': () => logoutToken({ sid, iat: now() - 200, exp: now() - 100 }),
    'an end far away, and an old beginning': () =>
      logoutToken({ sid, iat: now() - 3600, exp: now() + 86_400 }),
    'no beginning': () => logoutToken({ sid, iat: undefined }),
    'a beginning in the future': () => logoutToken({ sid, iat: now() + 600, exp: now() + 700 }),
    'the type of an access token': () => logoutToken({ sid }, { typ: 'at+jwt' }),
    'an ID token': async () => puppet.sign(puppet.idClaims('nonce', USER.auditor, new Date(), { sid })),
    'an ID token without its nonce': async () =>
      puppet.sign(puppet.idClaims('nonce', USER.auditor, new Date(), { sid, nonce: undefined })),
    nothing: async () => '',
    'no token at all': async () => 'x.y.z',
  }

  let kept: Browser
  beforeAll(async () => {
    puppet.reset()
    kept = await signedIn(USER.auditor, sid)
  })

  it.each(Object.entries(tricks))('(%s) ends nothing', async (_, make) => {
    const answer = await give(await make())
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.json()).toEqual({ error: 'invalid_request' })
    expect(await isIn(kept)).toBe(true)
    expect(puppet.asked.some(({ path }) => path.startsWith('/evil'))).toBe(false)
  })

  it('is written down, with no word of what it said', async () => {
    await give(await logoutToken({ sid: 'a secret name', nonce: 'x' }))
    expect(await lines('session.ended')).toContainEqual(
      expect.objectContaining({ outcome: 'refused', detail: { reason: 'logout-token: nonce' } }),
    )
    expect(JSON.stringify(await lines('session.ended'))).not.toContain('a secret name')
  })

  it('is the point: the same, made right, ends the session', async () => {
    expect((await give(await logoutToken({ sid }))).statusCode).toBe(200)
    expect(await isIn(kept)).toBe(false)
  })
})

describe('the door', () => {
  it('takes one token in a form, and nothing else', async () => {
    const token = await logoutToken({ sub: USER.admin })
    expect((await post(`logout_token=${token}&logout_token=${token}`)).statusCode).toBe(400)
    expect((await post(`other=${token}`)).statusCode).toBe(400)
    expect((await post('')).statusCode).toBe(400)
    const json = { 'content-type': 'application/json' }
    expect((await post(JSON.stringify({ logout_token: token }), json)).statusCode).toBe(415)
    expect((await post(`logout_token=${'x'.repeat(17_000)}`)).statusCode).toBe(413)
    // By then nothing has spent the token.
    expect((await give(token)).statusCode).toBe(200)
  })

  it('asks to come again where the keys cannot be read, and the token still counts then', async () => {
    const { metadata } = puppet.says
    puppet.says.metadata = { ...metadata, jwks_uri: `${puppet.issuer}/nowhere` }
    const fresh = openHouse(database, { ...puppet.settings, PUBLIC_URL: PUPPET_ORIGIN })
    const other = signInApp(fresh)
    const token = await logoutToken({ sub: USER.admin })
    const body = new URLSearchParams({ logout_token: token }).toString()
    const answer = await post(body, FORM, other)
    expect(answer.statusCode).toBe(503)
    expect(answer.headers['retry-after']).toBe('5')
    expect((await give(token)).statusCode).toBe(200)
    await other.close()
    await fresh.db.destroy()
  })
})
