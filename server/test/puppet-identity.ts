import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

type Claims = Record<string, unknown>
type Header = { alg?: string; kid?: string } & Claims
export type PuppetIdentity = Awaited<ReturnType<typeof startPuppetIdentity>>

export const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const CLIENT = { id: 'interchange', secret: 'a-secret-of-the-tests' }

/**
 * An OpenID provider that says and signs whatever a test wants: for what a good one never does. What it answers is in
 * `says`; what it was asked, in `asked`.
 */
export async function startPuppetIdentity() {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const stranger = await generateKeyPair('RS256', { extractable: true })
  const key: JWK = { ...(await exportJWK(publicKey)), kid: 'known', alg: 'RS256', use: 'sig' }
  const asked: { path: string; body: string; authorization: string | undefined }[] = []
  const says = {
    metadata: {} as Claims,
    keys: [key] as JWK[],
    /** The answer of the token endpoint to the next code. */
    idToken: '',
    userInfo: {} as Claims,
  }
  let issuer = ''
  const answers: Record<string, () => unknown> = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      userinfo_endpoint: `${issuer}/userinfo`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      authorization_response_iss_parameter_supported: true,
      ...says.metadata,
    }),
    '/keys': () => ({ keys: says.keys }),
    '/token': () => ({
      ...{ access_token: randomUUID(), token_type: 'Bearer', expires_in: 60 },
      id_token: says.idToken,
    }),
    '/userinfo': () => says.userInfo,
  }
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://puppet').pathname
    asked.push({ path, body: await bodyOf(request), authorization: request.headers.authorization })
    const answer = answers[path]?.()
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? {}))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const sign = (claims: Claims, header: Header = {}, by: CryptoKey | Uint8Array = privateKey) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'known', ...header }).sign(by)

  return {
    ...{ issuer, asked, says, sign, publicKey, strangersKey: stranger.privateKey },
    strangersJwk: await exportJWK(stranger.publicKey),
    settings: {
      ...{ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret },
    } as Record<string, string>,
    /** Claims of a good ID token at this moment. */
    idClaims: (nonce: string, sub: string, now: Date, more: Claims = {}): Claims => ({
      ...{ iss: issuer, aud: CLIENT.id, sub, nonce, ...lifeAt(now), auth_time: seconds(now) },
      ...more,
    }),
    /** Claims of a good logout token. */
    logoutClaims: (now: Date, more: Claims): Claims => ({
      ...{ iss: issuer, aud: CLIENT.id, jti: randomUUID(), events: { [LOGOUT_EVENT]: {} }, ...lifeAt(now) },
      ...more,
    }),
    /** Everything as at the start. */
    reset: () => {
      Object.assign(says, { metadata: {}, keys: [key], idToken: '', userInfo: {} })
      asked.length = 0
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A JWT with no signature, or with one that is not made by `jose`. */
export function bareToken(header: Claims, claims: Claims, signature = ''): string {
  const part = (value: Claims) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part(header)}.${part(claims)}.${signature}`
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
const lifeAt = (now: Date) => ({ iat: seconds(now), exp: seconds(now) + 120 })

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}
