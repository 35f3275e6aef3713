import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CreateTicketInput } from '../../../contract/tickets.ts'
import { AT_ALPHA, AT_BETA, type Desk, must, openDesk, said } from '../../test/placed-ticket.ts'
import {
  type Caller,
  created,
  inquiry,
  openTestApp,
  type TestAnswer,
  type TestApp,
} from '../../test/test-app.ts'
import { COMPANY, USER } from '../../test/world-network.ts'
import { adoptTickets } from './adopt-tickets.ts'

let world: TestApp
let desk: Desk
beforeAll(async () => {
  world = await openTestApp()
  desk = await openDesk(world)
})
afterAll(() => world.close())

const DAY = 86_400_000
const newAddress = () => `${randomUUID()}@customer.example`
const NUMBER = '+9647500009921'
type Typed = { email?: string; phone?: string }
const asking = (typed: Typed, more: Partial<CreateTicketInput> = {}) =>
  inquiry({
    ...more,
    requester: { kind: 'customer', name: 'Lana Qadir', ...typed },
  } as Partial<CreateTicketInput>)
const ask = (typed: Typed, who: Caller = world.customer()) => created(who, asking(typed))
const listed = async (who: Caller, query = ''): Promise<string[]> => {
  const answer = await who.get(`/tickets?limit=200${query}`)
  expect(said(answer)).toBe('200')
  return answer.body.items.map((item: { id: string }) => item.id)
}
const pathOf = ({ id }: { id: string }) => `/tickets/${id}`
/** All of an answer but what names the address that was asked. */
const bytes = ({ status, body, headers: { date: _, ratelimit: __, ...headers } }: TestAnswer, id: string) =>
  JSON.stringify([status, body, headers]).replaceAll(id, '')

describe('a signed-in customer', () => {
  it('lists and opens what names their address and what they made, newest first, and nothing else', async () => {
    const [mine, others] = [newAddress(), newAddress()]
    const before = await ask({ email: mine, phone: NUMBER })
    const me = await world.signedInCustomer(mine)
    world.pass(1000)
    const byPhone = await ask({ phone: '+9647500009922' }, me)
    world.pass(1000)
    const forAnother = await ask({ email: others }, me)
    world.pass(1000)
    const after = await ask({ email: mine })
    const foreign = await ask({ email: newAddress(), phone: NUMBER })
    const sameNumber = await ask({ phone: NUMBER })

    expect(await listed(me)).toEqual([after.id, forAnother.id, byPhone.id, before.id])
    for (const ticket of [before, byPhone, forAnother, after]) {
      expect(said(await me.get(pathOf(ticket)))).toBe('200')
      expect(said(await me.get(`/tickets/${ticket.number}`))).toBe('200')
    }
    for (const ticket of [foreign, sameNumber])
      expect(said(await me.get(pathOf(ticket)))).toBe('404 not-found')
    // The other one sees what names them, though somebody else made it.
    expect(await listed(await world.signedInCustomer(others))).toEqual([forAnother.id])
  })

  it('gets for another’s ticket the bytes of one that does not exist, on every route of a ticket', async () => {
    const theirs = await ask({ email: newAddress() })
    const me = await world.signedInCustomer(newAddress())
    const nowhere = randomUUID()
    const asked: ((path: string) => Promise<TestAnswer>)[] = [
      (path) => me.get(path),
      (path) => me.get(`${path}/messages`),
      (path) => me.get(`${path}/timeline`),
      (path) => me.get(`${path}/transitions`),
      (path) => me.post(`${path}/messages`, { text: 'Let me in.' }),
      (path) => me.post(`${path}/status`, { status: 'resolved', code: 'done' }),
    ]
    for (const each of asked) {
      const answer = await each(pathOf(theirs))
      expect(answer.status).toBe(404)
      expect(bytes(answer, theirs.id)).toBe(bytes(await each(`/tickets/${nowhere}`), nowhere))
    }
  })

  it('reads the public part as by the link: contacts masked, no note, no earlier holder', async () => {
    const mine = newAddress()
    const ticket = await ask({ email: mine, phone: NUMBER })
    const path = pathOf(ticket)
    must(await desk.coordinator.post(`${path}/assignment`, { ...AT_ALPHA, reason: 'Not for customers.' }))
    must(await desk.alphaManager.post(`${path}/messages`, { audience: 'company', text: 'Secret of Alpha.' }))
    must(await desk.alphaManager.post(`${path}/messages`, { audience: 'public', text: 'Good morning.' }))
    must(await desk.coordinator.post(`${path}/assignment`, AT_BETA))
    const me = await world.signedInCustomer(mine)
    const link = (await world.link(ticket.trackingUrl)).caller
    for (const below of ['/messages', '/timeline', '/transitions'])
      expect((await me.get(path + below)).body).toEqual((await link.get(path + below)).body)
    const { requester, ...seen } = (await me.get(path)).body
    const { requester: byLink, ...same } = (await link.get(path)).body
    expect(seen).toEqual(same)
    expect(requester).toEqual({ ...byLink, verified: false })
    expect(requester).toMatchObject({ phone: '+964•••21', email: expect.stringContaining('•••@') })
    const told = JSON.stringify([
      seen,
      (await me.get(`${path}/timeline`)).body,
      (await me.get('/tickets')).body,
    ])
    expect(told).toContain('Good morning.')
    expect(told).not.toMatch(/alpha|Secret|Not for customers/i)
  })

  it('writes, says solved and withdraws, as themselves, once per key', async () => {
    const mine = newAddress()
    const ticket = await ask({ email: mine })
    const me = await world.signedInCustomer(mine)
    const key = { 'idempotency-key': 'once' }
    const [first, again] = [1, 2].map(() => me.post(`${pathOf(ticket)}/messages`, { text: 'Hello?' }, key))
    const [one, two] = [await first, await again]
    expect([one?.status, two?.status, two?.body.id]).toEqual([201, 201, one?.body.id])
    expect(one?.body.author).toMatchObject({ kind: 'customer', name: 'Lana Qadir', me: true })
    expect(said(await me.post(`${pathOf(ticket)}/messages`, { audience: 'company', text: 'x' }))).toContain(
      '400',
    )
    const solved = { status: 'resolved', code: 'done' }
    expect(said(await me.post(`${pathOf(ticket)}/status`, solved, { 'if-match': '"99"' }))).toBe(
      '412 version-stale',
    )
    const races = [me, me].map((who) => who.post(`${pathOf(ticket)}/status`, solved))
    expect((await Promise.all(races)).map(said).toSorted()).toEqual(['200', '409 status-not-allowed'])
    expect((await me.get(`${pathOf(ticket)}/timeline`)).body.items.at(-1).actor.me).toBe(true)
    expect(said(await me.post(`${pathOf(ticket)}/status`, { status: 'on-hold' }))).not.toBe('200')
    const second = await ask({ email: mine })
    const withdrawn = { status: 'unresolved', code: 'withdrawn' }
    expect(said(await me.post(`${pathOf(second)}/status`, withdrawn))).toBe('200')
  })

  it('does none of the acts of staff', async () => {
    const mine = newAddress()
    const path = pathOf(await ask({ email: mine }))
    const me = await world.signedInCustomer(mine)
    for (const [method, below, body] of [
      ['PATCH', '', { priority: 'urgent' }],
      ['POST', '/assignment', AT_ALPHA],
      ['POST', '/assignment/accept', undefined],
      ['POST', '/assignment/return', { reason: 'x' }],
      ['POST', '/view', undefined],
    ] as const) {
      expect(said(await me.send(method, path + below, { body }))).toBe('403 not-permitted')
    }
  })

  it('may not ask by what the rows do not show', async () => {
    const me = await world.signedInCustomer(newAddress())
    const hidden = [
      'companyId=alpha',
      'branchId=x',
      'teamId=x',
      'assigneeId=x',
      'assignment=team',
      'source=api',
    ]
    for (const filter of [...hidden, 'externalReference=A', 'q=lana']) {
      const [name = ''] = filter.split('=')
      expect(said(await me.get(`/tickets?${filter}`))).toBe(`400 ?${name} not-for-this-caller`)
    }
    for (const filter of ['category=new', 'type=test-drive', 'sort=-updatedAt'])
      expect(await listed(me, `&${filter}`)).toEqual([])
  })

  it('sees what a dealer’s system made with their address, also while a rival holds it', async () => {
    const mine = newAddress()
    const client = await world.client({ companyId: COMPANY.alpha, name: 'Alpha site' })
    const ticket = await ask({ email: mine }, client)
    const me = await world.signedInCustomer(mine)
    must(await desk.coordinator.post(`${pathOf(ticket)}/assignment`, AT_BETA))
    expect((await client.get(pathOf(ticket))).body.reduced).toBe(true)
    const seen = (await me.get(pathOf(ticket))).body
    expect(seen.assignment.company.id).toBe(COMPANY.beta)
    expect(JSON.stringify([seen, (await me.get(`${pathOf(ticket)}/timeline`)).body])).not.toMatch(/alpha/i)
  })
})

describe('a stranger', () => {
  it('who types another’s address or number sees nothing of theirs, and changes nothing for them', async () => {
    const [victims, strangers] = [newAddress(), newAddress()]
    const theirs = await ask({ email: victims, phone: '+9647500009931' })
    const stranger = await world.signedInCustomer(strangers)
    const typed = await ask({ email: victims, phone: '+9647500009931' }, stranger)
    const number = await ask({ email: strangers, phone: '+9647500009931' }, stranger)
    expect(await listed(stranger)).toEqual(expect.arrayContaining([typed.id, number.id]))
    expect(await listed(stranger)).toHaveLength(2)
    expect(said(await stranger.get(pathOf(theirs)))).toBe('404 not-found')
    const victim = await world.signedInCustomer(victims)
    // What names their address is theirs to read, marked as not confirmed until they act on it.
    expect((await listed(victim)).toSorted()).toEqual([theirs.id, typed.id].toSorted())
    expect((await victim.get(pathOf(typed))).body.requester.verified).toBe(false)
    expect((await stranger.get(pathOf(typed))).body.requester.verified).toBeUndefined()
    const withdrawn = { status: 'unresolved', code: 'withdrawn' }
    expect(said(await victim.post(`${pathOf(typed)}/status`, withdrawn))).toBe('200')
  })

  it('on the portal without a proved address sees no ticket, not even their own', async () => {
    const portal = world.customer()
    const ticket = await ask({ email: newAddress() }, portal)
    for (const path of ['/tickets', pathOf(ticket), `${pathOf(ticket)}/messages`])
      expect(said(await portal.get(path))).toBe('403 not-permitted')
  })
})

describe('requests from before there were records', () => {
  it('come to whoever proves their address; those of staff and of others do not', async () => {
    const mine = newAddress()
    const old = await ask({ email: mine })
    const others = await ask({ email: newAddress() })
    const coordinator = await world.staff(USER.coordinator)
    const own = await created(coordinator, inquiry({ requester: { kind: 'staff' } } as never))
    await world.asSystem((ctx) =>
      sql`update tickets set customer_id = null, customer_link = null, requester_email = case when id = ${own.id}
        then ${mine} else requester_email end where id in (${old.id}, ${others.id}, ${own.id})`.execute(
        ctx.tx,
      ),
    )
    const me = await world.signedInCustomer(mine)
    expect(await listed(me)).toEqual([])
    await world.asSystem((ctx) => adoptTickets(ctx, { id: me.customerId, email: mine }))
    expect(await listed(me)).toEqual([old.id])
    expect((await me.get(pathOf(old))).body.requester.verified).toBe(false)
  })
})

// Last: the clock moves past everybody's sessions.
describe('a request that ended', () => {
  it('keeps a request longer than its link does, and is told of spam no more than by the link', async () => {
    const mine = newAddress()
    const ticket = await ask({ email: mine })
    const me = await world.signedInCustomer(mine)
    const spam = { status: 'unresolved', code: 'spam' }
    must(await desk.coordinator.post(`${pathOf(ticket)}/assignment`, AT_ALPHA))
    must(await desk.coordinator.post(`${pathOf(ticket)}/status`, spam))
    expect((await me.get(pathOf(ticket))).body.closing).toBeNull()
    world.pass((world.house.config.trackingLinkDays + 1) * DAY)
    expect((await world.link(ticket.trackingUrl)).opened.status).toBe(404)
    const later = await world.signedInCustomer(mine)
    expect(said(await later.get(pathOf(ticket)))).toBe('200')
  })
})
