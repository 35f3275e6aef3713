import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AT_ALPHA, AT_BETA, type Desk, must, openDesk, said } from '../../test/placed-ticket.ts'
import { openTestApp, type TestApp, testDrive } from '../../test/test-app.ts'
import { MODEL } from '../../test/world-network.ts'
import { meetRequirement } from './requirements.ts'

/** A type's room that exists only here: a test drive asks for two things before it is resolved. */
const TEST_DRIVES = {
  type: 'test-drive' as const,
  onOpen: async () => ['attendance', 'feedback', 'attendance'],
}

let world: TestApp
let desk: Desk
beforeAll(async () => {
  world = await openTestApp([TEST_DRIVES])
  desk = await openDesk(world)
})
afterAll(() => world.close())

const DAY = 86_400_000
const later = () => new Date(world.now().getTime() + 2 * DAY).toISOString()

describe('POST /tickets/{id}/status', () => {
  it('walks the graph and keeps what each status asks for', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const to = async (body: object) => must(await ticket.post(desk.alphaManager, '/status', body)).body
    const resumeAt = later()
    expect(await to({ status: 'on-hold', reason: 'The part is on its way.', resumeAt })).toMatchObject({
      status: { key: 'on-hold', category: 'paused', name: 'On Hold' },
      hold: { reason: 'The part is on its way.', resumeAt },
      assignment: { accepted: true },
    })
    const waiting = await to({ status: 'pending-customer' })
    expect([waiting.hold, waiting.pendingSince]).toEqual([null, world.now().toISOString()])
    const active = await to({ status: 'in-progress' })
    expect([active.pendingSince, active.status.category]).toEqual([null, 'active'])
    const closed = await to({ status: 'resolved', code: 'answered', note: 'She came by.' })
    expect(closed).toMatchObject({
      ...{ status: { key: 'resolved', category: 'closed' }, closing: { code: 'answered' } },
      ...{ closedAt: world.now().toISOString(), reopenedCount: 0 },
    })
    const again = await to({ status: 'in-progress' })
    expect([again.closing, again.closedAt, again.reopenedCount]).toEqual([null, null, 1])
    const messages = (await desk.alphaManager.get(`${ticket.path}/messages`)).body.items
    expect(messages.map((message: { audience: string; text: string }) => message)).toMatchObject([
      { audience: 'company', text: 'She came by.' },
    ])
    expect((await desk.coordinator.get(`${ticket.path}/messages`)).body.items).toEqual([])
  })

  it('names what is allowed when a rule is broken, and changes nothing', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const to = (body: object) => ticket.post(desk.alphaManager, '/status', body)
    const back = await to({ status: 'new' })
    expect([said(back), back.body.allowed]).toEqual([
      '409 status-not-allowed',
      ['in-progress', 'on-hold', 'pending-customer', 'resolved', 'unresolved'],
    ])
    const code = await to({ status: 'resolved', code: 'spam' })
    expect([said(code), code.body.allowed]).toEqual([
      '409 closing-code-not-allowed',
      ['answered', 'done', 'quotation-sent', 'no-longer-needed'],
    ])
    expect(said(await to({ status: 'resolved' }))).toBe('400 #/code required')
    expect(said(await to({ status: 'resolved', code: 'magic' }))).toBe('400 #/code not-one-of')
    expect(said(await to({ status: 'in-progress', code: 'done' }))).toBe('400 #/code not-for-this-status')
    expect(said(await to({ status: 'on-hold', resumeAt: later() }))).toBe('400 #/reason required')
    expect(said(await to({ status: 'on-hold', reason: 'x' }))).toBe('400 #/resumeAt required')
    const past = world.now().toISOString()
    expect(said(await to({ status: 'on-hold', reason: 'x', resumeAt: past }))).toBe(
      '400 #/resumeAt time-past',
    )
    expect(said(await to({ status: 'on-hold', reason: 'x', resumeAt: '2026-02-30T00:00:00Z' }))).toBe(
      '400 #/resumeAt wrong-format',
    )
    expect(said(await to({ status: 'done', colour: 1 }))).toBe(
      '400 #/status not-one-of, #/colour unknown-field',
    )
    const now = await ticket.see()
    expect([now.status.key, now.version]).toEqual(['new', 2])
    must(await to({ status: 'unresolved', code: 'cannot-help' }))
    const closed = await to({ status: 'resolved', code: 'done' })
    expect([said(closed), closed.body.allowed]).toEqual(['409 status-not-allowed', ['in-progress']])
  })

  it('asks who is asking', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const body = { status: 'in-progress' }
    expect(said(await ticket.post(world.nobody, '/status', body))).toBe('401 not-signed-in')
    for (const who of [desk.auditor, desk.website, world.customer()]) {
      expect(said(await ticket.post(who, '/status', body))).toBe('403 not-permitted')
    }
    expect(said(await ticket.post(desk.betaManager, '/status', body))).toBe('404 not-found')
    expect(said(await ticket.post(desk.alphaNorthAgent, '/status', body))).toBe('404 not-found')
  })

  it('takes the version if given, and answers a repeat as the first', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const post = (body: object, headers: Record<string, string>) =>
      ticket.post(desk.alphaManager, '/status', body, headers)
    expect(said(await post({ status: 'in-progress' }, { 'if-match': '"1"' }))).toBe('412 version-stale')
    const headers = { 'idempotency-key': 'close', 'if-match': await ticket.tag() }
    const first = must(await post({ status: 'resolved', code: 'done' }, headers))
    const again = must(await post({ status: 'resolved', code: 'done' }, headers))
    expect([again.body, again.headers['idempotency-replayed']]).toEqual([first.body, 'true'])
    expect(said(await post({ status: 'resolved', code: 'answered' }, headers))).toBe(
      '422 idempotency-key-reused',
    )
  })

  it('lets one of many who close at once close it', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const codes = ['answered', 'done', 'no-longer-needed', 'quotation-sent']
    const all = await Promise.all(
      codes.map((code) => ticket.post(desk.alphaManager, '/status', { status: 'resolved', code })),
    )
    expect(all.map(said).toSorted()).toEqual(['200', ...Array(3).fill('409 status-not-allowed')])
    const changes = (await ticket.timeline()).items.filter(
      (item: { type: string }) => item.type === 'ticket.status-changed',
    )
    expect(changes).toHaveLength(1)
  })

  it('lets whoever asked say that it is solved, or withdraw, and nothing else', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const link = await ticket.link()
    const to = (body: object) => ticket.post(link, '/status', body)
    const moved = await to({ status: 'in-progress' })
    expect([said(moved), moved.body.allowed]).toEqual(['409 status-not-allowed', ['resolved', 'unresolved']])
    const code = await to({ status: 'unresolved', code: 'spam' })
    expect([said(code), code.body.allowed]).toEqual(['409 closing-code-not-allowed', ['withdrawn']])
    expect(said(await to({ status: 'resolved', code: 'done', note: 'x' }))).toBe(
      '400 #/note not-for-this-caller',
    )
    const { body } = must(await to({ status: 'resolved', code: 'done' }))
    expect([body.status.key, body.closing.code]).toEqual(['resolved', 'done'])
    expect(said(await to({ status: 'unresolved', code: 'withdrawn' }))).toBe('409 status-not-allowed')

    const other = await desk.placed()
    const { body: withdrawn } = must(
      await other.post(await other.link(), '/status', { status: 'unresolved', code: 'withdrawn' }),
    )
    expect(withdrawn.closing.code).toBe('withdrawn')
  })

  it('lets a client that may act as the requester do the same', async () => {
    const acting = await world.client({ scopes: ['tickets.create', 'tickets.read', 'act-as-requester'] })
    const mine = await acting.post('/tickets', testDrive(MODEL.a))
    const path = `/tickets/${mine.body.id}`
    const to = async (body: object) => said(await acting.post(`${path}/status`, body))
    expect(await to({ status: 'pending-customer' })).toBe('409 status-not-allowed')
    expect(await to({ status: 'unresolved', code: 'withdrawn' })).toBe('200')
  })

  it('hides a hold’s reason from a rival, and spam from whoever asked', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const reason = 'Waiting for the owner to call.'
    const resumeAt = later()
    must(await ticket.post(desk.alphaManager, '/status', { status: 'on-hold', reason, resumeAt }))
    must(await ticket.post(desk.coordinator, '/assignment', AT_BETA))
    expect((await ticket.see(desk.betaManager)).hold).toEqual({ reason: null, resumeAt })
    expect((await ticket.see()).hold?.reason).toBe(reason)
    must(await ticket.post(desk.betaManager, '/status', { status: 'unresolved', code: 'spam' }))
    const seen = await ticket.see(await ticket.link())
    expect([seen.status.key, seen.closing]).toEqual(['unresolved', null])
    expect(JSON.stringify(await ticket.timeline(await ticket.link()))).not.toMatch(/spam/i)
  })
})

describe('requirements of a type', () => {
  const attended = (id: string, code: string) => world.asSystem((ctx) => meetRequirement(ctx, id, code))

  it('stand between a ticket and Resolved until its room has met them', async () => {
    const ticket = await desk.placed(AT_ALPHA, testDrive(MODEL.a))
    const resolve = () => ticket.post(desk.alphaManager, '/status', { status: 'resolved', code: 'done' })
    expect((await ticket.see()).requirements).toMatchObject([
      { code: 'attendance', met: false },
      { code: 'feedback', met: false },
    ])
    const refused = await resolve()
    expect([said(refused), refused.body.allowed]).toEqual([
      '409 requirements-open',
      ['attendance', 'feedback'],
    ])
    await attended(ticket.id, 'attendance')
    expect((await resolve()).body.allowed).toEqual(['feedback'])
    const offered = (await desk.alphaManager.get(`${ticket.path}/transitions`)).body
    expect(offered.requirements.map((one: { code: string; met: boolean }) => [one.code, one.met])).toEqual([
      ['attendance', true],
      ['feedback', false],
    ])
    const closing = offered.statuses.find((one: { status: { key: string } }) => one.status.key === 'resolved')
    expect(closing.whyNot).toBeTruthy()
    await attended(ticket.id, 'feedback')
    await attended(ticket.id, 'feedback')
    expect(said(await resolve())).toBe('200')
  })

  it('do not hold up Unresolved, another type, or tell the customer of our work', async () => {
    const ticket = await desk.placed(AT_ALPHA, testDrive(MODEL.a))
    const link = await ticket.link()
    const solved = await ticket.post(link, '/status', { status: 'resolved', code: 'done' })
    expect([said(solved), solved.body.allowed]).toEqual(['409 requirements-open', undefined])
    expect(JSON.stringify(solved.body)).not.toContain('attendance')
    const offered = (await link.get(`${ticket.path}/transitions`)).body
    expect([offered.requirements, offered.targets]).toEqual([[], []])
    expect(said(await ticket.post(link, '/status', { status: 'unresolved', code: 'withdrawn' }))).toBe('200')
    const inquiry = await desk.placed(AT_ALPHA)
    expect((await inquiry.see()).requirements).toEqual([])
    expect(
      said(await inquiry.post(desk.alphaManager, '/status', { status: 'resolved', code: 'answered' })),
    ).toBe('200')
  })
})

describe('GET /tickets/{id}/transitions', () => {
  it('offers just what the act then takes', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    for (const who of [desk.alphaManager, desk.coordinator, await ticket.link()]) {
      const { statuses } = (await who.get(`${ticket.path}/transitions`)).body
      for (const key of ['new', 'in-progress', 'on-hold', 'pending-customer', 'resolved', 'unresolved']) {
        const offer = statuses.find((one: { status: { key: string } }) => one.status.key === key)
        // What would go through as it is would change what is offered next.
        if (offer?.needs.length === 0) continue
        const answer = said(await ticket.post(who, '/status', { status: key }))
        expect(answer, key).toMatch(offer ? /^400 #\/(code|reason) required$/ : /^409 status-not-allowed$/)
      }
    }
  })

  it('offers nothing to who only reads, and 401 and 404 to the others', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const nothing = { statuses: [], targets: [], requirements: [], audiences: [] }
    expect((await desk.auditor.get(`${ticket.path}/transitions`)).body).toEqual(nothing)
    expect((await desk.website.get(`${ticket.path}/transitions`)).body).toEqual(nothing)
    expect(said(await world.nobody.get(`${ticket.path}/transitions`))).toBe('401 not-signed-in')
    expect(said(await desk.betaManager.get(`${ticket.path}/transitions`))).toBe('404 not-found')
  })

  it('says who would read a note, and names no other dealer', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const readers = async (who: typeof desk.coordinator) =>
      (await who.get(`${ticket.path}/transitions`)).body.audiences
    expect(await readers(desk.alphaManager)).toEqual([
      { key: 'public', readers: [] },
      { key: 'network', readers: ['Alpha Motors', 'Central Distribution'] },
      { key: 'company', readers: ['Alpha Motors'] },
    ])
    expect(await readers(await ticket.link())).toEqual([{ key: 'public', readers: [] }])
  })
})
