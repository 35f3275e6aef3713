import { generateKeyPairSync } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { importSPKI, jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { House } from '../../platform/context.ts'
import type { SecurityLogTables } from '../../platform/security-log/tables.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { type PuppetIdentity, startPuppetIdentity } from '../../test/puppet-identity.ts'
import { PUPPET_ORIGIN, puppetBrowser } from '../../test/puppet-sign-in.ts'
import { signInApp } from '../../test/sign-in-app.ts'
import { settleWorld, USER } from '../../test/world-network.ts'

/* Providers differ: how we prove who we are, what says whose it is, and where that stands. */

let database: TestDatabase
let puppet: PuppetIdentity
const opened: { house: House; app: FastifyInstance }[] = []

beforeAll(async () => {
  puppet = await startPuppetIdentity()
  database = await createTestDatabase()
})
beforeEach(() => puppet.reset())
afterAll(async () => {
  for (const { app, house } of opened) {
    await app.close()
    await house.db.destroy()
  }
  await database?.drop()
  await puppet?.stop()
})

let turn = 0
async function systemWith(settings: Record<string, string>) {
  const house = openHouse(database, { ...puppet.settings, PUBLIC_URL: PUPPET_ORIGIN, ...settings })
  const app = signInApp(house)
  opened.push({ house, app })
  if (opened.length === 1) await ask(house, settleWorld)
  turn += 1
  const browser = puppetBrowser(app, puppet, `192.0.2.${turn}`)
  return { house, browser, who: async () => (await browser.send('GET', '/probe')).json().actor.userId }
}
const claims = (sub: string, more: Record<string, unknown> = {}) => {
  return (nonce: string) => puppet.idClaims(nonce, sub, new Date(), more)
}
const asked = (path: string) => puppet.asked.filter((one) => one.path === path)

describe('we prove who we are', () => {
  it('by the secret in the form', async () => {
    const { browser } = await systemWith({})
    await browser.signIn(claims(USER.auditor))
    const [token] = asked('/token')
    expect(new URLSearchParams(token?.body).get('client_secret')).toBe('a-secret-of-the-tests')
    expect(token?.authorization).toBeUndefined()
  })

  it('by the secret in the header', async () => {
    const { browser } = await systemWith({ OIDC_CLIENT_AUTH: 'basic' })
    await browser.signIn(claims(USER.auditor))
    const [token] = asked('/token')
    expect(token?.authorization).toMatch(/^Basic /)
    expect(token?.body).not.toContain('client_secret')
  })

  it.each([
    ['RS256', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
    ['ES256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ] as const)('by a signature (%s), without a secret', async (alg, make) => {
    const { publicKey, privateKey } = make()
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const { browser } = await systemWith({
      ...{ OIDC_CLIENT_AUTH: 'private_key_jwt', OIDC_CLIENT_KEY: key, OIDC_CLIENT_SECRET: '' },
    })
    const { answer } = await browser.signIn(claims(USER.auditor))
    expect(answer.statusCode).toBe(303)
    const form = new URLSearchParams(asked('/token')[0]?.body)
    expect(form.get('client_secret')).toBeNull()
    const known = await importSPKI(publicKey.export({ type: 'spki', format: 'pem' }).toString(), alg)
    const { payload } = await jwtVerify(form.get('client_assertion') ?? '', known, { algorithms: [alg] })
    expect(payload).toMatchObject({ iss: 'interchange', sub: 'interchange' })
  })
})

describe('whose it is', () => {
  it('stands in the claim that was configured', async () => {
    const { browser, who } = await systemWith({ OIDC_USER_CLAIM: 'oid', OIDC_SCOPES: 'openid profile' })
    const { asked: sent } = await browser.signIn(claims('a-number-of-theirs', { oid: USER.betaManager }))
    expect(sent.get('scope')).toBe('openid profile')
    expect(await who()).toBe(USER.betaManager)
    expect(asked('/userinfo')).toEqual([])
  })

  it('is asked of userinfo where the ID token does not say it', async () => {
    const { browser, who } = await systemWith({ OIDC_USER_CLAIM: 'email', OIDC_USER_MATCH: 'email' })
    puppet.says.userInfo = { sub: 'theirs', email: 'BETA-manager@beta.example', email_verified: true }
    await browser.signIn(claims('theirs'))
    expect(await who()).toBe(USER.betaManager)
    expect(asked('/userinfo')).toHaveLength(1)
  })

  it('is not believed of userinfo about somebody else', async () => {
    const { browser, who } = await systemWith({ OIDC_USER_CLAIM: 'oid' })
    puppet.says.userInfo = { sub: 'another', oid: USER.admin }
    expect((await browser.signIn(claims('theirs'))).answer.statusCode).toBe(400)
    expect(await who()).toBeUndefined()
  })

  it('is never what userinfo says where the ID token says it', async () => {
    const { browser, who } = await systemWith({ OIDC_USER_CLAIM: 'oid' })
    puppet.says.userInfo = { sub: 'theirs', oid: USER.admin }
    await browser.signIn(claims('theirs', { oid: USER.auditor }))
    expect(await who()).toBe(USER.auditor)
  })

  it('is nobody with an address that is not verified, and the log says why without naming it', async () => {
    const { browser, who, house } = await systemWith({ OIDC_USER_CLAIM: 'email', OIDC_USER_MATCH: 'email' })
    const { answer } = await browser.signIn(
      claims('theirs', { email: 'distributor-admin@distributor.example', email_verified: false }),
    )
    expect(answer.statusCode).toBe(403)
    expect(await who()).toBeUndefined()
    const rows = await house.db
      .withTables<SecurityLogTables>()
      .selectFrom('security_log')
      .selectAll()
      .where('outcome', '=', 'refused')
      .execute()
    expect(rows.map(({ detail }) => detail)).toContainEqual({ reason: 'email-unverified' })
    expect(JSON.stringify(rows)).not.toContain('distributor-admin@')
  })

  it('is nobody where one source names the address and the other verifies another', async () => {
    const { browser, who } = await systemWith({
      ...{ OIDC_USER_CLAIM: 'preferred_username', OIDC_USER_MATCH: 'email' },
    })
    const email = 'distributor-admin@distributor.example'
    const own = { sub: 'theirs', preferred_username: email, email: 'beta-manager@beta.example' }
    puppet.says.userInfo = { ...own, email_verified: true }
    expect((await browser.signIn(claims('theirs', { email }))).answer.statusCode).toBe(403)
    puppet.says.userInfo = { ...own, email_verified: undefined }
    expect((await browser.signIn(claims('theirs', { email_verified: true }))).answer.statusCode).toBe(403)
    expect(await who()).toBeUndefined()
    // The verified address itself, told at userinfo beside the ID token's name.
    puppet.says.userInfo = { sub: 'theirs', email: 'beta-manager@beta.example', email_verified: true }
    await browser.signIn(claims('theirs', { preferred_username: 'Beta-Manager@beta.example' }))
    expect(await who()).toBe(USER.betaManager)
  })

  it('cannot be told apart: an unknown and a left user read the same page', async () => {
    const { browser } = await systemWith({})
    const bodies: string[] = []
    for (const sub of ['never-heard-of', USER.alphaFormer]) {
      const { answer } = await browser.signIn(claims(sub), { headers: { 'accept-language': 'en' } })
      expect(answer.statusCode).toBe(403)
      bodies.push(answer.body)
    }
    expect(bodies[0]).toBe(bodies[1])
  })
})

describe('too many failures from one address', () => {
  it('stop every sign-in from there with one and the same page, a good one too', async () => {
    const { browser } = await systemWith({})
    for (let times = 0; times < 30; times += 1) {
      expect((await browser.send('GET', '/auth/callback')).statusCode).toBe(400)
    }
    const english = { 'accept-language': 'en' }
    const start = await browser.send('GET', '/auth/sign-in', english)
    const back = await browser.send('GET', '/auth/callback?code=c&state=s', english)
    expect([start.statusCode, back.statusCode]).toEqual([429, 429])
    expect(start.body).toBe(back.body)
    expect(Number(start.headers['retry-after'])).toBeGreaterThan(0)
    expect(puppet.asked).toEqual([])
  })

  it('stop nobody elsewhere, and are counted for all processes', async () => {
    const [one, two] = [await systemWith({}), await systemWith({})]
    const shared = opened.slice(-2).map(({ app }) => puppetBrowser(app, puppet, '198.51.100.77'))
    for (let times = 0; times < 30; times += 1) await shared[times % 2]?.send('GET', '/auth/callback')
    for (const browser of shared) expect((await browser.send('GET', '/auth/sign-in')).statusCode).toBe(429)
    for (const { browser } of [one, two]) {
      expect((await browser.signIn(claims(USER.auditor))).answer.statusCode).toBe(303)
    }
  })
})

it('who signs in and out is written down, with the address and nothing personal', async () => {
  const { browser, house } = await systemWith({})
  await browser.signIn(claims(USER.betaEastAgent, { amr: ['pwd', 'otp', '<script>', 7] }), {
    headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
  })
  const { sessionId } = (await browser.send('GET', '/probe')).json().actor
  await browser.send('POST', '/auth/sign-out')
  const rows = await house.db
    .withTables<SecurityLogTables>()
    .selectFrom('security_log')
    .select(['type', 'outcome', 'actor_kind', 'actor_id', 'subject_id', 'address', 'detail'])
    .where('address', '=', `192.0.2.${turn}`)
    .orderBy('serial')
    .execute()
  expect(rows).toEqual([
    {
      ...{
        type: 'sign-in',
        outcome: 'done',
        actor_kind: 'staff',
        actor_id: USER.betaEastAgent,
        subject_id: null,
      },
      ...{ address: `192.0.2.${turn}`, detail: { session: sessionId, methods: ['pwd', 'otp'] } },
    },
    {
      ...{ type: 'sign-out', outcome: 'done', actor_kind: 'system', actor_id: 'sign-in' },
      ...{ subject_id: USER.betaEastAgent, address: `192.0.2.${turn}`, detail: { session: sessionId } },
    },
  ])
})
