import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ClientScope } from '../../contract/actions.ts'
import type { CreateTicketInput, Ticket } from '../../contract/tickets.ts'
import { buildApp } from '../app.ts'
import { verifyContact } from '../modules/customers/index.ts'
import {
  cookieName,
  createClient,
  createCustomerSession,
  createStaffSession,
  ensurePortalSession,
} from '../modules/sign-in/index.ts'
import type { TicketTypePorts } from '../modules/tickets/index.ts'
import { type Ctx, type House, inTransaction } from '../platform/context.ts'
import { answerCheck } from './answer-check.ts'
import { createTestDatabase } from './database.ts'
import { openHouse } from './follower-house.ts'
import { settleWorld } from './world-network.ts'

export type TestAnswer<Body = Record<string, unknown>> = {
  status: number
  body: Body
  headers: Record<string, string>
}
type Send = {
  body?: unknown
  /** A body as it stands, for what is not JSON. */
  raw?: string
  headers?: Record<string, string>
}
/** Somebody who sends requests to the application. Every answer is checked against the OpenAPI document. */
export type Caller = {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  get: (path: string, headers?: Record<string, string>) => Promise<TestAnswer<any>>
  // biome-ignore lint/suspicious/noExplicitAny: as above
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<TestAnswer<any>>
  // biome-ignore lint/suspicious/noExplicitAny: as above
  patch: (path: string, body: unknown, headers?: Record<string, string>) => Promise<TestAnswer<any>>
  // biome-ignore lint/suspicious/noExplicitAny: as above
  send: (method: string, path: string, more?: Send) => Promise<TestAnswer<any>>
}

export type TestApp = Awaited<ReturnType<typeof openTestApp>>

const START = new Date('2026-11-22T07:00:00.000Z')

/** The whole application on a database of its own, with the test world and a clock that the test moves. */
export async function openTestApp(types: TicketTypePorts = [], settings: Record<string, string> = {}) {
  const database = await createTestDatabase()
  let now = START
  let address = '127.0.0.1'
  const opened = openHouse(database, settings)
  const house: House = { ...opened, clock: () => now }
  const app = await buildApp(house, types)
  await inTransaction(house, { actor: { kind: 'system', name: 'test' } }, settleWorld)
  const document = await app.inject({ url: '/api/openapi.json' })
  const check = answerCheck(document.json())

  const caller = (own: Record<string, string>): Caller => {
    const send: Caller['send'] = (method, path, more = {}) =>
      ask(app, check, own, method, path, more, address)
    return {
      send,
      get: (path, headers = {}) => send('GET', path, { headers }),
      post: (path, body, headers = {}) => send('POST', path, { body, headers }),
      patch: (path, body, headers = {}) => send('PATCH', path, { body, headers }),
    }
  }
  const cookies = (name: string, value: string) => ({
    cookie: `${name}=${value}`,
    'sec-fetch-site': 'same-origin',
  })
  const asSystem = <Result>(act: (ctx: Ctx) => Promise<Result>) =>
    inTransaction(house, { actor: { kind: 'system', name: 'test' } }, act)

  return {
    house,
    app,
    adminUrl: database.adminUrl,
    document: document.json() as Record<string, unknown>,
    asSystem,
    now: () => now,
    /** Moves the clock. */
    pass: (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds)
    },
    /** Everybody asks from another address from now on: limits count by it. */
    moveTo: (to: string) => {
      address = to
    },
    nobody: caller({}),
    staff: async (userId: string) => {
      const value = await asSystem((ctx) => createStaffSession(ctx, userId))
      return caller(cookies(cookieName(house, 'staff'), value))
    },
    /** Whoever sends this value as the cookie of staff. */
    withStaffCookie: (value: string) => caller(cookies(cookieName(house, 'staff'), value)),
    /** A portal page's anonymous session. */
    customer: () => {
      let set = ''
      const reply = {
        header: (_: string, value: string) => {
          set = value
        },
      }
      ensurePortalSession({ headers: {} } as never, reply as never, house)
      const [pair = ''] = set.split(';')
      const [name = '', ...value] = pair.split('=')
      return caller(cookies(name, value.join('=')))
    },
    /** A customer who has proved this address by a one-time code. */
    signedInCustomer: async (email: string) => {
      const opened = await asSystem(async (ctx) => {
        const customerId = await verifyContact(ctx, { kind: 'email', value: email.toLowerCase() }, 'en')
        return { customerId, ...(await createCustomerSession(ctx, customerId)) }
      })
      const { customerId, sessionId, value } = opened
      return { ...caller(cookies(cookieName(house, 'customer'), value)), customerId, sessionId }
    },
    /** Whoever opened a tracking link. */
    link: async (trackingUrl: string) => {
      const token = trackingUrl.split('#')[1] ?? ''
      const opened = await caller({}).post('/tracking', { token })
      if (opened.status !== 200) return { opened, caller: caller({}) }
      const [pair = ''] = (opened.headers['set-cookie'] ?? '').split(';')
      return { opened, caller: caller({ cookie: pair, 'sec-fetch-site': 'same-origin' }) }
    },
    client: async (
      more: {
        name?: string
        scopes?: ClientScope[]
        companyId?: string
        brandIds?: string[]
        branchIds?: string[]
        expiresAt?: Date
      } = {},
    ) => {
      const { scopes = ['tickets.create', 'tickets.read', 'directory.read'], ...rest } = more
      const name = `${more.name ?? 'Client'} ${randomUUID().slice(0, 8)}`
      const made = await asSystem((ctx) => createClient(ctx, { ...rest, name, kind: 'website', scopes }))
      return { ...caller({ authorization: `Bearer ${made.key}` }), id: made.client.id, key: made.key }
    },
    /** A form on another site, with that site's publishable key. */
    publishable: async (
      origin: string,
      more: { companyId?: string; brandIds?: string[]; branchIds?: string[] } = {},
    ) => {
      const name = `Embed ${randomUUID().slice(0, 8)}`
      const scopes = ['tickets.create', 'tickets.read', 'directory.read'] as const
      const made = await asSystem((ctx) =>
        createClient(ctx, { ...more, name, kind: 'website', scopes, origins: [origin] }),
      )
      const key = made.publishableKey ?? ''
      return { ...caller({ authorization: `Bearer ${key}`, origin }), id: made.client.id, key }
    },
    /** An external system that comes with an access token of the Identity System. */
    bearer: (token: string) => caller({ authorization: `Bearer ${token}` }),
    close: async () => {
      await app.close()
      await house.db.destroy()
      await database.drop()
    },
  }
}

async function ask(
  app: FastifyInstance,
  check: ReturnType<typeof answerCheck>,
  own: Record<string, string>,
  method: string,
  path: string,
  { body, raw, headers = {} }: Send,
  remoteAddress: string,
): Promise<TestAnswer> {
  const url = `/api/v1${path}`
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const answer = await app.inject({
    method: method as 'GET',
    ...{ url, remoteAddress },
    headers: { ...own, ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
  const parsed = answer.payload === '' ? undefined : JSON.parse(answer.payload)
  check(method, url, {
    status: answer.statusCode,
    type: String(answer.headers['content-type'] ?? ''),
    body: parsed,
  })
  const flat = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
  )
  return { status: answer.statusCode, body: parsed, headers: flat }
}

const REQUESTER = { name: 'Lana Qadir', phone: '+9647500004417', email: 'lana@customer.example' }

/** A general inquiry without a place: it stays Unassigned. */
export function inquiry(more: Partial<CreateTicketInput> = {}): CreateTicketInput {
  return {
    type: 'general-inquiry',
    requester: REQUESTER,
    details: { topic: 'information', message: 'Is the showroom open on Saturday?' },
    ...more,
  } as CreateTicketInput
}

/** A test drive of a model, in a city or at a branch. */
export function testDrive(modelId: string, more: Partial<CreateTicketInput> = {}): CreateTicketInput {
  return {
    type: 'test-drive',
    requester: REQUESTER,
    details: { wantedVehicle: { modelId }, holdsDrivingLicence: true },
    ...more,
  } as CreateTicketInput
}

/** Creates a ticket and gives it; fails the test when it was not created. */
export async function created(
  caller: Caller,
  request: CreateTicketInput,
): Promise<Ticket & { trackingUrl: string }> {
  const answer = await caller.post('/tickets', request)
  if (answer.status !== 201) throw new Error(`not created: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}
