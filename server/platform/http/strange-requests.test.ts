import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allRoutes } from '../../app.ts'
import { jsonFor, type Operation, STRANGE_TEXTS, strangeHeaders } from '../../test/arbitrary-requests.ts'
import { type Caller, created, inquiry, openTestApp, type TestApp } from '../../test/test-app.ts'
import { BRANCH, BRAND, CITY, COMPANY, MODEL, SERVICE, TEAM, USER } from '../../test/world-network.ts'

/*
 * Requests made from the contract, and bent. Whatever comes in, the answer is one that the OpenAPI document promises
 * (the harness checks every answer) and never a fault of ours. The seed is fixed: the same requests every time.
 */
const SEED = 20261122
const THINGS = [BRANCH, BRAND, CITY, COMPANY, MODEL, SERVICE, TEAM, USER].flatMap((kind) =>
  Object.values(kind),
)

let world: TestApp
let operations: Record<string, Record<string, Operation>>
const callers: Record<string, Caller> = {}
let ids: string[]

beforeAll(async () => {
  world = await openTestApp()
  operations = world.document.paths as typeof operations
  const client = await world.client({
    scopes: ['tickets.create', 'tickets.read', 'directory.read', 'act-as-requester'],
  })
  await created(client, inquiry())
  const ticket = await created(client, inquiry())
  callers.coordinator = await world.staff(USER.coordinator)
  callers.manager = await world.staff(USER.alphaManager)
  callers.client = client
  callers.link = (await world.link(ticket.trackingUrl)).caller
  callers.nobody = world.nobody
  callers.portal = world.customer()
  callers.administrator = await world.staff(USER.admin)
  await callers.coordinator.post(`/tickets/${ticket.id}/assignment`, {
    status: 'dealer',
    companyId: COMPANY.alpha,
  })
  ids = [...THINGS, ticket.id, ticket.number]
})
// Anew each time: one of the routes signs them out.
beforeEach(async () => {
  callers.customer = await world.signedInCustomer('lana@customer.example')
})
afterAll(() => world.close())

const routes = allRoutes().map((route) => ({ name: `${route.method} ${route.path}`, route }))
const inQuery = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed()
const places = (names: string[]) => fc.constantFrom(...names)

describe.each(routes)('$name', ({ route }) => {
  const operation = () => operations[`/api/v1${route.path}`]?.[route.method.toLowerCase()] as Operation

  it('answers anything without a fault', async () => {
    const { parameters = [], requestBody } = operation()
    const query = parameters.filter((parameter) => parameter.in === 'query')
    const schema = requestBody?.content['application/json']?.schema
    const strangeId = fc.oneof(fc.constantFrom(...ids.slice(-2)), fc.constantFrom(...STRANGE_TEXTS, ...ids))
    const request = fc.record({
      who: places(Object.keys(callers)),
      id: strangeId,
      query: fc.record(
        Object.fromEntries(query.map(({ name, schema: wanted }) => [name, jsonFor(wanted, ids)])),
        { requiredKeys: [] },
      ),
      body: schema ? fc.option(jsonFor(schema, ids), { nil: undefined, freq: 10 }) : fc.constant(undefined),
      headers: fc.oneof({ arbitrary: fc.constant({}), weight: 2 }, { arbitrary: strangeHeaders, weight: 1 }),
    })
    await fc.assert(
      fc.asyncProperty(request, async ({ who, id, query: asked, body, headers }) => {
        const text = new URLSearchParams()
        for (const [name, value] of Object.entries(asked)) text.set(name, inQuery(value))
        const path = route.path.replaceAll(/\{\w+\}/g, encodeURIComponent(id.toWellFormed()))
        const search = text.size > 0 ? `?${text}` : ''
        const answer = await (callers[who] as Caller).send(route.method, path + search, { body, headers })
        // Mail is off here, which is said and is no fault.
        if (answer.body?.code !== 'code-not-sent')
          expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500)
        if (answer.status < 400) return
        // A refusal shows nothing of the machinery.
        expect(JSON.stringify(answer.body)).not.toMatch(/\bat .*\.ts|node_modules|select |syntax|kysely|pg_/i)
      }),
      { seed: SEED, numRuns: 40 },
    )
  })

  it('answers every strange text in every place of its address', async () => {
    const { parameters = [] } = operation()
    const caller = callers.coordinator as Caller
    const body = route.method === 'GET' ? undefined : {}
    for (const text of STRANGE_TEXTS.map((strange) => encodeURIComponent(strange.toWellFormed()))) {
      const addresses = parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name }) => `${route.path.replace('{id}', ids.at(-1) ?? '')}?${name}=${text}`)
      if (route.path.includes('{')) addresses.push(route.path.replaceAll(/\{\w+\}/g, text))
      for (const address of addresses) {
        const answer = await caller.send(route.method, address, { body })
        expect(answer.status, `${address} ${JSON.stringify(answer.body)}`).toBeLessThan(500)
      }
    }
  })

  it('names a query parameter that it does not know', async () => {
    const admitted = (['administrator', 'client', 'link', 'portal', 'nobody'] as const).find((who) =>
      route.callers.includes(
        { administrator: 'staff', client: 'client', link: 'link', portal: 'customer', nobody: 'nobody' }[
          who
        ] as never,
      ),
    )
    const caller = callers[admitted ?? 'administrator'] as Caller
    const path = `${route.path.replace('{hash}', '0'.repeat(64)).replaceAll(/\{\w+\}/g, ids.at(-2) ?? '')}?colour=red&__proto__=1`
    const answer = await caller.send(route.method, path, { body: route.method === 'GET' ? undefined : {} })
    expect(answer.status).toBe(400)
    const pointers = (answer.body as { errors: { pointer: string; code: string }[] }).errors
      .filter((error) => error.code === 'unknown-field')
      .map((error) => error.pointer)
    expect(pointers).toEqual(expect.arrayContaining(['?colour']))
  })
})

describe('a cursor that was made up', () => {
  const made = (at: string, id: string, more: string[]) =>
    Buffer.from(more.length > 0 ? JSON.stringify([at, id, ...more]) : `${at} ${id}`).toString('base64url')
  const times = ['2026-99-99T99:99:99Z', '0000-00-00T00:00Z', '2026-01-01T00:00:00.000Z', '2026-01-01T::.Z']
  const marks = ['-'.repeat(36), 'f'.repeat(36), '019ab0c0-0000-7000-8000-000000000000']

  it.each(['/tickets', '/hand-offs'])('of %s is refused, or is a place like any other', async (path) => {
    const caller = callers.coordinator as Caller
    // The fingerprint of the filters is no secret: it is taken from a cursor of ours.
    const page = await caller.get(`${path}?limit=1`)
    const [, , fingerprint] = page.body.nextCursor?.startsWith('W')
      ? JSON.parse(Buffer.from(page.body.nextCursor, 'base64url').toString())
      : []
    for (const at of times) {
      for (const id of marks) {
        const cursor = made(at, id, path === '/tickets' ? [fingerprint ?? ''] : [])
        const { status, body } = await caller.get(`${path}?cursor=${cursor}`)
        expect([200, 400], `${at} ${id} ${JSON.stringify(body)}`).toContain(status)
      }
    }
  })
})
