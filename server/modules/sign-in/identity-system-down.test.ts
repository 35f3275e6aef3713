import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { House } from '../../platform/context.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { type PuppetIdentity, startPuppetIdentity } from '../../test/puppet-identity.ts'
import { PUPPET_ORIGIN, puppetBrowser } from '../../test/puppet-sign-in.ts'
import { signInApp } from '../../test/sign-in-app.ts'
import { settleWorld, USER } from '../../test/world-network.ts'

/* One story in order: the Identity System answers, and then it does not. */

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
afterAll(async () => {
  await app?.close()
  await house?.db.destroy()
  await database?.drop()
})

const claims = (nonce: string) => puppet.idClaims(nonce, USER.alphaManager, new Date())
const times = (path: string) => puppet.asked.filter((one) => one.path === path).length

it('is asked about itself once in a while, not for each sign-in', async () => {
  for (let count = 0; count < 5; count += 1) await puppetBrowser(app, puppet).signIn(claims)
  expect(times('/.well-known/openid-configuration')).toBe(1)
  expect(times('/keys')).toBe(1)
  late = 16_000
  await puppetBrowser(app, puppet).signIn(claims)
  expect(times('/.well-known/openid-configuration')).toBe(2)
  // Its keys are kept over that.
  expect(times('/keys')).toBe(1)
})

it('may be gone: whoever is signed in works on, and signing in says what is wrong', async () => {
  const browser = puppetBrowser(app, puppet)
  expect((await browser.signIn(claims)).answer.statusCode).toBe(303)
  const begun = await puppetBrowser(app, puppet).send('GET', '/auth/sign-in')
  await puppet.stop()

  late += 60_000
  expect((await browser.send('GET', '/probe')).json().actor.userId).toBe(USER.alphaManager)
  const stranger = await puppetBrowser(app, puppet).send('GET', '/auth/sign-in', { 'accept-language': 'en' })
  expect(stranger.statusCode).toBe(503)
  expect(stranger.body).toContain('The Identity System cannot be reached')
  // Who tries again keeps the session that there is.
  expect((await browser.send('GET', '/auth/sign-in?stepUp=1')).statusCode).toBe(503)
  expect((await browser.send('GET', '/probe')).json().actor.kind).toBe('staff')
  // A sign-in that was under way comes to nothing, in our own words.
  const state = new URL(String(begun.headers.location)).searchParams.get('state') ?? ''
  const query = new URLSearchParams({ code: 'c', state, iss: puppet.issuer })
  const flow = String(begun.headers['set-cookie']).split(';')[0] ?? ''
  const back = await app.inject({
    url: `/auth/callback?${query}`,
    headers: { host: '127.0.0.1:3400', cookie: flow },
  })
  expect(back.statusCode).toBe(400)
  // Signing out ends the session here, and goes home where there is nobody to send it on to.
  late += 3_600_000
  const out = await browser.send('POST', '/auth/sign-out', { accept: 'application/json' })
  expect(out.statusCode).toBe(200)
  expect((await browser.send('GET', '/probe')).json().actor).toEqual({ kind: 'nobody' })
})
