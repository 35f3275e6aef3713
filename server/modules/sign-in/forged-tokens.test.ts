import { createHmac } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { exportSPKI } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { House } from '../../platform/context.ts'
import type { SecurityLogTables } from '../../platform/security-log/tables.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { bareToken, type PuppetIdentity, startPuppetIdentity } from '../../test/puppet-identity.ts'
import { signInApp } from '../../test/sign-in-app.ts'
import { settleWorld, USER } from '../../test/world-network.ts'

/* An ID token is believed only where all of it fits. Each trick is tried beside the good token that it is made of. */

const publicUrl = 'http://127.0.0.1:3400'
let database: TestDatabase
let house: House
let app: FastifyInstance
let puppet: PuppetIdentity
let address = 0

beforeAll(async () => {
  puppet = await startPuppetIdentity()
  database = await createTestDatabase()
  house = openHouse(database, { ...puppet.settings, PUBLIC_URL: publicUrl, TRUSTED_HOPS: '1' })
  app = signInApp(house)
  await ask(house, settleWorld)
})
beforeEach(() => {
  puppet.reset()
  // Each test comes from elsewhere, so that failures do not add up.
  address += 1
})
afterAll(async () => {
  await app?.close()
  await house?.db.destroy()
  await database?.drop()
  await puppet?.stop()
})

type Headers = Record<string, string>
const get = (url: string, headers: Headers = {}) =>
  app.inject({ url, remoteAddress: `192.0.2.${address}`, headers: { host: '127.0.0.1:3400', ...headers } })
const cookieOf = (answer: LightMyRequestResponse, name: string) =>
  answer.cookies.find((cookie) => cookie.name === name)?.value

/** Our sign-in, up to the moment at which the browser is with the provider. */
async function begin() {
  const started = await get('/auth/sign-in')
  const asked = new URL(started.headers.location as string).searchParams
  const [state, nonce] = [asked.get('state') ?? '', asked.get('nonce') ?? '']
  return { state, nonce, asked, cookie: `ic_flow=${cookieOf(started, 'ic_flow')}` }
}
type Begun = Awaited<ReturnType<typeof begin>>
const comeBack = ({ state, cookie }: Begun, more: Headers = {}) => {
  const query = { code: 'a-code', state, iss: puppet.issuer, ...more }
  const kept = Object.entries(query).filter(([, value]) => value !== '')
  return get(`/auth/callback?${new URLSearchParams(kept)}`, { cookie })
}
const good = ({ nonce }: Begun, more: Record<string, unknown> = {}) =>
  puppet.idClaims(nonce, USER.alphaManager, new Date(), more)
const opened = (answer: LightMyRequestResponse) =>
  answer.statusCode === 303 && Boolean(cookieOf(answer, 'ic_staff'))
/** Of this test's address: a refusal that repeats is written once a minute. */
const refusals = async () =>
  house.db
    .withTables<SecurityLogTables>()
    .selectFrom('security_log')
    .select(['type', 'detail'])
    .where('outcome', '=', 'refused')
    .where('address', '=', `192.0.2.${address}`)
    .execute()

describe('an ID token', () => {
  it('that fits opens a session', async () => {
    const begun = await begin()
    puppet.says.idToken = await puppet.sign(good(begun))
    expect(opened(await comeBack(begun))).toBe(true)
  })

  type Trick = (begun: Begun) => Promise<string>
  const claims = (more: Record<string, unknown>, header = {}): Trick => {
    return async (begun) => puppet.sign(good(begun, more), header)
  }
  const now = () => Math.floor(Date.now() / 1000)
  const tricks: Record<string, Trick> = {
    'without a signature (alg none)': async (begun) => bareToken({ alg: 'none' }, good(begun)),
    'without a signature (alg None)': async (begun) => bareToken({ alg: 'None', kid: 'known' }, good(begun)),
    'signed with the public key as if it were a secret (HS256)': async (begun) => {
      const unsigned = bareToken({ alg: 'HS256', kid: 'known' }, good(begun)).slice(0, -1)
      const secret = await exportSPKI(puppet.publicKey)
      return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`
    },
    'signed with our own client secret (HS256)': async (begun) => {
      const unsigned = bareToken({ alg: 'HS256' }, good(begun)).slice(0, -1)
      const secret = 'a-secret-of-the-tests'
      return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`
    },
    "signed by a stranger in the known key's name": async (begun) =>
      puppet.sign(good(begun), {}, puppet.strangersKey),
    'of an unknown key': async (begun) => puppet.sign(good(begun), { kid: 'unknown' }, puppet.strangersKey),
    'that brings its own key (jwk)': async (begun) =>
      puppet.sign(good(begun), { jwk: puppet.strangersJwk, kid: 'mine' }, puppet.strangersKey),
    'that says where its key is (jku)': async (begun) =>
      puppet.sign(good(begun), { jku: `${puppet.issuer}/evil-keys`, kid: 'mine' }, puppet.strangersKey),
    'that says where its certificate is (x5u)': async (begun) =>
      puppet.sign(good(begun), { x5u: `${puppet.issuer}/evil-cert`, kid: 'mine' }, puppet.strangersKey),
    'that needs an extension that we do not know (crit)': async (begun) =>
      bareToken({ alg: 'RS256', kid: 'known', crit: ['x'], x: 1 }, good(begun), 'AAAA'),
    'with a changed payload': async (begun) => {
      const [header, , signature] = (await puppet.sign(good(begun))).split('.')
      const other = bareToken({}, good(begun, { sub: USER.admin })).split('.')[1]
      return `${header}.${other}.${signature}`
    },
    'of another issuer': claims({ iss: 'https://evil.example' }),
    'for another client': claims({ aud: 'another' }),
    'for several, given to another (azp)': claims({ aud: ['interchange', 'another'], azp: 'another' }),
    'for several, given to nobody': claims({ aud: ['interchange', 'another'] }),
    "with another sign-in's nonce": claims({ nonce: 'another' }),
    'without a nonce': claims({ nonce: undefined }),
    'that has expired': async (begun) => puppet.sign(good(begun, { iat: now() - 7200, exp: now() - 3600 })),
    'of the future': async (begun) => puppet.sign(good(begun, { iat: now() + 600, exp: now() + 1200 })),
    'that is not valid yet': async (begun) => puppet.sign(good(begun, { nbf: now() + 600 })),
    'without an end': claims({ exp: undefined }),
    'about nobody': claims({ sub: undefined }),
    'about an empty name': claims({ sub: '' }),
    'that is no token': async () => 'x.y.z',
  }

  it.each(Object.entries(tricks))('%s opens nothing', async (_, trick) => {
    const begun = await begin()
    puppet.says.idToken = await trick(begun)
    const answer = await comeBack(begun)
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(cookieOf(answer, 'ic_staff')).toBeUndefined()
    // Only the addresses that the provider's own metadata names were ever asked.
    const known = ['/.well-known/openid-configuration', '/keys', '/token', '/userinfo']
    expect(puppet.asked.map(({ path }) => path).filter((path) => !known.includes(path))).toEqual([])
    expect(await refusals()).toMatchObject([
      { type: 'sign-in', detail: { reason: expect.stringMatching(/^(not-confirmed|claim-missing)$/) } },
    ])
  })

  it('of a provider that lists weak algorithms is still checked with its public key', async () => {
    const listed = ['RS256', 'HS256', 'none']
    const weak = openHouse(database, { ...puppet.settings, PUBLIC_URL: publicUrl })
    const other = signInApp(weak)
    puppet.says.metadata = { id_token_signing_alg_values_supported: listed }
    for (const alg of ['none', 'HS256', 'RS256']) {
      const started = await other.inject({ url: '/auth/sign-in', headers: { host: '127.0.0.1:3400' } })
      const asked = new URL(started.headers.location as string).searchParams
      const begun = { state: asked.get('state') ?? '', nonce: asked.get('nonce') ?? '', asked, cookie: '' }
      const unsigned = bareToken({ alg }, good(begun)).slice(0, -1)
      const mac = createHmac('sha256', 'a-secret-of-the-tests').update(unsigned).digest('base64url')
      // The last is good: it shows that the others failed for their signature.
      puppet.says.idToken =
        alg === 'RS256' ? await puppet.sign(good(begun)) : `${unsigned}.${alg === 'none' ? '' : mac}`
      const query = new URLSearchParams({ code: 'c', state: begun.state, iss: puppet.issuer })
      const headers = { host: '127.0.0.1:3400', cookie: `ic_flow=${cookieOf(started, 'ic_flow')}` }
      const answer = await other.inject({ url: `/auth/callback?${query}`, headers })
      expect(answer.statusCode, alg).toBe(alg === 'RS256' ? 303 : 400)
    }
    await other.close()
    await weak.db.destroy()
  })
})

describe('the answer of another Identity System (mix-up)', () => {
  it.each<[string, Headers]>([
    ['that names itself', { iss: 'https://evil.example' }],
    ['that names nobody, where ours always does', { iss: '' }],
    ['whose name only begins like ours', { iss: 'SELF/' }],
  ])('%s is refused before the code goes anywhere', async (_, more) => {
    const begun = await begin()
    puppet.says.idToken = await puppet.sign(good(begun))
    const iss = more.iss === 'SELF/' ? `${puppet.issuer}/` : (more.iss ?? '')
    expect((await comeBack(begun, { iss })).statusCode).toBe(400)
    expect(puppet.asked.some(({ path }) => path === '/token')).toBe(false)
  })

  it('that was asked before the settings named another is refused', async () => {
    const begun = await begin()
    const moved = openHouse(database, {
      ...puppet.settings,
      OIDC_ISSUER: 'https://new.example',
      PUBLIC_URL: publicUrl,
    })
    const other = signInApp(moved)
    const url = `/auth/callback?${new URLSearchParams({ code: 'c', state: begun.state })}`
    const answer = await other.inject({ url, headers: { host: '127.0.0.1:3400', cookie: begun.cookie } })
    expect(answer.statusCode).toBe(400)
    await other.close()
    await moved.db.destroy()
  })

  it('whose metadata names another issuer is not believed', async () => {
    const liar = openHouse(database, { ...puppet.settings, PUBLIC_URL: publicUrl })
    const other = signInApp(liar)
    puppet.says.metadata = { issuer: 'https://evil.example' }
    const answer = await other.inject({ url: '/auth/sign-in', headers: { host: '127.0.0.1:3400' } })
    expect(answer.statusCode).toBe(503)
    await other.close()
    await liar.db.destroy()
  })
})

describe('an answer', () => {
  it('counts once, even where the provider would take the code twice and both come at once', async () => {
    const begun = await begin()
    puppet.says.idToken = await puppet.sign(good(begun))
    const answers = await Promise.all([comeBack(begun), comeBack(begun), comeBack(begun)])
    expect(answers.filter(opened)).toHaveLength(1)
    expect(opened(await comeBack(begun))).toBe(false)
    expect(await refusals()).toContainEqual(expect.objectContaining({ detail: { reason: 'replayed' } }))
  })

  it.each<[string, (begun: Begun) => string]>([
    ['state twice', ({ state }) => `code=c&state=${state}&state=other&iss=ISS`],
    ['code twice', ({ state }) => `code=c&code=d&state=${state}&iss=ISS`],
    ['an ID token in the address', ({ state }) => `id_token=x.y.z&state=${state}&iss=ISS`],
    ['nothing but its state', ({ state }) => `state=${state}&iss=ISS`],
  ])('with %s is refused', async (_, query) => {
    const begun = await begin()
    puppet.says.idToken = await puppet.sign(good(begun))
    const url = `/auth/callback?${query(begun).replace('ISS', encodeURIComponent(puppet.issuer))}`
    expect((await get(url, { cookie: begun.cookie })).statusCode).toBe(400)
  })
})

it('asks with PKCE, state and nonce of its own each time', async () => {
  const [one, two] = [await begin(), await begin()]
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(one.asked.get(name), name).toMatch(/^[\w-]{43}$/)
    expect(one.asked.get(name), name).not.toBe(two.asked.get(name))
  }
  expect(Object.fromEntries(one.asked)).toMatchObject({
    ...{ response_type: 'code', code_challenge_method: 'S256', scope: 'openid', max_age: '604800' },
    redirect_uri: `${publicUrl}/auth/callback`,
  })
})
