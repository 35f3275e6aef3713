import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AT_ALPHA, AT_BETA, type Desk, must, openDesk, said } from '../../test/placed-ticket.ts'
import { type Caller, created, inquiry, openTestApp, type TestApp } from '../../test/test-app.ts'
import { BRANCH, COMPANY, TEAM, USER } from '../../test/world-network.ts'
import { trackingUrl } from './tracking-link.ts'

let world: TestApp
let desk: Desk
beforeAll(async () => {
  world = await openTestApp()
  desk = await openDesk(world)
})
afterAll(() => world.close())

describe('when the public part changed', () => {
  it('is all that whoever asked learns: inner work moves neither time nor tag nor place in the list', async () => {
    const client = await world.client({ scopes: ['tickets.create', 'tickets.read'] })
    const first = await created(client, inquiry())
    const path = `/tickets/${first.id}`
    world.pass(1000)
    must(await desk.coordinator.post(`${path}/assignment`, AT_ALPHA))
    must(await desk.alphaManager.post(`${path}/assignment/accept`))
    world.pass(1000)
    const second = await created(client, inquiry())
    const link = (await world.link(first.trackingUrl)).caller
    const outside = async () => {
      const answers = [await client.get(path), await link.get(path)]
      return {
        times: answers.map(({ body }) => body.updatedAt),
        tags: answers.map(({ headers }) => headers.etag?.replace(/^W\/"\d+\./, '')),
        order: (await client.get('/tickets?sort=-updatedAt')).body.items.map(({ id }: { id: string }) => id),
        recent: (await client.get(`/tickets?updatedAfter=${second.createdAt}`)).body.items.length,
      }
    }
    const inside = async () => (await desk.coordinator.get(path)).body.updatedAt
    const before = await outside()
    expect(before.order).toEqual([second.id, first.id])

    let updated = await inside()
    const innerWork: ((who: Caller) => Promise<unknown>)[] = [
      async (who) => must(await who.post(`${path}/messages`, { audience: 'company', text: 'A note.' })),
      async (who) => must(await who.post(`${path}/messages`, { audience: 'network', text: 'A note.' })),
    ]
    for (const work of innerWork) {
      world.pass(1000)
      await work(desk.alphaManager)
      expect(await inside()).not.toBe(updated)
      updated = await inside()
      expect(await outside()).toEqual(before)
    }
    // Priority, tags and persons raise the version, which is everybody's; the time stays.
    world.pass(1000)
    const tag = (await desk.coordinator.get(path)).headers.etag ?? ''
    must(await desk.coordinator.patch(path, { priority: 'high', tags: ['vip'] }, { 'if-match': tag }))
    must(await desk.alphaManager.post(`${path}/assignment`, { ...AT_ALPHA, assigneeId: USER.alphaManager }))
    const { times, order, recent } = await outside()
    expect({ times, order, recent }).toEqual({
      ...{ times: before.times, order: before.order, recent: before.recent },
    })

    const publicActs: (() => Promise<unknown>)[] = [
      async () =>
        must(await desk.alphaManager.post(`${path}/messages`, { audience: 'public', text: 'Hello.' })),
      async () => must(await desk.alphaManager.post(`${path}/status`, { status: 'pending-customer' })),
      async () => must(await link.post(`${path}/messages`, { text: 'Here I am.' })),
      async () =>
        must(
          await desk.coordinator.post(`${path}/assignment`, {
            status: 'branch',
            branchId: BRANCH.alphaNorth,
          }),
        ),
    ]
    for (const act of publicActs) {
      world.pass(1000)
      await act()
      const seen = await outside()
      expect(seen.times).toEqual(Array(2).fill(world.now().toISOString()))
      expect(seen.order).toEqual([first.id, second.id])
      expect(seen.recent).toBe(before.recent + 1)
    }
  })

  it('orders a requester’s own tickets together with those that they work on, each once', async () => {
    const own = { ...inquiry(), requester: { kind: 'staff' as const } }
    const asked = await created(desk.alphaManager, own)
    world.pass(1000)
    const held = await desk.placed(AT_ALPHA)
    world.pass(1000)
    must(
      await desk.coordinator.post(`/tickets/${asked.id}/messages`, { audience: 'network', text: 'A note.' }),
    )
    const both = await created(desk.alphaManager, own)
    must(await desk.coordinator.post(`/tickets/${both.id}/assignment`, AT_ALPHA))
    const listed: string[] = []
    let cursor = ''
    do {
      const { body } = must(
        await desk.alphaManager.get(`/tickets?sort=-updatedAt&limit=1${cursor && `&cursor=${cursor}`}`),
      )
      listed.push(...body.items.map(({ id }: { id: string }) => id))
      cursor = body.nextCursor ?? ''
    } while (cursor)
    expect(new Set(listed).size).toBe(listed.length)
    expect(listed.filter((id) => [asked.id, held.id, both.id].includes(id))).toEqual([
      ...[both.id, held.id, asked.id],
    ])
  })
})

describe('the link of a ticket that a dealer’s client made', () => {
  const begin = async (requester: object) => {
    const client = await world.client({ companyId: COMPANY.alpha, name: 'Alpha site' })
    const ticket = await created(client, inquiry({ requester } as never))
    const path = `/tickets/${ticket.id}`
    const hand = async (to: object) => {
      world.pass(1000)
      must(await desk.coordinator.post(`${path}/assignment`, to))
    }
    const version = async () => {
      const { rows } = await world.asSystem((ctx) =>
        sql<{ link_version: number }>`select link_version from tickets where id = ${ticket.id}`.execute(
          ctx.tx,
        ),
      )
      return rows[0]?.link_version ?? 0
    }
    return { ticket, path, hand, version }
  }

  it('is replaced when another dealer gets the ticket, with every cookie made by it', async () => {
    const { ticket, path, hand, version } = await begin({
      name: 'Lana Qadir',
      email: 'lana@customer.example',
    })
    const cookie = (await world.link(ticket.trackingUrl)).caller
    await hand(AT_ALPHA)
    await hand({ status: 'team', teamId: TEAM.care })
    expect([await version(), said(await cookie.get(path))]).toEqual([1, '200'])
    await hand(AT_BETA)
    expect(await version()).toBe(2)
    expect(said((await world.link(ticket.trackingUrl)).opened)).toBe('404 not-found')
    for (const below of ['', '/messages', '/timeline', '/transitions']) {
      expect(said(await cookie.get(path + below))).toBe('404 not-found')
    }
    const fresh = await world.link(trackingUrl(world.house, ticket.id, 2))
    expect((await fresh.caller.get(path)).body.assignment.company.id).toBe(COMPANY.beta)
    // Within that dealer and on to nobody the new one stays: the client has not seen it.
    await hand({ status: 'branch', branchId: BRANCH.betaNorth })
    await hand({ status: 'unassigned' })
    expect(await version()).toBe(2)
    await hand(AT_BETA)
    expect(await version()).toBe(3)
  })

  it('goes on showing the status where nobody can be written to', async () => {
    const { ticket, path, hand } = await begin({ name: 'Lana Qadir', phone: '+9647500004417' })
    const cookie = (await world.link(ticket.trackingUrl)).caller
    await hand(AT_BETA)
    const again = await world.link(ticket.trackingUrl)
    expect(again.opened.body).toEqual({ ticketId: ticket.id, number: ticket.number })
    const line = {
      ...{ id: ticket.id, number: ticket.number, reduced: true, status: { category: 'new' } },
      type: { key: 'general-inquiry', name: 'General Inquiry' },
    }
    for (const who of [cookie, again.caller]) {
      expect((await who.get(path)).body).toEqual(line)
      expect((await who.get(`${path}/messages`)).body).toEqual({ items: [] })
      expect((await who.get(`${path}/timeline`)).body).toEqual({ items: [] })
      expect(said(await who.post(`${path}/messages`, { text: 'Hello?' }))).toBe('403 not-permitted')
      const solved = { status: 'resolved', code: 'done' }
      expect(said(await who.post(`${path}/status`, solved))).toBe('403 not-permitted')
    }
    // Both versions are raised where a link is revoked for good.
    await world.asSystem((ctx) =>
      sql`update tickets set link_version = 3, link_oldest_version = 3 where id = ${ticket.id}`.execute(
        ctx.tx,
      ),
    )
    expect(said(await cookie.get(path))).toBe('404 not-found')
    expect(said((await world.link(ticket.trackingUrl)).opened)).toBe('404 not-found')
  })

  it('stays where the distributor’s own website made the ticket', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    must(await desk.coordinator.post(`${ticket.path}/assignment`, AT_BETA))
    expect((await world.link(ticket.trackingUrl)).opened.status).toBe(200)
  })
})

describe('a dealer’s system', () => {
  it('is not named to another dealer, nor to the customer while another holds the ticket', async () => {
    const client = await world.client({ companyId: COMPANY.alpha, name: 'Alpha site' })
    const marks = { externalReference: 'ALPHA-CRM-7', attribution: { utm_source: 'alpha-news' } }
    const ticket = await created(client, inquiry(marks))
    const path = `/tickets/${ticket.id}`
    const told = async (who: Caller) =>
      JSON.stringify([(await who.get(path)).body, (await who.get(`${path}/timeline`)).body])
    must(await desk.coordinator.post(`${path}/assignment`, AT_ALPHA))
    for (const who of [desk.alphaManager, desk.coordinator]) {
      for (const word of ['Alpha site', 'ALPHA-CRM-7', 'alpha-news']) expect(await told(who)).toContain(word)
    }
    must(await desk.coordinator.post(`${path}/assignment`, AT_BETA))
    expect((await desk.betaManager.get(path)).body).toMatchObject({
      ...{ source: { key: 'api', client: null }, createdBy: { kind: 'client', name: null } },
      ...{ externalReference: null, attribution: null },
    })
    const link = (await world.link(trackingUrl(world.house, ticket.id, 2))).caller
    for (const who of [desk.betaManager, link]) expect(await told(who)).not.toMatch(/alpha/i)
    expect(await told(desk.coordinator)).toContain('Alpha site')
  })
})
