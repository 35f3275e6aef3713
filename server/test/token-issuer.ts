import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose'

export type TokenIssuer = Awaited<ReturnType<typeof startTokenIssuer>>

/** Who gives access tokens by client credentials (RFC 9068): metadata and keys over HTTP, tokens by hand. */
export async function startTokenIssuer() {
  let asked = 0
  let up = true
  const keys: { kid: string; pair: CryptoKeyPair; published: boolean }[] = []
  const server = createServer(async (request, response) => {
    if (!up) return response.writeHead(503).end()
    if (request.url === '/.well-known/openid-configuration') {
      return response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` }))
    }
    asked += 1
    const published = keys.filter((key) => key.published)
    const shown = await Promise.all(
      published.map(async ({ kid, pair }) => ({ ...(await exportJWK(pair.publicKey)), kid, use: 'sig' })),
    )
    return response.end(JSON.stringify({ keys: shown }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const addKey = async (published = true) => {
    const pair = (await generateKeyPair('RS256', { extractable: true })) as CryptoKeyPair
    const kid = randomUUID()
    keys.push({ kid, pair, published })
    return kid
  }
  await addKey()

  /** A token as the RFC wants it; the test changes what it likes. */
  const token = async (
    clientId: string,
    now: Date,
    more: {
      claims?: JWTPayload
      header?: Partial<JWTHeaderParameters>
      without?: string[]
      kid?: string
    } = {},
  ) => {
    const seconds = Math.floor(now.getTime() / 1000)
    const key = keys.find(({ kid }) => kid === more.kid) ?? keys[0]
    if (!key) throw new Error('no key')
    const claims: JWTPayload = {
      ...{ iss: issuer, aud: 'https://support.distributor.example', sub: clientId, client_id: clientId },
      ...{ iat: seconds, exp: seconds + 600, jti: randomUUID() },
      scope: 'tickets.create tickets.read directory.read',
      ...more.claims,
    }
    for (const name of more.without ?? []) delete claims[name]
    const header = { alg: 'RS256', typ: 'at+jwt', kid: key.kid, ...more.header }
    return new SignJWT(claims).setProtectedHeader(header).sign(key.pair.privateKey)
  }
  return {
    issuer,
    token,
    addKey,
    publicKey: () => keys[0]?.pair.publicKey,
    privateKey: () => keys[0]?.pair.privateKey,
    /** How often the keys were read. */
    asked: () => asked,
    stop: () => {
      up = false
    },
    start: () => {
      up = true
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
