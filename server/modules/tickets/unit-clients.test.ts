import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientScope } from '../../../contract/actions.ts'
import { openDesk } from '../../test/placed-ticket.ts'
import { type Caller, created, inquiry, openTestApp, type TestApp } from '../../test/test-app.ts'
import { BRANCH, BRAND, COMPANY, TEAM } from '../../test/world-network.ts'

/* API clients with `tickets.read.unit` and `messages.internal`: what they see beyond what they created, and what not. */

const { alpha, beta, distributor } = COMPANY
const UNIT: ClientScope[] = ['tickets.read.unit']

let world: TestApp
let desk: Awaited<ReturnType<typeof openDesk>>
type Placed = Awaited<ReturnType<(typeof desk)['placed']>>
const at = {} as Record<'north' | 'south' | 'dealer' | 'rival' | 'recall' | 'nobody', Placed>
beforeAll(async () => {
  world = await openTestApp()
  desk = await openDesk(world)
  const asked = inquiry({ brandId: BRAND.a })
  at.north = await desk.placed({ status: 'branch', branchId: BRANCH.alphaNorth }, asked)
  at.south = await desk.placed({ status: 'branch', branchId: BRANCH.alphaSouth }, asked)
  at.dealer = await desk.placed({ status: 'dealer', companyId: alpha }, inquiry({ brandId: BRAND.b }))
  at.rival = await desk.placed({ status: 'dealer', companyId: beta }, asked)
  at.recall = await desk.placed({ status: 'team', teamId: TEAM.recall }, asked)
  at.nobody = await desk.placed(null, asked)
})
afterAll(() => world.close())

const client = (scopes: ClientScope[], more: Parameters<TestApp['client']>[0] = {}) =>
  world.client({ companyId: alpha, scopes, ...more })
/** Where of the tickets above this client's list has some; the search must agree, and so must the ticket itself. */
async function places(one: Caller, filter = ''): Promise<string[]> {
  const ids = async (path: string) =>
    (await one.get(path)).body.items.map(({ id }: { id: string }) => id) as string[]
  const [listed, found] = [
    await ids(`/tickets?limit=200${filter}`),
    await ids(`/tickets?limit=200&q=lana${filter}`),
  ]
  expect(found.toSorted()).toEqual(listed.toSorted())
  const names = Object.keys(at) as (keyof typeof at)[]
  for (const name of filter === '' ? names : [])
    expect((await one.get(at[name].path)).status, name).toBe(listed.includes(at[name].id) ? 200 : 404)
  return names.filter((name) => listed.includes(at[name].id))
}

describe('a client that reads its unit', () => {
  it('sees what its company holds, within its branches and brands, and nothing else', async () => {
    expect(await places(await client(UNIT))).toEqual(['north', 'south', 'dealer'])
    expect(await places(await client(UNIT, { branchIds: [BRANCH.alphaNorth] }))).toEqual(['north'])
    expect(await places(await client(UNIT, { brandIds: [BRAND.b] }))).toEqual(['dealer'])
    const both = { branchIds: [BRANCH.alphaNorth, BRANCH.alphaSouth], brandIds: [BRAND.b] }
    expect(await places(await client(UNIT, both))).toEqual([])
    expect(await places(await client(UNIT, { companyId: beta }))).toEqual(['rival'])
    expect(await places(await client(['tickets.read', 'messages.internal']))).toEqual([])
  })

  it('of the distributor sees what the distributor’s own units hold, not the network, nor branches that it may name', async () => {
    expect(await places(await client(UNIT, { companyId: distributor }))).toEqual(['recall'])
    const named = { companyId: distributor, branchIds: [BRANCH.alphaNorth] }
    expect(await places(await client(UNIT, named))).toEqual([])
  })

  it('may ask for what these tickets show; of others that it created nothing is told so', async () => {
    const maker = await client(['tickets.create', ...UNIT])
    const own = await created(maker, inquiry({ brandId: BRAND.a }))
    const listed = async (query: string) =>
      (await maker.get(`/tickets?limit=200&${query}`)).body.items.map(({ id }: { id: string }) => id)
    expect(await listed('category=new')).toContain(own.id)
    for (const query of [
      'status=new',
      `brandId=${BRAND.a}`,
      'sort=-updatedAt',
      'assignment=branch',
      'q=lana&status=new',
    ])
      expect([query, (await listed(query)).includes(own.id)]).toEqual([query, false])
    expect(await places(maker, `&branchId=${BRANCH.alphaSouth}`)).toEqual(['south'])
    expect(await places(maker, `&companyId=${beta}`)).toEqual([])
    expect(await places(maker, '&assignment=dealer')).toEqual(['dealer'])
    expect(await listed('sort=-updatedAt&status=new')).toEqual([at.dealer.id, at.south.id, at.north.id])
  })

  it('reads the staff’s part without notes, tags and reasons, and these with their scope', async () => {
    const ticket = await desk.placed({ status: 'dealer', companyId: alpha, reason: 'mark-of-a-hand-off' })
    const { alphaManager } = desk
    const resumeAt = new Date(world.now().getTime() + 86_400_000).toISOString()
    await ticket.post(alphaManager, '/messages', { audience: 'company', text: 'mark-of-a-note' })
    await ticket.post(alphaManager, '/messages', { audience: 'network', text: 'mark-of-a-word' })
    await ticket.post(desk.coordinator, '/messages', { audience: 'company', text: 'mark-of-the-distributor' })
    await ticket.post(alphaManager, '/messages', { audience: 'public', text: 'mark-of-a-reply' })
    const held = { status: 'on-hold', reason: 'mark-of-a-hold', resumeAt }
    expect((await ticket.post(alphaManager, '/status', held)).status).toBe(200)
    const tags = await alphaManager.patch(
      ticket.path,
      { tags: ['mark-of-a-tag'] },
      { 'if-match': await ticket.tag() },
    )
    expect(tags.status).toBe(200)

    const read = async (one: Caller) => {
      const answers = []
      for (const below of ['', '/messages', '/timeline', '/transitions'])
        answers.push((await one.get(ticket.path + below)).body)
      const [whole] = answers
      expect(whole).toMatchObject({
        priority: 'normal',
        source: { key: 'api' },
        hold: { resumeAt },
        routing: null,
      })
      expect(whole.can).toEqual({
        ...whole.can,
        reply: false,
        note: false,
        changeStatus: false,
        assign: false,
      })
      expect(answers[3]).toMatchObject({ statuses: [], targets: [], audiences: [] })
      return [...new Set(JSON.stringify(answers).match(/mark-of-[a-z-]+/g))].toSorted()
    }
    const known = ['mark-of-a-reply']
    expect(await read(await client(UNIT))).toEqual(known)
    const all = ['hand-off', 'hold', 'note', 'reply', 'tag', 'word'].map((what) => `mark-of-a-${what}`)
    expect(await read(await client([...UNIT, 'messages.internal']))).toEqual(all)
    // Without the unit the scope of notes tells nothing, also of what the client itself created.
    const maker = await client(['tickets.create', 'tickets.read', 'messages.internal'])
    const own = await created(maker, inquiry())
    await desk.coordinator.post(`/tickets/${own.id}/assignment`, { status: 'dealer', companyId: alpha })
    await alphaManager.post(`/tickets/${own.id}/messages`, { audience: 'company', text: 'mark-of-a-note' })
    expect(JSON.stringify((await maker.get(`/tickets/${own.id}/messages`)).body)).not.toContain('mark-of')
    expect((await maker.get(`/tickets/${own.id}`)).body).not.toHaveProperty('tags')
  })

  it('acts as the requester only on what it created, and never as staff', async () => {
    const acting = await client(['tickets.create', ...UNIT, 'messages.internal', 'act-as-requester'])
    const own = await created(acting, inquiry())
    await desk.coordinator.post(`/tickets/${own.id}/assignment`, { status: 'dealer', companyId: alpha })
    const post = (id: string, below: string, body: unknown) => acting.post(`/tickets/${id}${below}`, body)
    const reply = { text: 'Is anybody there?' }
    const done = { status: 'resolved', code: 'done' }
    expect((await acting.get(`/tickets/${own.id}`)).body).toMatchObject({
      can: { reply: true, note: false },
      tags: [],
    })
    expect((await post(own.id, '/messages', reply)).status).toBe(201)
    expect((await post(own.id, '/messages', { ...reply, audience: 'company' })).status).toBe(400)
    // What only those do who work on it.
    expect((await post(own.id, '/status', { status: 'in-progress' })).body.code).toBe('status-not-allowed')
    expect((await post(own.id, '/status', { ...done, note: 'For us.' })).status).toBe(400)
    for (const [below, body] of [
      ['/assignment', { status: 'dealer', companyId: alpha }],
      ['/assignment/accept', undefined],
      ['/assignment/return', { reason: 'Not ours.' }],
      ['/view', undefined],
    ] as const)
      expect([below, (await post(own.id, below, body)).status]).toEqual([below, 403])
    expect((await post(own.id, '/status', done)).status).toBe(200)
    for (const other of [at.north.id, at.dealer.id]) {
      expect((await post(other, '/messages', reply)).status).toBe(403)
      expect((await post(other, '/status', done)).status).toBe(403)
    }
    expect((await post(at.rival.id, '/messages', reply)).status).toBe(404)
    const messages = (await desk.coordinator.get(`${at.north.path}/messages`)).body.items
    expect(messages).toEqual([])
  })

  it('loses a ticket as soon as its company does', async () => {
    const reader = await client(UNIT)
    const ticket = await desk.placed({ status: 'dealer', companyId: alpha })
    expect((await reader.get(ticket.path)).status).toBe(200)
    await ticket.post(desk.coordinator, '/assignment', { status: 'dealer', companyId: beta })
    const gone = await reader.get(ticket.path)
    const never = await reader.get('/tickets/GI-99999999')
    expect([gone.status, gone.body.code]).toEqual([404, never.body.code])
  })
})
