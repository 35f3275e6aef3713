import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { House } from '../../platform/context.ts'
import type { SecurityLogTables } from '../../platform/security-log/tables.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { type PuppetIdentity, startPuppetIdentity } from '../../test/puppet-identity.ts'
import { PUPPET_ORIGIN, puppetBrowser } from '../../test/puppet-sign-in.ts'
import { signInApp } from '../../test/sign-in-app.ts'
import { settleWorld, USER } from '../../test/world-network.ts'

const MINUTE = 60_000
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

/** Claims of a person who proved who they are so long ago; the token itself is of now. */
const proved = (sub: string, ago = 0, more: Record<string, unknown> = {}) => {
  const auth_time = Math.floor((house.clock().getTime() - ago) / 1000)
  return (nonce: string) => puppet.idClaims(nonce, sub, new Date(), { auth_time, amr: ['pwd'], ...more })
}
async function signedIn(userId: string = USER.admin, ago = 0, address = '192.0.2.1') {
  const browser = puppetBrowser(app, puppet, address)
  const { answer } = await browser.signIn(proved(userId, ago))
  expect(answer.statusCode).toBe(303)
  return browser
}
type Browser = Awaited<ReturnType<typeof signedIn>>
const STEP_UP = { query: '?stepUp=1&returnTo=/staff/settings%3Ftab%3Droles' }
const who = async (browser: Browser) => (await browser.send('GET', '/probe')).json().actor
const ageOfProof = async (browser: Browser) =>
  Math.round((house.clock().getTime() - Date.parse((await who(browser)).authenticatedAt)) / MINUTE)
const lastLine = async () =>
  house.db
    .withTables<SecurityLogTables>()
    .selectFrom('security_log')
    .select(['type', 'outcome', 'actor_kind', 'actor_id', 'detail', 'address', 'subject_id'])
    .orderBy('serial', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()

const refusals = async () =>
  house.db
    .withTables<SecurityLogTables>()
    .selectFrom('security_log')
    .select(['type', 'detail'])
    .where('outcome', '=', 'refused')
    .execute()

describe('the time of the proof', () => {
  it('is what the Identity System says, however young the session is', async () => {
    expect(await ageOfProof(await signedIn(USER.admin, 90 * MINUTE))).toBe(90)
  })

  it('is unknown where it says nothing', async () => {
    const browser = puppetBrowser(app, puppet)
    await browser.signIn(proved(USER.admin, 0, { auth_time: undefined }))
    expect((await who(browser)).kind).toBe('staff')
    expect((await who(browser)).authenticatedAt).toBeUndefined()
  })

  it('is never in the future', async () => {
    expect(await ageOfProof(await signedIn(USER.admin, -60 * MINUTE))).toBe(0)
  })
})

describe('confirming again', () => {
  it('asks for the password and for a fresh proof, and raises the session that there is', async () => {
    const browser = await signedIn(USER.admin, 90 * MINUTE)
    const before = { value: browser.kept.get('ic_staff'), actor: await who(browser) }
    const { asked, answer } = await browser.signIn(proved(USER.admin, 0, { amr: ['pwd', 'otp'] }), STEP_UP)
    expect(asked.get('prompt')).toBe('login')
    expect(asked.get('max_age')).toBe('60')
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(`${PUPPET_ORIGIN}/staff/settings?tab=roles`)
    expect((await who(browser)).sessionId).toBe(before.actor.sessionId)
    expect(await ageOfProof(browser)).toBe(0)
    // Whoever had the cookie of before does not rise along.
    expect(browser.kept.get('ic_staff')).not.toBe(before.value)
    const thief = puppetBrowser(app, puppet)
    thief.kept.set('ic_staff', before.value ?? '')
    expect(await who(thief)).toEqual({ kind: 'nobody' })
    expect(await lastLine()).toMatchObject({
      ...{
        type: 'step-up',
        outcome: 'done',
        actor_kind: 'staff',
        actor_id: USER.admin,
        address: '192.0.2.1',
      },
      detail: { session: before.actor.sessionId, methods: ['pwd', 'otp'] },
    })
  })

  it('does not make the session longer', async () => {
    const browser = await signedIn()
    late = 100 * 60 * MINUTE
    for (let hour = 0; hour < 100; hour += 10) {
      late = hour * 60 * MINUTE
      expect((await who(browser)).kind).toBe('staff')
    }
    late = 100 * 60 * MINUTE
    const { answer } = await browser.signIn(proved(USER.admin), STEP_UP)
    expect(answer.statusCode).toBe(303)
    const cookie = answer.cookies.find(({ name }) => name === 'ic_staff') as { maxAge?: number } | undefined
    expect(cookie?.maxAge).toBeGreaterThan(67 * 3600)
    expect(cookie?.maxAge).toBeLessThanOrEqual(68 * 3600)
  })

  it.each<[string, () => ReturnType<typeof proved>, string]>([
    ['an old proof', () => proved(USER.admin, 2 * MINUTE), 'proof-not-fresh'],
    ['no word about its time', () => proved(USER.admin, 0, { auth_time: undefined }), 'proof-not-fresh'],
    ['somebody else', () => proved(USER.coordinator), 'other-session'],
    ['somebody unknown', () => proved('a-stranger'), 'unknown-user'],
  ])('with %s changes nothing', async (_, claims, reason) => {
    const browser = await signedIn(USER.admin, 90 * MINUTE, '192.0.2.77')
    const before = browser.kept.get('ic_staff')
    const { answer } = await browser.signIn(claims(), STEP_UP)
    expect([400, 403]).toContain(answer.statusCode)
    expect(browser.kept.get('ic_staff')).toBe(before)
    expect(await ageOfProof(browser)).toBe(90)
    expect(await refusals()).toContainEqual({ type: 'step-up', detail: { reason } })
  })

  it('in a browser whose session is another by now changes neither', async () => {
    const [one, two] = [await signedIn(USER.admin, 90 * MINUTE), await signedIn(USER.admin, 80 * MINUTE)]
    const started = await one.send('GET', '/auth/sign-in?stepUp=1')
    const asked = new URL(String(started.headers.location)).searchParams
    puppet.says.idToken = await puppet.sign(proved(USER.admin)(asked.get('nonce') ?? ''))
    const back = new URLSearchParams({ code: 'c', state: asked.get('state') ?? '', iss: puppet.issuer })
    two.kept.set('ic_flow', one.kept.get('ic_flow') ?? '')
    expect((await two.send('GET', `/auth/callback?${back}`)).statusCode).toBe(403)
    expect([await ageOfProof(one), await ageOfProof(two)]).toEqual([90, 80])
  })

  it('after the session has ended is refused', async () => {
    const browser = await signedIn(USER.admin, 90 * MINUTE)
    const value = browser.kept.get('ic_staff') ?? ''
    const started = await browser.send('GET', '/auth/sign-in?stepUp=1')
    const asked = new URL(String(started.headers.location)).searchParams
    await browser.send('POST', '/auth/sign-out')
    browser.kept.set('ic_staff', value)
    puppet.says.idToken = await puppet.sign(proved(USER.admin)(asked.get('nonce') ?? ''))
    const back = new URLSearchParams({ code: 'c', state: asked.get('state') ?? '', iss: puppet.issuer })
    expect((await browser.send('GET', `/auth/callback?${back}`)).statusCode).toBe(403)
    expect(await who(browser)).toEqual({ kind: 'nobody' })
  })

  it('without a session is a sign-in like any other', async () => {
    const browser = puppetBrowser(app, puppet)
    const { asked, answer } = await browser.signIn(proved(USER.admin, 30 * MINUTE), STEP_UP)
    expect(asked.get('prompt')).toBeNull()
    expect(answer.statusCode).toBe(303)
    expect(await ageOfProof(browser)).toBe(30)
  })
})
