import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../contract/languages.ts'
import { PROBLEMS } from '../../../contract/problem.ts'
import { said } from '../../test/placed-ticket.ts'
import { type Caller, inquiry, openTestApp, type TestApp } from '../../test/test-app.ts'
import { COMPANY, USER } from '../../test/world-network.ts'

let world: TestApp
let coordinator: Caller
let client: Awaited<ReturnType<TestApp['client']>>
beforeAll(async () => {
  world = await openTestApp()
  coordinator = await world.staff(USER.coordinator)
  client = await world.client()
})
afterAll(() => world.close())

describe('the stairs of every request', () => {
  it('ask who, then whether, then what: nobody learns of wrong input who may not act', async () => {
    const body = { nonsense: true }
    expect(said(await world.nobody.post('/tickets', body))).toBe('401 not-signed-in')
    expect(said(await (await world.staff(USER.auditor)).post('/tickets', body))).toBe('403 not-permitted')
    expect((await client.post('/tickets', body)).status).toBe(400)
  })

  it('take a key that does not work for nobody, whatever cookies come along', async () => {
    for (const authorization of ['Bearer ick_none', 'Basic YTpi', 'Bearer', `Bearer ${client.key}x`]) {
      const answer = await coordinator.get('/tickets', { authorization })
      expect(said(answer), authorization).toBe('401 not-signed-in')
      expect(answer.headers['www-authenticate']).toContain('Bearer')
    }
    expect((await coordinator.get('/session', { authorization: `bearer ${client.key}` })).body.kind).toBe(
      'client',
    )
  })

  it('refuse a cookie’s act that another page made the browser send', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': '', origin: 'https://elsewhere.example' },
      { 'sec-fetch-site': '', origin: 'null' },
    ]) {
      expect(said(await coordinator.post('/tickets', inquiry(), headers))).toBe('403 cross-site-request')
    }
    expect((await coordinator.get('/tickets', { 'sec-fetch-site': 'cross-site' })).status).toBe(200)
    const ours = { 'sec-fetch-site': '', origin: new URL(world.house.config.publicUrl).origin }
    expect((await coordinator.post('/tickets', inquiry(), ours)).status).toBe(201)
    // A key is sent on purpose.
    expect((await client.post('/tickets', inquiry(), { 'sec-fetch-site': 'cross-site' })).status).toBe(201)
  })

  it('tell writers how much of their limit is left, and readers nothing', async () => {
    const { headers } = await client.post('/tickets', inquiry())
    expect(headers['ratelimit-policy']).toBe('"client";q=1200;w=60')
    expect(headers.ratelimit).toMatch(/^"client";r=\d+;t=\d+$/)
    expect((await client.get('/tickets')).headers.ratelimit).toBeUndefined()
  })

  it('stop a session that writes too often, and say when to come back', async () => {
    const customer = world.customer()
    const all = []
    for (let index = 0; index < 31; index++) all.push(await customer.post('/tickets', {}))
    expect(all.slice(0, 30).every((answer) => answer.status === 400)).toBe(true)
    const refused = all[30]
    expect(refused && said(refused)).toBe('429 rate-limited')
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
    // The next one's session is its own.
    expect((await world.customer().post('/tickets', {})).status).toBe(400)
  })

  it('know only the addresses and methods of the table', async () => {
    for (const path of ['/nothing', '/tickets/a/b/c', '/tickets/']) {
      expect(said(await coordinator.get(path)), path).toBe('404 not-found')
    }
    for (const [method, path, allow] of [
      ['DELETE', '/tickets', 'GET, HEAD, POST'],
      ['PUT', '/tickets?limit=1', 'GET, HEAD, POST'],
      ['PUT', '/tickets/GI-1', 'GET, HEAD, PATCH'],
      ['POST', '/session', 'GET, HEAD'],
      ['GET', '/tracking', 'POST'],
    ] as const) {
      const refused = await coordinator.send(method, path)
      expect([said(refused), refused.headers.allow], `${method} ${path}`).toEqual([
        '405 method-not-allowed',
        allow,
      ])
    }
  })

  it('do not let guesses at links stop somebody at the same address who asks', async () => {
    const token = 'A'.repeat(64)
    const answers = []
    for (let index = 0; index < 310; index++)
      answers.push(said(await world.nobody.post('/tracking', { token })))
    expect(answers.slice(0, 60).every((answer) => answer === '404 not-found')).toBe(true)
    expect(answers.slice(60).every((answer) => answer === '429 rate-limited')).toBe(true)
    const asked = await world.customer().post('/tickets', inquiry())
    expect(said(asked)).toBe('201')
    // The next guess is refused, whoever it is said to come from.
    expect(said(await world.customer().post('/tracking', { token }))).toBe('429 rate-limited')
  })

  it('count all addresses of one IPv6 network as one, and write their refusals down once', async () => {
    const token = 'B'.repeat(64)
    const answers = []
    for (let index = 0; index < 64; index++) {
      world.moveTo(`2001:db8:64:1:${index}::1`)
      answers.push(said(await world.nobody.post('/tracking', { token })))
    }
    expect(answers.slice(60)).toEqual(Array(4).fill('429 rate-limited'))
    const { rows } = await sql`
      select 1 from security_log where type = 'request.limited' and address like '2001:db8:64:1:%'`.execute(
      world.house.db,
    )
    expect(rows).toHaveLength(1)
    world.moveTo('2001:db8:64:2::1')
    expect(said(await world.nobody.post('/tracking', { token }))).toBe('404 not-found')
    world.moveTo('127.0.0.1')
  })

  it('read lists of versions and a star, before an answer and before an act', async () => {
    const { body: ticket } = await client.post('/tickets', inquiry())
    const path = `/tickets/${ticket.id}`
    const read = async (given: string) => (await coordinator.get(path, { 'if-none-match': given })).status
    const { etag = '' } = (await coordinator.get(path)).headers
    for (const given of [etag, etag.replace('W/', ''), `"a", ${etag}`, '*'])
      expect(await read(given), given).toBe(304)
    for (const given of ['"a"', '"a", "b"', '']) expect(await read(given), given).toBe(200)

    const change = async (given: string, priority: string, more = {}) =>
      said(await coordinator.patch(path, { priority }, { 'if-match': given, ...more }))
    expect(await change('"88", "99"', 'high')).toBe('412 version-stale')
    expect(await change('"other", "88"', 'high')).toBe('412 version-stale')
    expect(await change(`"88", ${etag}`, 'high')).toBe('200')
    expect(await change(`"88", ${etag}`, 'low')).toBe('412 version-stale')
    expect(await change('*', 'low')).toBe('200')
  })

  it('repeat an act with a list of versions as any other', async () => {
    const { body: ticket } = await client.post('/tickets', inquiry())
    const headers = { 'if-match': '"88", "1"', 'idempotency-key': 'of-a-list' }
    const assign = () =>
      coordinator.post(
        `/tickets/${ticket.id}/assignment`,
        { status: 'dealer', companyId: COMPANY.alpha },
        headers,
      )
    const first = await assign()
    expect(said(first)).toBe('200')
    expect((await assign()).headers['idempotency-replayed']).toBe('true')
  })

  it('refuse a body where none belongs, and take an empty one for none', async () => {
    const { body: ticket } = await client.post('/tickets', inquiry())
    const view = (raw: string, headers = {}) =>
      coordinator.send('POST', `/tickets/${ticket.id}/view`, { raw, headers })
    expect(said(await view(''))).toBe('204')
    expect(said(await view('{}'))).toBe('204')
    expect(said(await view('null'))).toBe('204')
    expect(said(await view('{"a":1}'))).toBe('400 # unknown-field')
    expect(said(await view('[1]'))).toBe('400 # unknown-field')
    expect(said(await view('{"__proto__":{"a":1}}'))).toBe('400 broken-json')
    expect(said(await view('{"constructor":{"prototype":{"a":1}}}'))).toBe('400 broken-json')
    expect(said(await view('"a"'))).toMatch(/^400/)
  })
})

describe('the OpenAPI document', () => {
  it('groups what it offers under headings', () => {
    const tags = world.document.tags as { name: string }[]
    expect(tags.map(({ name }) => name)).toEqual(expect.arrayContaining(['Network', 'Session', 'Tickets']))
    for (const { name } of tags) expect(name).toMatch(/^[A-Z][A-Za-z]+( [a-z]+)*$/)
  })
})

describe('refusals', () => {
  it('are problem details in the caller’s language, and have an address that explains them', async () => {
    const titles = new Set<string>()
    for (const language of LANGUAGES) {
      const { headers, body } = await coordinator.get('/tickets/GI-1', { 'accept-language': language })
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(headers['content-language']).toBe(language)
      expect(body).toMatchObject({ type: '/api/problems/not-found', status: 404, code: 'not-found' })
      expect(body.instance).toBe('/api/v1/tickets/GI-1')
      titles.add(body.title)
    }
    expect(titles.size).toBe(LANGUAGES.length)
    for (const code of Object.keys(PROBLEMS)) {
      const page = await world.app.inject({ url: `/api/problems/${code}` })
      expect([page.statusCode, page.json().code]).toEqual([200, code])
      expect(page.json().title.length).toBeGreaterThan(3)
    }
    for (const none of ['nothing', '__proto__', 'constructor', 'toString', '%00']) {
      expect((await world.app.inject({ url: `/api/problems/${none}` })).statusCode, none).toBe(404)
    }
  })

  it('are problem details for an address that cannot be read, too, without its query', async () => {
    for (const url of ['/%zz', '/api/v1/tickets/%zz?token=secret', '/%', '/api/%ff', '/request/%c0%af']) {
      const { statusCode, headers, payload } = await world.app.inject({ url })
      expect([statusCode, headers['content-type']], url).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ])
      expect(JSON.parse(payload)).toMatchObject({ code: 'not-found', instance: url.split('?')[0] })
    }
    const asked = await coordinator.get('/tickets?colour=red')
    expect([said(asked), asked.body.instance]).toEqual(['400 ?colour unknown-field', '/api/v1/tickets'])
  })

  it('hold nothing of what went wrong within', async () => {
    const broken = await openTestApp()
    const caller = await broken.client()
    await broken.house.db.destroy()
    const { status, headers, body } = await caller.get('/tickets', { 'accept-language': 'en' })
    expect([status, headers['cache-control']]).toEqual([500, 'no-store'])
    expect(Object.keys(body).toSorted()).toEqual(['code', 'detail', 'instance', 'status', 'title', 'type'])
    expect(JSON.stringify(body)).not.toMatch(/driver|destroy|database|\.ts|at /i)
    await broken.close()
  })
})
