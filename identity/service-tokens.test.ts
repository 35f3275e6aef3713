import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SettingError } from './read-settings.ts'
import { loadServiceClients } from './service-clients.ts'
import {
  CALLBACK,
  CLIENT,
  type Home,
  makeHome,
  type RunningIdentity,
  startIdentity,
} from './test/run-identity.ts'

const API = 'https://support.distributor.example'
const WEBSITE = {
  id: 'website',
  secret: 'a-secret-of-the-website',
  scopes: ['tickets.create', 'tickets.read'],
  audience: API,
}
const OTHER = {
  ...WEBSITE,
  id: 'other',
  secret: 'a-secret-of-the-other',
  audience: 'https://other.example/api',
}

let home: Home
let identity: RunningIdentity
const clientsFile = () => join(home.folder, 'clients.json')
beforeAll(async () => {
  home = await makeHome()
  await writeFile(clientsFile(), JSON.stringify([WEBSITE, OTHER]))
  identity = await startIdentity(home, undefined, { IDENTITY_SERVICE_CLIENTS_FILE: clientsFile() })
})
afterAll(async () => {
  await identity?.stop()
  await home?.remove()
})

const post = async (fields: Record<string, string>, headers: Record<string, string> = {}) => {
  const body = new URLSearchParams(fields)
  const answer = await fetch(`${identity.url}/token`, { method: 'POST', body, headers })
  return { status: answer.status, body: (await answer.json()) as Record<string, string> }
}
const secretOf = ({ id, secret }: { id: string; secret: string }) => ({
  client_id: id,
  client_secret: secret,
})
const own = { grant_type: 'client_credentials' }

describe('a service client', () => {
  test('gets a token that the API can check with the published keys', async () => {
    const config = await openid.discovery(new URL(identity.url), WEBSITE.id, WEBSITE.secret, undefined, {
      execute: [openid.allowInsecureRequests],
      algorithm: 'oauth2',
    })
    const granted = await openid.clientCredentialsGrant(config, { scope: 'tickets.read', resource: API })
    expect([granted.token_type, granted.expires_in, granted.scope]).toEqual(['bearer', 600, 'tickets.read'])
    const keys = createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri ?? ''))
    const { payload, protectedHeader } = await jwtVerify(granted.access_token, keys, {
      issuer: identity.url,
      audience: API,
      typ: 'at+jwt',
      algorithms: ['RS256'],
      requiredClaims: ['sub', 'client_id', 'iat', 'exp', 'jti'],
    })
    expect(protectedHeader.kid).toMatch(/./)
    expect(payload).toMatchObject({ sub: 'website', client_id: 'website', scope: 'tickets.read' })
    expect(Number(payload.exp) - Number(payload.iat)).toBe(600)
  })

  test('may send its secret either way, and gets all its scopes and its API where it names none', async () => {
    const basic = `Basic ${btoa(`${WEBSITE.id}:${WEBSITE.secret}`)}`
    for (const answer of [
      await post({ ...own, ...secretOf(WEBSITE) }),
      await post(own, { authorization: basic }),
    ]) {
      expect(answer.status).toBe(200)
      const keys = createRemoteJWKSet(new URL(`${identity.url}/jwks`))
      const { payload } = await jwtVerify(answer.body.access_token ?? '', keys)
      expect(payload).toMatchObject({ aud: API, scope: 'tickets.create tickets.read' })
    }
  })

  test.each([
    ['a scope that it does not have', { scope: 'tickets.read tickets.assign' }, 400, 'invalid_scope'],
    ['a scope of people', { scope: 'openid' }, 400, 'invalid_scope'],
    ['the API of somebody else', { resource: OTHER.audience }, 400, 'invalid_target'],
    ['an API that is nowhere', { resource: 'https://nowhere.example' }, 400, 'invalid_target'],
    ['a wrong secret', { client_secret: 'a-secret-of-the-other' }, 401, 'invalid_client'],
    ['an id that is nobody', { client_id: 'nobody' }, 401, 'invalid_client'],
    ['the grant of people', { grant_type: 'authorization_code', code: 'x' }, 400, 'invalid_request'],
    ['a refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, 400, 'invalid_request'],
  ])('is refused %s', async (_, fields, status, error) => {
    const refused = await post({ ...own, ...secretOf(WEBSITE), ...fields })
    expect([refused.status, refused.body.error]).toEqual([status, error])
    expect(JSON.stringify(refused.body)).not.toContain(WEBSITE.secret)
  })

  test('cannot sign people in, and the application gets no token for itself', async () => {
    const query = new URLSearchParams({ client_id: 'website', response_type: 'code', scope: 'openid' })
    const signIn = await fetch(`${identity.url}/auth?${query}&redirect_uri=${encodeURIComponent(CALLBACK)}`)
    expect(signIn.status).toBe(400)
    expect((await post({ ...own, ...secretOf(CLIENT) })).body.error).toBe('invalid_request')
  })
})

test('both descriptions say where tokens are given, and how', async () => {
  const read = async (name: string) => (await fetch(`${identity.url}/.well-known/${name}`)).json()
  const described = (await read('oauth-authorization-server')) as Record<string, unknown>
  expect(described).toEqual(await read('openid-configuration'))
  expect(described).toMatchObject({
    issuer: identity.url,
    token_endpoint: `${identity.url}/token`,
    grant_types_supported: expect.arrayContaining([
      'client_credentials',
      'refresh_token',
      'authorization_code',
    ]),
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    acr_values_supported: ['https://refeds.org/profile/sfa', 'https://refeds.org/profile/mfa'],
  })
})

test('in demo mode there is one, whose secret stays and is readable by its owner only', async () => {
  const other = await makeHome()
  const demo = await startIdentity(other)
  const file = join(other.dataDir, 'service-clients.json')
  const [client] = JSON.parse(await readFile(file, 'utf8'))
  expect(client).toMatchObject({ id: 'demo-website', audience: new URL(CALLBACK).origin })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await demo.stop()
  const again = await startIdentity(other, demo.port)
  const body = new URLSearchParams({ ...own, ...secretOf(client) })
  const granted = await fetch(`${again.url}/token`, { method: 'POST', body })
  const { access_token } = (await granted.json()) as { access_token: string }
  expect(decodeProtectedHeader(access_token)).toMatchObject({ typ: 'at+jwt', alg: 'RS256' })
  await again.stop()
  await other.remove()
})

test.each([
  ['not JSON with "secret": "sesame"', 'is not JSON'],
  ['{}', 'must hold a list'],
  [[WEBSITE, WEBSITE], 'names the client website twice'],
  [[{ ...WEBSITE, id: CLIENT.id }], `names the client ${CLIENT.id} twice`],
  [[{ ...WEBSITE, id: 'a b' }], 'client 1: "id"'],
  [[WEBSITE, { ...OTHER, secret: 'sesame' }], 'client 2: "secret"'],
  [[{ ...WEBSITE, scopes: [] }], 'client 1: "scopes"'],
  [[{ ...WEBSITE, audience: 'support' }], 'client 1: "audience"'],
  [[null], 'client 1: "id"'],
])('the file %j is refused without showing a secret', async (content, words) => {
  const file = join(home.folder, 'bad-clients.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  const wishes = { file, demo: false, dataDir: home.dataDir, application: API, taken: CLIENT.id }
  const refused = await loadServiceClients(wishes).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(SettingError)
  expect(String(refused)).toContain(words)
  expect(String(refused)).not.toMatch(/sesame|a-secret/)
})
