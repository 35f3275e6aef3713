import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AT_ALPHA, type Desk, must, openDesk, type PlacedTicket, said } from '../../test/placed-ticket.ts'
import { openTestApp, type TestApp } from '../../test/test-app.ts'

let world: TestApp
let desk: Desk
beforeAll(async () => {
  world = await openTestApp()
  desk = await openDesk(world)
})
afterAll(() => world.close())

const DAY = 86_400_000
const tokenOf = (ticket: PlacedTicket) => ticket.trackingUrl.split('#')[1] ?? ''
const open = (token: string) => world.nobody.post('/tracking', { token })
const revoke = (ticket: PlacedTicket) =>
  world.asSystem((ctx) =>
    sql`update tickets set link_version = link_version + 1, link_oldest_version = link_version + 1
      where id = ${ticket.id}`.execute(ctx.tx),
  )

describe('POST /tracking', () => {
  it('opens one ticket for this browser, again and again, on any device', async () => {
    const ticket = await desk.placed()
    const other = await desk.placed()
    for (const device of [await world.link(ticket.trackingUrl), await world.link(ticket.trackingUrl)]) {
      expect(device.opened.body).toEqual({ ticketId: ticket.id, number: ticket.number })
      const cookie = device.opened.headers['set-cookie'] ?? ''
      expect(cookie).toMatch(/^__Host-ic_track=.+; Path=\/; HttpOnly; Secure; SameSite=Strict/)
      expect(cookie).not.toContain(tokenOf(ticket))
      expect(said(await device.caller.get(ticket.path))).toBe('200')
      expect(said(await device.caller.get(other.path))).toBe('404 not-found')
    }
  })

  it('answers every secret that opens nothing the same', async () => {
    const ticket = await desk.placed()
    const token = tokenOf(ticket)
    const bytes = Buffer.from(token, 'base64url')
    const turned = (index: number) => {
      const copy = Buffer.from(bytes)
      copy[index] = (copy[index] ?? 0) ^ 1
      return copy.toString('base64url')
    }
    const wrong = [
      turned(0),
      turned(20),
      turned(bytes.length - 1),
      'a'.repeat(54),
      token.slice(0, -2),
      `${token}AA`,
    ]
    const answers = await Promise.all(wrong.map(open))
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    expect(said(answers[0] as (typeof answers)[0])).toBe('404 not-found')
    expect(answers.every((answer) => answer.headers['set-cookie'] === undefined)).toBe(true)
    expect(said(await world.nobody.post('/tracking', {}))).toBe('400 #/token required')
    expect(said(await world.nobody.post('/tracking', { token: 'short' }))).toBe('400 #/token too-short')
    expect(said(await desk.website.post('/tracking', { token }))).toBe('403 not-permitted')
  })

  it('is no matter of one stranger what key another sends; a repeat brings the cookie again', async () => {
    const headers = { 'idempotency-key': 'open' }
    const first = await desk.placed()
    const second = await desk.placed()
    const portal = world.customer()
    for (const [who, ticket] of [
      [world.nobody, first],
      [world.nobody, second],
      [portal, first],
      [portal, first],
    ] as const) {
      const answer = await who.post('/tracking', { token: tokenOf(ticket) }, headers)
      expect([answer.status, answer.body.ticketId]).toEqual([200, ticket.id])
      expect(answer.headers['set-cookie']).toContain('ic_track=')
    }
  })

  it('is revoked by the link’s version, together with every cookie made by it', async () => {
    const ticket = await desk.placed()
    const link = await ticket.link()
    expect(said(await link.get(ticket.path))).toBe('200')
    await revoke(ticket)
    expect(said(await open(tokenOf(ticket)))).toBe('404 not-found')
    for (const below of ['', '/messages', '/timeline', '/transitions']) {
      expect(said(await link.get(ticket.path + below))).toBe('404 not-found')
    }
    expect(said(await ticket.post(link, '/messages', { text: 'Still there?' }))).toBe('404 not-found')
  })

  it('gives a repeat of creating the link that works now', async () => {
    const headers = { 'idempotency-key': 'same-request' }
    const body = {
      type: 'general-inquiry',
      requester: { name: 'Lana Qadir', phone: '+9647500004417' },
      details: { topic: 'information', message: 'Are you open?' },
    }
    for (const who of [world.customer(), desk.website]) {
      const first = must(await who.post('/tickets', body, headers)).body
      const again = must(await who.post('/tickets', body, headers)).body
      expect(again.trackingUrl).toBe(first.trackingUrl)
      await world.asSystem((ctx) =>
        sql`update tickets set link_version = 2 where id = ${first.id}`.execute(ctx.tx),
      )
      const later = must(await who.post('/tickets', body, headers)).body
      expect(later.trackingUrl).not.toBe(first.trackingUrl)
      expect((await world.link(later.trackingUrl)).opened.status).toBe(200)
    }
  })

  it('ends some days after closing, to the second, and not before', async () => {
    const days = world.house.config.trackingLinkDays
    const ticket = await desk.placed(AT_ALPHA)
    world.pass(days * DAY)
    desk = await openDesk(world)
    expect(said(await open(tokenOf(ticket)))).toBe('200')
    must(await desk.alphaManager.post(`${ticket.path}/status`, { status: 'resolved', code: 'done' }))
    world.pass(days * DAY - 1000)
    const link = await ticket.link()
    expect(said(await link.get(ticket.path))).toBe('200')
    world.pass(1000)
    expect(said(await open(tokenOf(ticket)))).toBe('404 not-found')
    expect(said(await link.get(ticket.path))).toBe('404 not-found')
    desk = await openDesk(world)
    // Opened again, it works again.
    must(await desk.alphaManager.post(`${ticket.path}/status`, { status: 'in-progress' }))
    expect(said(await open(tokenOf(ticket)))).toBe('200')
  })
})

describe('what a link shows', () => {
  it('masks contacts; staff and the client that sent them see them whole', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const shown = (await ticket.see(await ticket.link())).requester
    expect(shown).toEqual({
      ...{ kind: 'customer', name: 'Lana Qadir', phone: '+964•••17', email: 'l•••@customer.example' },
    })
    for (const who of [desk.alphaManager, desk.website]) {
      expect((await ticket.see(who)).requester).toMatchObject({
        ...{ phone: '+9647500004417', email: 'lana@customer.example' },
      })
    }
  })

  it('speaks the reader’s language, ku meaning Sorani', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const link = await ticket.link()
    const status = async (language: string) =>
      (await link.get(ticket.path, { 'accept-language': language })).body.status.name
    const [en, ar, ckb, ku, ru] = await Promise.all(['en', 'ar', 'ckb', 'ku-IQ, en;q=0.5', 'ru'].map(status))
    expect(ku).toBe(ckb)
    expect(new Set([en, ar, ckb, ru]).size).toBe(4)
    expect(
      (await link.get(ticket.path, { 'accept-language': 'fr, de;q=0.9' })).headers['content-language'],
    ).toBe('en')
    const refused = await link.get('/tickets/GI-99999999', { 'accept-language': 'ku' })
    expect([refused.headers['content-language'], refused.body.code]).toEqual(['ckb', 'not-found'])
  })
})
