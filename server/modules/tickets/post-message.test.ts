import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  AT_ALPHA,
  AT_BETA,
  type Desk,
  must,
  openDesk,
  type PlacedTicket,
  said,
} from '../../test/placed-ticket.ts'
import { type Caller, openTestApp, type TestApp } from '../../test/test-app.ts'

let world: TestApp
let desk: Desk
beforeAll(async () => {
  world = await openTestApp()
  desk = await openDesk(world)
})
afterAll(() => world.close())

const DAY = 86_400_000
const write = (ticket: PlacedTicket, who: Caller, audience: string | undefined, text: string, headers = {}) =>
  ticket.post(who, '/messages', audience === undefined ? { text } : { audience, text }, headers)
const texts = async (ticket: PlacedTicket, who: Caller): Promise<string[]> =>
  must(await who.get(`${ticket.path}/messages`)).body.items.map((message: { text: string }) => message.text)
const close = (ticket: PlacedTicket, status: string, code: string) =>
  ticket.post(desk.alphaManager, '/status', { status, code })

describe('POST /tickets/{id}/messages', () => {
  it('replies to the customer, starts the work, and marks the first response', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const answer = must(await write(ticket, desk.alphaManager, 'public', 'Yes, until six.'))
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      ...{ audience: 'public', readers: [], text: 'Yes, until six.', channel: 'portal' },
      author: { kind: 'staff', me: true, company: { id: 'alpha' } },
    })
    const first = world.now().toISOString()
    expect(await ticket.see()).toMatchObject({
      ...{ status: { key: 'in-progress' }, firstResponseAt: first, firstViewedAt: first },
      assignment: { accepted: true },
    })
    world.pass(1000)
    must(await write(ticket, desk.alphaManager, 'public', 'And on Saturday.'))
    expect((await ticket.see()).firstResponseAt).toBe(first)
  })

  it('does not raise the version by itself; a status that it changes does', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const version = (await ticket.see()).version
    must(await write(ticket, desk.coordinator, 'network', 'Have a look.'))
    expect((await ticket.see()).version).toBe(version)
    must(await write(ticket, desk.alphaManager, 'company', 'Ours.'))
    expect((await ticket.see()).version).toBe(version + 1)
    must(await write(ticket, desk.alphaManager, 'company', 'Still ours.'))
    must(await write(ticket, await ticket.link(), undefined, 'Thanks.'))
    expect((await ticket.see()).version).toBe(version + 1)
  })

  it('takes a note on an unassigned ticket without a change', async () => {
    const ticket = await desk.placed()
    must(await write(ticket, desk.coordinator, 'network', 'Which city?'))
    const seen = await ticket.see()
    expect([seen.status.key, seen.version, seen.firstResponseAt]).toEqual(['new', 1, null])
  })

  it('is bad input without a text, with two, or to an audience that is not theirs', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const link = await ticket.link()
    const say = async (who: Caller, body: unknown) => said(await ticket.post(who, '/messages', body))
    expect(await say(desk.alphaManager, {})).toBe('400 #/text required')
    expect(await say(desk.alphaManager, { text: 'x' })).toBe('400 #/audience required')
    expect(await say(desk.alphaManager, { text: '   ', audience: 'public' })).toBe('400 #/text too-short')
    expect(await say(desk.alphaManager, { text: 'x'.repeat(10_001), audience: 'public' })).toBe(
      '400 #/text too-long',
    )
    expect(await say(desk.alphaManager, { text: 'x', audience: 'world' })).toBe('400 #/audience not-one-of')
    expect(await say(desk.alphaManager, { text: 5, audience: 'public' })).toBe('400 #/text wrong-type')
    expect(await say(desk.alphaManager, { text: 'x', audience: 'public', files: [] })).toBe(
      '400 #/files unknown-field',
    )
    expect(await say(link, { text: 'x', audience: 'network' })).toBe('400 #/audience not-for-this-caller')
    expect(await texts(ticket, desk.alphaManager)).toEqual([])
  })

  it('asks who is asking', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    expect(said(await write(ticket, world.nobody, 'public', 'x'))).toBe('401 not-signed-in')
    for (const who of [desk.auditor, desk.website, world.customer()]) {
      expect(said(await write(ticket, who, 'public', 'x'))).toBe('403 not-permitted')
    }
    expect(said(await write(ticket, desk.betaManager, 'public', 'x'))).toBe('404 not-found')
    const other = await desk.placed()
    expect(said(await write(ticket, await other.link(), undefined, 'x'))).toBe('404 not-found')
    expect(said(await world.nobody.get(`${ticket.path}/messages`))).toBe('401 not-signed-in')
    expect(said(await desk.betaManager.get(`${ticket.path}/messages`))).toBe('404 not-found')
  })

  it('is written once for a repeated key, and ten times for ten at once, in one order for all', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const headers = { 'idempotency-key': 'say-once' }
    const first = must(await write(ticket, desk.alphaManager, 'public', 'Once.', headers))
    const again = must(await write(ticket, desk.alphaManager, 'public', 'Once.', headers))
    expect(again.body).toEqual(first.body)
    const link = await ticket.link()
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        write(ticket, index % 2 ? link : desk.alphaManager, 'public', `Message ${index}`),
      ),
    )
    expect(all.map((answer) => answer.status)).toEqual(Array(10).fill(201))
    const read = await texts(ticket, desk.alphaManager)
    expect(read.toSorted()).toEqual(
      ['Once.', ...Array.from({ length: 10 }, (_, i) => `Message ${i}`)].toSorted(),
    )
    const told = (await ticket.timeline(link)).items.flatMap((item: { message?: { text: string } }) =>
      item.message ? [item.message.text] : [],
    )
    expect(told.toSorted()).toEqual(read.toSorted())
  })

  it('ends the waiting when the customer writes', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    must(await ticket.post(desk.alphaManager, '/status', { status: 'pending-customer' }))
    world.pass(1000)
    const answer = must(await write(ticket, await ticket.link(), undefined, 'Here I am.'))
    expect(answer.body.author).toMatchObject({ kind: 'customer', name: 'Lana Qadir', me: true })
    expect(await ticket.see()).toMatchObject({
      ...{ status: { key: 'in-progress' }, pendingSince: null },
      lastCustomerMessageAt: world.now().toISOString(),
    })
  })

  it('reopens within the window to the second, and not after', async () => {
    const window = world.house.config.reopenDays * DAY
    for (const [after, answer] of [
      [window, '201'],
      [window + 1000, '409 reopen-window-over'],
    ] as const) {
      const ticket = await desk.placed(AT_ALPHA)
      must(await close(ticket, 'resolved', 'done'))
      world.pass(after)
      const link = await ticket.link()
      expect((await ticket.see(link)).can.reply).toBe(answer === '201')
      expect(said(await write(ticket, link, undefined, 'It is back.'))).toBe(answer)
      // Sessions have ended meanwhile.
      desk = await openDesk(world)
      const seen = await ticket.see(desk.coordinator)
      expect([seen.status.key, seen.reopenedCount]).toEqual(
        answer === '201' ? ['in-progress', 1] : ['resolved', 0],
      )
    }
  })

  it('does not reopen what was closed as spam', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    must(await close(ticket, 'unresolved', 'spam'))
    expect(said(await write(ticket, await ticket.link(), undefined, 'Buy now!'))).toBe(
      '409 reopen-window-over',
    )
    expect((await ticket.see()).status.key).toBe('unresolved')
  })

  it('takes a note on a closed ticket, but no reply', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    must(await close(ticket, 'resolved', 'done'))
    expect(said(await write(ticket, desk.alphaManager, 'public', 'One more thing'))).toBe('409 ticket-closed')
    expect(said(await write(ticket, desk.alphaManager, 'company', 'For the file.'))).toBe('201')
    expect((await ticket.see()).status.key).toBe('resolved')
  })
})

describe('the stamp of a message', () => {
  it('never widens: a rival reads nothing of before, and its writer reads it again later', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    must(await write(ticket, desk.alphaManager, 'network', 'alpha to network'))
    must(await write(ticket, desk.alphaManager, 'company', 'alpha to itself'))
    must(await write(ticket, desk.alphaManager, 'public', 'alpha to all'))
    world.pass(1000)
    must(await ticket.post(desk.coordinator, '/assignment', AT_BETA))
    world.pass(1000)
    must(await write(ticket, desk.betaManager, 'network', 'beta to network'))
    must(await write(ticket, desk.betaManager, 'company', 'beta to itself'))
    expect(await texts(ticket, desk.betaManager)).toEqual([
      'alpha to all',
      'beta to network',
      'beta to itself',
    ])
    expect(await texts(ticket, desk.coordinator)).toEqual([
      'alpha to network',
      'alpha to all',
      'beta to network',
    ])
    const [reply] = (await desk.betaManager.get(`${ticket.path}/messages`)).body.items
    expect(reply.author).toEqual({ kind: 'staff', name: 'another branch', company: null, me: false })

    world.pass(1000)
    must(await ticket.post(desk.coordinator, '/assignment', AT_ALPHA))
    expect(await texts(ticket, desk.alphaManager)).toEqual([
      'alpha to network',
      'alpha to itself',
      'alpha to all',
    ])
  })

  it('names to the customer the present holder’s people only, by first name', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    must(await write(ticket, desk.alphaManager, 'public', 'From the first dealer.'))
    const link = await ticket.link()
    const author = async () => (await link.get(`${ticket.path}/messages`)).body.items[0].author
    expect(await author()).toMatchObject({ name: 'Person, Alpha Motors', company: { id: 'alpha' } })
    must(await ticket.post(desk.coordinator, '/assignment', AT_BETA))
    expect(await author()).toEqual({ kind: 'staff', name: 'another branch', company: null, me: false })
    expect(JSON.stringify(await ticket.timeline(link))).not.toMatch(/alpha/i)
  })
})
