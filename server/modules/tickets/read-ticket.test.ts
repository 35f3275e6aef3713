import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AT_ALPHA, AT_BETA, type Desk, must, openDesk, said } from '../../test/placed-ticket.ts'
import { created, inquiry, openTestApp, type TestApp, testDrive } from '../../test/test-app.ts'
import { BRANCH, COMPANY, MODEL, USER } from '../../test/world-network.ts'

let world: TestApp
let desk: Desk
beforeAll(async () => {
  world = await openTestApp()
  desk = await openDesk(world)
})
afterAll(() => world.close())

describe('GET /tickets/{id}', () => {
  it('finds by id and number in any case, and nothing by anything else', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    for (const name of [ticket.id, ticket.id.toUpperCase(), ticket.number, ticket.number.toLowerCase()]) {
      expect((await desk.coordinator.get(`/tickets/${name}`)).body.id).toBe(ticket.id)
    }
    for (const name of [
      ticket.number.replace('GI', 'TD'),
      '0',
      ticket.id.slice(0, -1),
      '%00',
      'x'.repeat(500),
    ]) {
      expect(said(await desk.coordinator.get(`/tickets/${name}`))).toBe('404 not-found')
    }
  })

  it('is tagged by version, reader and language, and says so when nothing changed', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const tag = await ticket.tag(desk.alphaManager)
    expect(tag).toMatch(/^W\/"2\.[\w-]+"$/)
    const same = await desk.alphaManager.get(ticket.path, { 'if-none-match': tag })
    expect([same.status, same.body, same.headers.etag]).toEqual([304, undefined, tag])
    const tags = [
      tag,
      await ticket.tag(desk.coordinator),
      (await desk.alphaManager.get(ticket.path, { 'accept-language': 'ar' })).headers.etag,
    ]
    expect(new Set(tags).size).toBe(3)
    must(await ticket.post(desk.alphaManager, '/status', { status: 'in-progress' }))
    const changed = await desk.alphaManager.get(ticket.path, { 'if-none-match': tag })
    expect([changed.status, changed.body.status.key]).toEqual([200, 'in-progress'])
  })

  it('is never kept by what stands between, and varies by who asks', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const { headers } = await desk.alphaManager.get(ticket.path)
    expect(headers['cache-control']).toBe('private, no-store')
    expect(headers.vary).toBe('Accept-Language, Authorization, Cookie')
    const missing = await desk.betaManager.get(ticket.path)
    expect(missing.headers['cache-control']).toContain('no-store')
  })

  it('tells each reader what they may do', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const can = async (who: typeof desk.coordinator) => (await ticket.see(who)).can
    expect(await can(desk.alphaManager)).toEqual({
      ...{ reply: true, note: true, changeStatus: true, assign: true, accept: true, return: true },
      ...{ take: true, edit: true },
    })
    expect(await can(desk.coordinator)).toMatchObject({
      assign: true,
      accept: false,
      return: false,
      take: false,
    })
    const nothing = Object.fromEntries(Object.keys(await can(desk.auditor)).map((name) => [name, false]))
    expect(await can(desk.auditor)).toEqual(nothing)
    expect(await can(desk.website)).toEqual(nothing)
    expect(await can(await ticket.link())).toEqual({ ...nothing, reply: true, changeStatus: true })
  })

  it('leaves a dealer’s client number, type and category once a rival holds it', async () => {
    const client = await world.client({ companyId: COMPANY.alpha })
    const headers = { 'idempotency-key': 'dealer-request' }
    const request = testDrive(MODEL.a, { branchId: BRANCH.alphaNorth, externalReference: 'lead-9' })
    const { id, number } = must(await client.post('/tickets', request, headers)).body
    const path = `/tickets/${id}`
    expect((await client.get(path)).body).toMatchObject({
      ...{ externalReference: 'lead-9', assignment: { company: { id: COMPANY.alpha }, team: null } },
    })
    must(await desk.coordinator.post(`${path}/assignment`, AT_BETA))
    const reduced = {
      ...{ id, number, type: { key: 'test-drive', name: 'Test Drive' }, status: { category: 'new' } },
      reduced: true,
    }
    expect((await client.get(path)).body).toEqual(reduced)
    expect((await client.get('/tickets')).body.items).toEqual([reduced])
    expect((await client.get(`${path}/messages`)).body).toEqual({ items: [] })
    expect((await client.get(`${path}/timeline`)).body).toEqual({ items: [] })
    // Nor does a repeat of the request hand out the link any more.
    const repeat = await client.post('/tickets', request, headers)
    expect([repeat.status, repeat.body]).toEqual([201, reduced])
    must(await desk.coordinator.post(`${path}/assignment`, AT_ALPHA))
    expect((await client.get(path)).body.externalReference).toBe('lead-9')
  })
})

describe('staff who ask', () => {
  it('for themselves: colleagues read along the public part, wherever it goes', async () => {
    const own = { ...inquiry(), requester: { kind: 'staff' as const } }
    const { id } = await created(desk.alphaNorthAgent, own)
    must(await desk.coordinator.post(`/tickets/${id}/assignment`, AT_BETA))
    must(
      await desk.betaManager.post(`/tickets/${id}/messages`, { audience: 'public', text: 'We are on it.' }),
    )
    must(await desk.betaManager.post(`/tickets/${id}/messages`, { audience: 'network', text: 'Odd.' }))
    for (const who of [desk.alphaNorthAgent, desk.alphaManager]) {
      const seen = must(await who.get(`/tickets/${id}`)).body
      expect(seen.priority).toBeUndefined()
      expect(seen.assignment).toMatchObject({ status: 'dealer', company: null, assignee: null })
      const { items } = must(await who.get(`/tickets/${id}/messages`)).body
      expect(items.map((message: { text: string }) => message.text)).toEqual(['We are on it.'])
      expect(JSON.stringify([seen, items])).not.toMatch(/beta/i)
    }
    // Colleagues read along and decide nothing; whoever asked writes, and says that it is solved.
    const path = `/tickets/${id}`
    const solved = { status: 'resolved', code: 'done' }
    const thanks = { audience: 'public', text: 'Thank you.' }
    expect(said(await desk.alphaManager.post(`${path}/messages`, thanks))).toBe('403 not-permitted')
    expect(said(await desk.alphaManager.post(`${path}/status`, solved))).toBe('403 not-permitted')
    expect(Object.values((await desk.alphaManager.get(path)).body.can)).not.toContain(true)
    expect((await desk.alphaManager.get(`${path}/transitions`)).body).toMatchObject({
      ...{ statuses: [], audiences: [] },
    })
    expect((await desk.alphaNorthAgent.get(path)).body.can).toMatchObject({
      ...{ reply: true, changeStatus: true, note: false, edit: false },
    })
    expect(said(await desk.alphaNorthAgent.post(`${path}/status`, { status: 'on-hold' }))).toBe(
      '409 status-not-allowed',
    )
    const { author } = must(await desk.alphaNorthAgent.post(`${path}/messages`, thanks)).body
    expect(author).toMatchObject({ me: true, name: `Person ${USER.alphaNorthAgent}` })
    must(await desk.alphaNorthAgent.post(`${path}/status`, solved))
    expect(said(await desk.alphaManager.post(`${path}/messages`, thanks))).toBe('403 not-permitted')
    must(await desk.alphaNorthAgent.post(`${path}/messages`, thanks))
    expect((await desk.alphaNorthAgent.get(path)).body.status.key).toBe('in-progress')
    // A rival reads who asked, and names none of the company's other people.
    expect((await desk.betaManager.get(`/tickets/${id}`)).body.createdBy.name).toBe('another branch')
  })

  it('for a customer: are told once where it went, and have no right to it by that', async () => {
    const request = inquiry()
    const headers = { 'idempotency-key': 'for-lana' }
    const made = must(await desk.alphaNorthAgent.post('/tickets', request, headers))
    expect(made.body).toMatchObject({
      assignment: { status: 'unassigned' },
      requester: { name: 'Lana Qadir' },
    })
    expect(made.body.trackingUrl).toBeUndefined()
    expect(Object.values(made.body.can)).not.toContain(true)
    expect((await desk.alphaNorthAgent.post('/tickets', request, headers)).body.id).toBe(made.body.id)
    expect(said(await desk.alphaNorthAgent.get(`/tickets/${made.body.id}`))).toBe('404 not-found')
    const seen = await desk.coordinator.get(`/tickets/${made.body.id}`, { 'accept-language': 'en' })
    expect(seen.body.createdBy).toEqual({
      ...{ kind: 'staff', name: `Person ${USER.alphaNorthAgent}` },
    })
    // Where it lands with their own unit, they see it as any other.
    const near = await created(desk.alphaNorthAgent, testDrive(MODEL.a, { branchId: BRANCH.alphaNorth }))
    expect((await desk.alphaNorthAgent.get(`/tickets/${near.id}`)).body.can.reply).toBe(true)
  })
})

describe('GET /tickets/{id}/timeline', () => {
  it('tells what happened in order, in the reader’s words', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    must(await ticket.post(desk.alphaManager, '/messages', { audience: 'public', text: 'Hello.' }))
    world.pass(1000)
    must(await ticket.post(desk.alphaManager, '/status', { status: 'resolved', code: 'answered' }))
    const told = async (who: typeof desk.coordinator, language = 'en') =>
      must(await who.get(`${ticket.path}/timeline`, { 'accept-language': language })).body
    const staff = await told(desk.coordinator)
    expect(staff.items.map((item: { type: string }) => item.type)).toEqual([
      ...['ticket.created', 'ticket.assigned', 'ticket.assigned', 'message.created'],
      // Who replies has opened it and taken it on.
      ...['ticket.first-viewed', 'ticket.accepted', 'ticket.status-changed', 'ticket.status-changed'],
    ])
    const times = staff.items.map((item: { at: string }) => item.at)
    expect(times).toEqual(times.toSorted())
    expect(staff.items[2].text).toBe(`Person ${USER.coordinator} handed it to Alpha Motors`)

    const link = await ticket.link()
    const customer = await told(link)
    expect(customer.handOffs).toBeUndefined()
    expect(customer.items.map((item: { text: string }) => item.text)).toEqual([
      ...['The request was received', 'Alpha Motors has your request', 'Person, Alpha Motors replied'],
      ...['Your request is being worked on', 'It is done'],
    ])
    expect(customer.items.at(-1).data).toEqual({ to: 'resolved', category: 'closed' })
    for (const language of ['ar', 'ckb', 'ru']) {
      const { items } = await told(link, language)
      expect(items).toHaveLength(5)
      expect(items[0].text).not.toBe(customer.items[0].text)
    }
  })
})
