import { SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../test/placed-ticket.ts'
import { inquiry, openTestApp, type TestApp } from '../../test/test-app.ts'
import { startTokenIssuer, type TokenIssuer } from '../../test/token-issuer.ts'
import { COMPANY, USER } from '../../test/world-network.ts'
import { createClient } from './index.ts'

let issuer: TokenIssuer
let world: TestApp
beforeAll(async () => {
  issuer = await startTokenIssuer()
  world = await openTestApp([], { OAUTH_ISSUER: issuer.issuer })
  await world.asSystem((ctx) =>
    createClient(ctx, {
      ...{ name: 'Alpha app', kind: 'mobile-app', companyId: COMPANY.alpha, oauthClientId: 'alpha-app' },
      scopes: ['tickets.create', 'tickets.read'],
    }),
  )
})
afterAll(async () => {
  await world.close()
  await issuer.close()
})

type More = Parameters<TokenIssuer['token']>[2]
const good = (more: More = {}) => issuer.token('alpha-app', world.now(), more)
const status = async (token: string) => (await world.bearer(token).get('/tickets')).status

describe('an access token by client credentials', () => {
  it('is its client: it creates as that company’s system, and may do no more than token and record say', async () => {
    const made = must(await world.bearer(await good()).post('/tickets', inquiry()))
    const admin = await world.staff(USER.admin)
    const seen = must(await admin.get(`/tickets/${made.body.id}`)).body
    expect(JSON.stringify(seen)).toContain('Alpha app')
    const narrow = world.bearer(await good({ claims: { scope: 'tickets.create' } }))
    const refused = await narrow.get('/tickets')
    expect(refused.status).toBe(403)
    expect(refused.headers['www-authenticate']).toBe('Bearer error="insufficient_scope"')
    // The token says so, the record does not.
    expect((await world.bearer(await good()).get('/network/branches')).status).toBe(403)
    expect((await narrow.post('/tickets', inquiry())).status).toBe(201)
  })

  it.each<[string, More]>([
    ['is an ID token', { header: { typ: 'JWT' } }],
    ['has no type', { header: { typ: undefined as never } }],
    ['is of another issuer', { claims: { iss: 'https://evil.example' } }],
    ['is for somebody else', { claims: { aud: 'https://elsewhere.example' } }],
    ['has expired', { claims: { exp: 1_000_000_000 } }],
    ['is from the future', { claims: { iat: 4_000_000_000, exp: 4_000_000_600 } }],
    ['is older than a day, whatever its end', { claims: { iat: 1_700_000_000 } }],
    ['is of a person', { claims: { sub: 'alpha-manager' } }],
    ['is of a client that nobody knows', { claims: { sub: 'other', client_id: 'other' } }],
    ['has no end', { without: ['exp'] }],
    ['has no id', { without: ['jti'] }],
    ['has no client', { without: ['client_id'] }],
    ['names a key that is not published', { header: { kid: 'made-up' } }],
  ])('is refused where it %s', async (_, more) => {
    expect(await status(await good())).toBe(200)
    const answer = await world.bearer(await good(more)).get('/tickets')
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
  })

  it('is refused with the tricks of JSON web tokens', async () => {
    const whole = await good()
    const [, payload = ''] = whole.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const { exportSPKI, exportJWK, generateKeyPair } = await import('jose')
    const publicKey = issuer.publicKey()
    const own = await generateKeyPair('RS256', { extractable: true })
    if (!publicKey) throw new Error('no key')
    const secret = new TextEncoder().encode(await exportSPKI(publicKey))
    const signed = (header: Record<string, unknown>, key: Parameters<SignJWT['sign']>[0]) =>
      new SignJWT(claims).setProtectedHeader({ typ: 'at+jwt', ...header } as never).sign(key)
    const tricks = {
      none: new UnsecuredJWT(claims).encode(),
      symmetric: await signed({ alg: 'HS256' }, secret),
      'own key inside': await signed({ alg: 'RS256', jwk: await exportJWK(own.publicKey) }, own.privateKey),
      'own key elsewhere': await signed({ alg: 'RS256', jku: 'https://evil.example/keys' }, own.privateKey),
      'another key': await signed({ alg: 'RS256' }, own.privateKey),
      'changed payload': whole.replace(
        payload,
        Buffer.from(JSON.stringify({ ...claims, scope: 'all' })).toString('base64url'),
      ),
    }
    for (const [name, token] of Object.entries(tricks)) {
      expect([name, await status(token)]).toEqual([name, 401])
    }
  })

  it('goes on while the Identity System is away, and does not ask it for each made-up key', async () => {
    expect(await status(await good())).toBe(200)
    issuer.stop()
    expect(await status(await good())).toBe(200)
    issuer.start()
    const before = issuer.asked()
    for (let i = 0; i < 5; i++) await status(await good({ header: { kid: `made-up-${i}` } }))
    expect(issuer.asked() - before).toBeLessThanOrEqual(1)
  })
})
