import { generateKeyPairSync } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { House } from '../../platform/context.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import {
  type PlatformSimulator,
  startPlatformSimulator,
} from '../../test/platform-identity/platform-simulator.ts'
import {
  accessClaims,
  ISSUER,
  platformKeys,
  signHmac,
  signRs256,
  USER_CLAIM,
  unsigned,
} from '../../test/platform-identity/platform-tokens.ts'
import { signInApp } from '../../test/sign-in-app.ts'
import { applySnapshot } from '../directory/index.ts'
import { mapNetwork } from '../directory/platform-feed/map-network.ts'
import type { PlatformLists } from '../directory/platform-feed/platform-lists.ts'
import { PlatformMapping } from '../directory/platform-feed/platform-mapping.ts'

const publicUrl = 'https://support.distributor.example'
const pem = platformKeys.publicKey.export({ type: 'spki', format: 'pem' }).toString()
const MANAGER = 'uMan2'
const FORMER = 'uFor4'
let platform: PlatformSimulator
let database: TestDatabase
let house: House
let app: FastifyInstance
let late = 0
/** Each test comes from its own, as failures are counted by address. */
let address = ''
let tests = 0

beforeAll(async () => {
  const now = () => Date.now() + late
  platform = await startPlatformSimulator({ now })
  platform.app.redirectUri = `${publicUrl}/auth/platform`
  database = await createTestDatabase()
  const settings = {
    ...{ SIGN_IN: 'platform', PLATFORM_URL: `${platform.url}/`, PLATFORM_FRONT_END: 'http://front.example/' },
    ...{ PLATFORM_APP_ID: 'interchange', PLATFORM_PUBLIC_KEY: pem, PLATFORM_ISSUER: ISSUER },
  }
  house = { ...openHouse(database, settings), clock: () => new Date(now()) }
  app = signInApp(house)
  const { snapshot } = mapNetwork(
    platform.network as unknown as PlatformLists,
    PlatformMapping.parse({}),
    '2026-11-22',
  )
  const cities = snapshot.cities.map((city) => ({ ...city, timeZone: 'Asia/Baghdad' }))
  await ask(house, (ctx) => applySnapshot(ctx, { ...snapshot, cities }))
})
beforeEach(() => {
  late = 0
  address = `203.0.113.${++tests}`
  platform.mood.forge = null
})
afterAll(async () => {
  await app?.close()
  await house?.db.destroy()
  await database?.drop()
  await platform?.close()
})

const get = (url: string, cookie = '') =>
  app.inject({
    url,
    remoteAddress: address,
    headers: { host: new URL(publicUrl).host, ...(cookie ? { cookie } : {}) },
  })
const cookieIn = (answer: LightMyRequestResponse, name: string) =>
  answer.cookies.find((cookie) => cookie.name === `__Host-ic_${name}`)?.value
const whoIs = async (answer: LightMyRequestResponse) =>
  (await get('/probe', `__Host-ic_staff=${cookieIn(answer, 'staff')}`)).json().actor

/** From our sign-in to the moment at which the platform sends the browser back. */
async function comeBack(userId = MANAGER, query = '') {
  const started = await get(`/auth/sign-in${query}`)
  const asked = started.headers.location as string
  const back = new URL(await platform.allow(asked, userId))
  return {
    asked,
    flow: `__Host-ic_flow=${cookieIn(started, 'flow')}`,
    back,
    path: `${back.pathname}${back.search}`,
  }
}
const claims = (more: object = {}) => ({
  ...accessClaims(platform.network.User?.[1] as never, {
    external: true,
    expires: Math.floor(Date.now() / 1000) + 600,
  }),
  ...more,
})
async function signInWith(token: string, Flow = 0) {
  platform.mood.forge = () => ({ Token: token, Flow })
  const { flow, path } = await comeBack()
  return get(path, flow)
}

describe('signing in at the platform', () => {
  it('leads to its pages with a challenge, and back to where they wanted to go, as themselves', async () => {
    const { asked, flow, path } = await comeBack(MANAGER, '?returnTo=/staff/tickets%3Fview%3Dmine')
    const there = new URL(asked)
    expect(`${there.origin}${there.pathname}`).toBe('http://front.example/Identity/Auth/AuthCode')
    expect(Object.fromEntries(there.searchParams)).toEqual({
      ...{ AppId: 'interchange', CodeChallenge: expect.stringMatching(/^[0-9a-f]{128}$/) },
      ReturnUrl: expect.stringMatching(/^\/signed-in\/[\w-]{43}$/),
    })
    const answer = await get(path, flow)
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(`${publicUrl}/staff/tickets?view=mine`)
    expect(await whoIs(answer)).toMatchObject({ kind: 'staff', userId: MANAGER, companyId: 'alpha' })
    expect(cookieIn(answer, 'hint')).toBeUndefined()
  })

  it('knows nobody who may not work, and nobody whom the directory does not have', async () => {
    const { flow, path } = await comeBack(MANAGER)
    Object.assign(platform.network.User?.[3] ?? {}, { IsActive: true })
    const former = await comeBack(FORMER)
    expect((await get(former.path, former.flow)).statusCode).toBe(403)
    platform.mood.forge = () => ({
      Token: signRs256(claims({ [USER_CLAIM]: 'uNew9' }), platform.privateKey),
      Flow: 0,
    })
    expect((await get(path, flow)).statusCode).toBe(403)
  })

  it('signs out to our own page, as there is no other', async () => {
    const answer = await app.inject({
      ...{ method: 'POST', url: '/auth/sign-out' },
      headers: { host: new URL(publicUrl).host, 'sec-fetch-site': 'same-origin', accept: 'application/json' },
    })
    expect(answer.json()).toEqual({ redirectTo: `${publicUrl}/staff` })
  })

  it('has neither the callback nor the logout of OpenID Connect', async () => {
    expect((await get('/auth/callback?code=x')).statusCode).toBe(404)
    expect((await app.inject({ method: 'POST', url: '/auth/back-channel-logout' })).statusCode).toBe(404)
  })

  it('reads an answer in camelCase as well', async () => {
    const other = await startPlatformSimulator({ casing: 'camel' })
    other.app.redirectUri = `${publicUrl}/auth/platform`
    const signIn = { ...house.config.signIn, url: other.url }
    const second = signInApp({ ...house, config: { ...house.config, signIn: signIn as never } })
    try {
      const headers = { host: new URL(publicUrl).host }
      const started = await second.inject({ url: '/auth/sign-in', headers })
      const back = new URL(await other.allow(started.headers.location as string, MANAGER))
      const cookie = `__Host-ic_flow=${cookieIn(started, 'flow')}`
      const answer = await second.inject({
        url: `${back.pathname}${back.search}`,
        headers: { ...headers, cookie },
      })
      expect(answer.statusCode).toBe(303)
    } finally {
      await second.close()
      await other.close()
    }
  })
})

describe('nobody gets in by', () => {
  const nobody = (answer: LightMyRequestResponse, status = 400) => {
    expect(answer.statusCode).toBe(status)
    expect(cookieIn(answer, 'staff')).toBeUndefined()
  }

  it('a browser that did not begin it (an attacker’s code, sent to a victim)', async () => {
    const attacker = await comeBack()
    nobody(await get(attacker.path))
    const victim = await get('/auth/sign-in')
    nobody(await get(attacker.path, `__Host-ic_flow=${cookieIn(victim, 'flow')}`))
  })

  it('another’s code under one’s own state: the verifier is not the one it was asked with', async () => {
    const attacker = await comeBack()
    const victim = await comeBack()
    const mixed = new URL(victim.back)
    mixed.searchParams.set('AuthCode', attacker.back.searchParams.get('AuthCode') ?? '')
    nobody(await get(`${mixed.pathname}${mixed.search}`, victim.flow))
  })

  it('a code that was used, in the same browser or not', async () => {
    const { flow, path, back } = await comeBack()
    expect((await get(path, flow)).statusCode).toBe(303)
    nobody(await get(path, flow))
    const again = await comeBack()
    const replayed = new URL(again.back)
    replayed.searchParams.set('AuthCode', back.searchParams.get('AuthCode') ?? '')
    nobody(await get(`${replayed.pathname}${replayed.search}`, again.flow))
  })

  it('a code that is too old, or a flow that is', async () => {
    const code = await comeBack()
    late = 5 * 60_000
    nobody(await get(code.path, code.flow))
    const flow = await comeBack()
    late += 15 * 60_000
    nobody(await get(flow.path, flow.flow))
  })

  it.each([
    ['no code', (query: URLSearchParams) => query.delete('AuthCode')],
    ['two codes', (query: URLSearchParams) => query.append('AuthCode', 'x')],
    ['no ReturnUrl', (query: URLSearchParams) => query.delete('ReturnUrl')],
    ['a ReturnUrl elsewhere', (query: URLSearchParams) => query.set('ReturnUrl', 'https://evil.example/')],
    ['two ReturnUrls', (query: URLSearchParams) => query.append('ReturnUrl', 'https://evil.example/')],
  ])('an answer with %s', async (_, change) => {
    const { flow, back } = await comeBack()
    change(back.searchParams)
    const answer = await get(`${back.pathname}${back.search}`, flow)
    nobody(answer)
    expect(answer.headers.location).toBeUndefined()
  })

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/auth/sign-in'])(
    'and nobody is led to %s',
    async (wanted) => {
      const { flow, path } = await comeBack(MANAGER, `?returnTo=${encodeURIComponent(wanted)}`)
      expect((await get(path, flow)).headers.location).toBe(`${publicUrl}/staff`)
    },
  )

  const second = (name: string) => Math.floor(Date.now() / 1000) + (name === 'expired' ? -1 : 600)
  const tricks: [string, () => string][] = [
    ['without a signature', () => unsigned(claims())],
    ['signed with the public key as a secret', () => signHmac(claims(), pem, 256)],
    [
      'signed with the public key’s DER as a secret',
      () => signHmac(claims(), platformKeys.publicKey.export({ type: 'spki', format: 'der' }), 512),
    ],
    ['signed with another key', () => signRs256(claims(), otherKey)],
    [
      'that brings its own key',
      () =>
        signRs256(claims(), otherKey, {
          jwk: otherPublic.export({ format: 'jwk' }),
          jku: 'http://evil.example',
        }),
    ],
    ['of another issuer', () => signRs256(claims({ iss: 'evil' }), platformKeys.privateKey)],
    ['of no issuer', () => signRs256(claims({ iss: undefined }), platformKeys.privateKey)],
    [
      'that has expired a second ago',
      () => signRs256(claims({ exp: second('expired') }), platformKeys.privateKey),
    ],
    ['that never expires', () => signRs256(claims({ exp: undefined }), platformKeys.privateKey)],
    ['of nobody', () => signRs256(claims({ [USER_CLAIM]: undefined }), platformKeys.privateKey)],
    ['of two people', () => signRs256(claims({ [USER_CLAIM]: [MANAGER, 'uBos1'] }), platformKeys.privateKey)],
    [
      'for changing a password',
      () => signRs256(claims({ TokenPurpose: 'ChangePassword' }), platformKeys.privateKey),
    ],
    ['that is none', () => 'token'],
  ]
  const { privateKey: otherKey, publicKey: otherPublic } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  it('(while one that is as it should be is let in)', async () => {
    expect((await signInWith(signRs256(claims(), platformKeys.privateKey))).statusCode).toBe(303)
  })

  it.each(tricks)('a token %s', async (_, forge) => nobody(await signInWith(forge())))

  it.each([1, 2, 3])('a token of flow %i', async (flow) => {
    nobody(await signInWith(signRs256(claims(), platformKeys.privateKey), flow))
  })

  it('a platform that is not there', async () => {
    const { flow, path } = await comeBack()
    const signIn = { ...house.config.signIn, url: 'http://127.0.0.1:1' }
    const second = signInApp({ ...house, config: { ...house.config, signIn: signIn as never } })
    const headers = { host: new URL(publicUrl).host, cookie: flow }
    nobody(await second.inject({ url: path, headers }))
    await second.close()
  })
})
