import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerOData } from './answer-odata.ts'
import { type PlatformNetwork, platformNetwork, type Row } from './platform-network.ts'
import { accessClaims, claimsOf, platformKeys, signHmac, signRs256, USER_CLAIM } from './platform-tokens.ts'

const OWN_KEY = 'the key of refresh and temporary tokens'
const CODE_MS = 5 * 60_000
const FLOW = { none: 0, mfa: 2 } as const

type Options = {
  /** How this deployment spells its properties. */
  casing?: 'pascal' | 'camel'
  /** The most rows that a page may ask for. */
  most?: number
  now?: () => number
}
type Code = { user: Row; challenge: string; appId: string; until: number }

/**
 * The platform's Identity System on the wire, as far as a reader of its directory and a relying application meet it:
 * lists, sign-in of accounts, code flow with SHA-512 challenges, RS256 access tokens.
 */
export async function startPlatformSimulator(options: Options = {}) {
  const { casing = 'pascal', most = 100, now = Date.now } = options
  const { publicKey, privateKey } = platformKeys
  const network: PlatformNetwork = platformNetwork()
  const app = { id: 'interchange', redirectUri: '', secret: false }
  const codes = new Map<string, Code>()
  const seen: string[] = []
  /** What tests turn: an account's second factor, a token in place of the right one, lists that leave out columns. */
  const mood = {
    mfa: false,
    lifeSeconds: 600,
    forge: null as null | ((user: Row) => { Token: string; Flow: number }),
    leaveOut: [] as string[],
    /** A list that is not to be had, by the last word of its endpoint. */
    refused: null as string | null,
  }

  const people = () => network.User ?? []
  const seconds = () => Math.floor(now() / 1000)
  const tokenOf = (user: Row, external: boolean) => {
    const forged = external ? mood.forge?.(user) : undefined
    const claims = accessClaims(user, { external, expires: seconds() + mood.lifeSeconds })
    return {
      ...{ Token: signRs256(claims, privateKey), TokenLifeTimeInSeconds: mood.lifeSeconds },
      RefreshToken: signHmac({ [USER_CLAIM]: user.ID, exp: seconds() + 86_400 }, OWN_KEY, 512),
      ...{ RefreshTokenLifeTimeInSeconds: 86_400, Flow: FLOW.none },
      UserData: { ID: user.ID, Username: user.Username, FullName: user.FullName },
      ...forged,
    }
  }

  const acts: Record<string, (body: Record<string, string>, caller: Row | null) => [number, unknown]> = {
    'api/Auth/Login': ({ Username, Password }) => {
      const user = people().find((row) => row.Username === Username && row.IsActive)
      if (!user || Password !== passwordOf(user)) return refused('Invalid credentials')
      if (!mood.mfa) return [200, { Entity: tokenOf(user, false) }]
      const Token = signHmac(
        { [USER_CLAIM]: user.ID, TokenPurpose: 'Mfa', exp: seconds() + 300 },
        OWN_KEY,
        512,
      )
      return [200, { Entity: { Token, Flow: FLOW.mfa } }]
    },
    'api/Auth/Refresh': ({ RefreshToken = '' }) => {
      const user = people().find((row) => row.ID === claimsOf(RefreshToken)[USER_CLAIM] && row.IsActive)
      return user ? [200, { Entity: tokenOf(user, false) }] : refused('Invalid token')
    },
    'api/Auth/AuthCode': ({ AppId = '', CodeChallenge = '', ReturnUrl = '' }, caller) => {
      if (!caller) return [401, {}]
      if (AppId !== app.id || app.secret) return refused('Unknown application')
      if (!ReturnUrl.startsWith('/') || ReturnUrl.startsWith('//'))
        return refused('ReturnUrl must be relative')
      const Code = randomUUID()
      codes.set(Code, { user: caller, challenge: CodeChallenge, appId: AppId, until: now() + CODE_MS })
      return [
        200,
        { Entity: { Code, AppId, AppDisplayName: 'Tickets', RedirectUri: app.redirectUri, ReturnUrl } },
      ]
    },
    'api/Auth/TokenWithAppIdOnly': ({ AuthCode = '', AppId, CodeVerifier = '' }) => {
      const code = codes.get(AuthCode)
      codes.delete(AuthCode)
      const challenge = createHash('sha512').update(CodeVerifier).digest('hex')
      if (!code || code.until <= now() || code.appId !== AppId) return refused('Invalid code')
      if (code.challenge.toLowerCase() !== challenge) return refused('Invalid verifier')
      return [200, { Entity: tokenOf(code.user, true) }]
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://platform')
    const path = url.pathname.slice(1)
    seen.push(`${request.method} ${url.pathname}${url.search}`)
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(JSON.stringify(casing === 'camel' ? camel(body) : body))
    }
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const expired = bearer !== undefined && Number(claimsOf(bearer).exp) <= seconds()
    if (expired) return send(401, {}, { 'IS-TOKEN-EXPIRED': 'true' })
    const caller = people().find((row) => bearer && row.ID === claimsOf(bearer)[USER_CLAIM]) ?? null
    const act = request.method === 'POST' ? acts[path] : undefined
    if (act) return send(...act(await bodyOf(request), caller))
    const [, kind = '', id] = /^api\/Identity(\w+?)(?:\/(\w+))?$/.exec(path) ?? []
    const rows = network[kind]
    if (!rows) return send(404, {})
    if (!caller) return send(401, {})
    if (mood.refused === kind) return send(403, {})
    if (id) {
      const row = rows.find((one) => one.ID === id)
      return row ? send(200, { Entity: row, Message: null }) : send(404, {})
    }
    const list = answerOData(kind, rows.map(withoutLeftOut), url.searchParams, most)
    if ('status' in list) return send(list.status, { Message: { Title: list.title } })
    return send(200, list)
  }

  const withoutLeftOut = (row: Row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !mood.leaveOut.includes(name))) as Row

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const post = async (path: string, body: unknown, token?: string) => {
    const headers = {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    }
    const answered = await fetch(`${url}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return Object.values((await answered.json()) as Record<string, Record<string, unknown>>)[0] ?? {}
  }
  const either = (thing: Record<string, unknown>, name: string) =>
    String(thing[name] ?? thing[`${name[0]?.toLowerCase()}${name.slice(1)}`])

  return {
    ...{ url, network, app, mood, seen, publicKey, privateKey },
    /** What a person's browser does there: sign in, allow, and come back to the address that this gives. */
    allow: async (address: string, userId: string): Promise<string> => {
      const asked = new URL(address)
      const user = people().find((row) => row.ID === userId) as Row
      const signedIn = await post('api/Auth/Login', { Username: user.Username, Password: passwordOf(user) })
      const [AppId, CodeChallenge, ReturnUrl] = ['AppId', 'CodeChallenge', 'ReturnUrl'].map((name) =>
        asked.searchParams.get(name),
      )
      const code = await post(
        'api/Auth/AuthCode',
        { AppId, CodeChallenge, ReturnUrl },
        either(signedIn, 'Token'),
      )
      const back = new URLSearchParams({
        AuthCode: either(code, 'Code'),
        ReturnUrl: either(code, 'ReturnUrl'),
      })
      return `${either(code, 'RedirectUri')}/Auth/Token?${back}`
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export type PlatformSimulator = Awaited<ReturnType<typeof startPlatformSimulator>>

/** Everybody's password in the simulator. */
export const passwordOf = (user: Row) => `password of ${user.Username}`

const refused = (Body: string): [number, unknown] => [
  400,
  { Entity: null, Message: { Title: 'Failed', Body } },
]

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  let text = ''
  for await (const chunk of request) text += chunk
  return JSON.parse(text)
}

function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [`${name[0]?.toLowerCase()}${name.slice(1)}`, camel(inner)]),
  )
}
