import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScopeRow, StaffActor } from '../../../contract/actor.ts'
import { inTransaction } from '../../platform/context.ts'
import { AT_ALPHA, AT_BETA, type Desk, must, openDesk, said } from '../../test/placed-ticket.ts'
import { type Caller, openTestApp, type TestApp } from '../../test/test-app.ts'
import { BRANCH, BRAND, COMPANY, USER } from '../../test/world-network.ts'
import { listHandOffs } from './list-hand-offs.ts'

let world: TestApp
let desk: Desk
beforeAll(async () => {
  world = await openTestApp()
  desk = await openDesk(world)
})
afterAll(() => world.close())

const MANAGER: StaffActor = {
  ...{ kind: 'staff', userId: USER.alphaManager, companyId: COMPANY.alpha, companyKind: 'dealer' },
  ...{ branchId: null, teamIds: [], scopes: [], actions: new Set(['tickets.read']) },
}

type Line = { number: string; type: string; receivedAt: string; leftAt: string }
const lines = async (who: Caller, search = '?limit=200'): Promise<Line[]> =>
  must(await who.get(`/hand-offs${search}`)).body.items

describe('GET /hand-offs', () => {
  it('keeps a line of each stay that ended: number, type, times', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const received = (await ticket.see()).firstAssignedAt
    // Moves within the company are one stay.
    world.pass(60_000)
    const north = { status: 'branch', branchId: BRANCH.alphaNorth }
    must(await ticket.post(desk.alphaManager, '/assignment', north))
    expect(await lines(desk.alphaManager)).toEqual([])
    world.pass(60_000)
    must(await ticket.post(desk.coordinator, '/assignment', AT_BETA))
    const first = {
      ...{ number: ticket.number, type: 'general-inquiry', receivedAt: received },
      leftAt: world.now().toISOString(),
    }
    expect(await lines(desk.alphaManager)).toEqual([first])
    expect(await lines(desk.betaManager)).toEqual([])
    expect(said(await desk.alphaManager.get(ticket.path))).toBe('404 not-found')

    world.pass(60_000)
    must(await ticket.post(desk.coordinator, '/assignment', AT_ALPHA))
    const back = world.now().toISOString()
    world.pass(60_000)
    must(await ticket.post(desk.alphaManager, '/assignment/return', { reason: 'No.' }))
    expect(await lines(desk.alphaManager)).toEqual([
      { ...first, receivedAt: back, leftAt: world.now().toISOString() },
      first,
    ])
    expect(await lines(desk.betaManager)).toMatchObject([{ number: ticket.number, leftAt: back }])
  })

  it('turns pages, newest first, without losing or doubling a line', async () => {
    for (let index = 0; index < 5; index++) {
      const ticket = await desk.placed(AT_BETA)
      must(await ticket.post(desk.coordinator, '/assignment', AT_ALPHA))
    }
    const all = await lines(desk.betaManager)
    const paged: Line[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = must(await desk.betaManager.get(`/hand-offs?limit=2${cursor && `&cursor=${cursor}`}`))
      paged.push(...body.items)
      cursor = body.nextCursor
    }
    expect(paged).toEqual(all)
    const times = all.map((line) => line.leftAt)
    expect(times).toEqual(times.toSorted().reverse())
  })

  it('is for those who answer for the whole company', async () => {
    for (const who of [desk.alphaNorthAgent, desk.alphaTeamAgent, await world.staff(USER.recallSpecialist)]) {
      expect(said(await who.get('/hand-offs'))).toBe('403 not-permitted')
    }
    // A unit of another kind with the company's id, or one brand of the company, is not the whole company.
    const asked = (scope: ScopeRow) =>
      inTransaction(world.house, { actor: { ...MANAGER, scopes: [scope] } }, (ctx) =>
        listHandOffs(ctx, { limit: 10 }),
      )
    const whole = { kind: 'company', unitId: COMPANY.alpha, brandId: null } as const
    expect((await asked(whole)).items.length).toBeGreaterThan(0)
    await expect(asked({ ...whole, kind: 'branch' })).rejects.toThrow('not-permitted')
    await expect(asked({ ...whole, brandId: BRAND.a })).rejects.toThrow('not-permitted')
    await expect(asked({ kind: 'network', unitId: null, brandId: BRAND.a })).rejects.toThrow('not-permitted')
    expect(said(await desk.website.get('/hand-offs'))).toBe('403 not-permitted')
    expect(said(await world.nobody.get('/hand-offs'))).toBe('401 not-signed-in')
    expect(said(await desk.alphaManager.get('/hand-offs?cursor=x'))).toBe('400 cursor-mismatch')
    expect(said(await desk.alphaManager.get('/hand-offs?companyId=beta'))).toBe(
      '400 ?companyId unknown-field',
    )
  })
})
