import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AT_ALPHA, AT_BETA, type Desk, must, openDesk, said } from '../../test/placed-ticket.ts'
import { openTestApp, type TestApp, testDrive } from '../../test/test-app.ts'
import { BRANCH, BRAND, COMPANY, MODEL, TEAM, USER, worldSnapshot } from '../../test/world-network.ts'
import { applySnapshot } from '../directory/index.ts'

let world: TestApp
let desk: Desk
beforeAll(async () => {
  world = await openTestApp()
  desk = await openDesk(world)
})
afterAll(() => world.close())

const atNorth = { status: 'branch', branchId: BRANCH.alphaNorth } as const

describe('POST /tickets/{id}/assignment', () => {
  it('hands a ticket on, completes the company, leaves the status alone, and begins a hand-off', async () => {
    const ticket = await desk.placed()
    const before = await ticket.see()
    const answer = await ticket.post(desk.coordinator, '/assignment', { ...atNorth, reason: 'Near to her.' })
    expect(answer.status).toBe(200)
    expect(answer.body.assignment).toMatchObject({
      ...{ status: 'branch', company: { id: COMPANY.alpha }, branch: { id: BRANCH.alphaNorth } },
      ...{ team: null, assignee: null, accepted: false },
    })
    expect(answer.body.status.key).toBe('new')
    expect(answer.body.version).toBe(before.version + 1)
    const { handOffs } = await ticket.timeline()
    expect(handOffs).toHaveLength(2)
    expect(handOffs[0].endedAt).toBe(handOffs[1].at)
    expect(handOffs[1]).toMatchObject({
      ...{ by: { id: USER.coordinator }, why: { kind: 'person', reason: 'Near to her.' }, endedAt: null },
      ...{ firstViewedAt: null, acceptedAt: null, from: { status: 'unassigned' }, to: { status: 'branch' } },
    })
  })

  it('keeps the time of the first assignment', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const first = (await ticket.see()).firstAssignedAt
    expect(first).not.toBeNull()
    world.pass(60_000)
    must(await ticket.post(desk.coordinator, '/assignment', AT_BETA))
    expect((await ticket.see()).firstAssignedAt).toBe(first)
  })

  it('starts the work when somebody takes it themselves', async () => {
    const ticket = await desk.placed(atNorth)
    const mine = { ...atNorth, assigneeId: USER.alphaNorthAgent }
    const { body } = await ticket.post(desk.alphaNorthAgent, '/assignment', mine)
    expect([body.status.key, body.assignment.accepted, body.assignment.assignee.id]).toEqual([
      'in-progress',
      true,
      USER.alphaNorthAgent,
    ])
    expect(body.firstViewedAt).toBe(world.now().toISOString())
  })

  it('names what is wrong with the request', async () => {
    const ticket = await desk.placed()
    const say = async (body: unknown) => said(await ticket.post(desk.coordinator, '/assignment', body))
    expect(await say({})).toBe('400 #/status required')
    expect(await say({ status: 'nowhere' })).toBe('400 #/status not-one-of')
    expect(await say({ status: 'dealer' })).toBe('400 #/companyId required')
    expect(await say({ status: 'branch' })).toBe('400 #/branchId required')
    expect(await say({ status: 'team' })).toBe('400 #/teamId required')
    expect(await say({ status: 'branch', branchId: 'nope' })).toBe('400 #/branchId unknown-reference')
    expect(await say({ status: 'team', teamId: 'nope' })).toBe('400 #/teamId unknown-reference')
    expect(await say({ status: 'dealer', companyId: 'nope' })).toBe('400 #/companyId unknown-reference')
    expect(await say({ ...AT_ALPHA, assigneeId: 'nope' })).toBe('400 #/assigneeId unknown-reference')
    expect(await say({ status: 'unassigned', companyId: COMPANY.alpha })).toBe(
      '400 #/companyId not-for-this-status',
    )
    expect(await say({ ...AT_ALPHA, teamId: TEAM.alphaDesk })).toBe('400 #/teamId not-for-this-status')
    expect(await say({ ...AT_ALPHA, force: true })).toBe('400 #/force unknown-field')
    expect((await ticket.see()).assignment.status).toBe('unassigned')
  })

  it('refuses targets that will not do, with the rule’s code, and changes nothing', async () => {
    const ticket = await desk.placed()
    const say = async (body: unknown) => said(await ticket.post(desk.coordinator, '/assignment', body))
    expect(await say({ status: 'dealer', companyId: COMPANY.distributor })).toBe('409 assignment-not-allowed')
    expect(await say({ status: 'branch', branchId: BRANCH.betaNorth, companyId: COMPANY.alpha })).toBe(
      '409 unit-of-another-company',
    )
    expect(await say({ status: 'team', teamId: TEAM.betaSales, companyId: COMPANY.alpha })).toBe(
      '409 unit-of-another-company',
    )
    expect(await say({ status: 'team', teamId: TEAM.alphaSales, branchId: BRANCH.betaNorth })).toBe(
      '409 unit-of-another-company',
    )
    expect(await say({ status: 'team', teamId: TEAM.alphaSales, branchId: BRANCH.alphaSouth })).toBe(
      '409 assignment-not-allowed',
    )
    expect(await say({ status: 'branch', branchId: BRANCH.alphaClosed })).toBe('409 unit-inactive')
    expect(await say({ ...AT_ALPHA, assigneeId: USER.alphaFormer })).toBe('409 unit-inactive')
    expect(await say({ ...AT_ALPHA, assigneeId: USER.betaManager })).toBe('409 unit-of-another-company')
    expect(await say({ ...atNorth, assigneeId: USER.alphaSouthAgent })).toBe('409 assignment-not-allowed')
    const after = await ticket.see()
    expect([after.assignment.status, after.version]).toEqual(['unassigned', 1])
    expect((await ticket.timeline()).handOffs).toHaveLength(1)
  })

  it('refuses a person who could not open it as it would be', async () => {
    const snapshot = worldSnapshot()
    const north = snapshot.users.find((user) => user.id === USER.alphaNorthAgent)
    if (!north) throw new Error('no such user')
    const scopes = [{ kind: 'branch' as const, unitId: BRANCH.alphaNorth, brandId: BRAND.b }]
    snapshot.users.push({ ...north, id: 'alpha-brand-b-agent', email: 'b@alpha.example', scopes })
    await world.asSystem((ctx) => applySnapshot(ctx, snapshot))
    const to = { ...atNorth, assigneeId: 'alpha-brand-b-agent' }
    const ofA = await desk.placed(null, testDrive(MODEL.a))
    expect(said(await ofA.post(desk.coordinator, '/assignment', to))).toBe('409 assignee-cannot-see')
    const ofB = await desk.placed(null, testDrive(MODEL.b))
    expect((await ofB.post(desk.coordinator, '/assignment', to)).status).toBe(200)
  })

  it('asks who is asking: 401, 403, 404', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    expect(said(await ticket.post(world.nobody, '/assignment', AT_BETA))).toBe('401 not-signed-in')
    for (const who of [desk.auditor, desk.website, await ticket.link(), world.customer()]) {
      expect(said(await ticket.post(who, '/assignment', AT_BETA))).toBe('403 not-permitted')
    }
    expect(said(await ticket.post(desk.betaManager, '/assignment', AT_BETA))).toBe('404 not-found')
    expect(said(await ticket.post(desk.alphaManager, '/assignment', AT_BETA))).toBe(
      '409 assignment-not-allowed',
    )
    expect(said(await ticket.post(desk.alphaManager, '/assignment', { status: 'unassigned' }))).toBe(
      '409 assignment-not-allowed',
    )
  })

  it('tells a dealer nothing of another company’s teams and people by refusing them', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const answers = async (...bodies: object[]) => {
      const found = []
      for (const body of bodies) found.push((await ticket.post(desk.alphaManager, '/assignment', body)).body)
      return found
    }
    const [team, noTeam] = await answers(
      { status: 'team', teamId: TEAM.betaSales },
      { status: 'team', teamId: 'no-such-team' },
    )
    expect(team).toEqual(noTeam)
    const [person, noPerson] = await answers(
      { ...AT_ALPHA, assigneeId: USER.betaManager },
      { ...AT_ALPHA, assigneeId: 'nobody-at-all' },
    )
    expect(person).toEqual(noPerson)
    const [care, noCare] = await answers(
      { status: 'team', teamId: TEAM.care },
      { status: 'team', teamId: 'no-such-team' },
    )
    expect(care).toEqual(noCare)
  })

  it('changes nothing when the same is asked again', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const version = (await ticket.see()).version
    const again = await ticket.post(desk.coordinator, '/assignment', AT_ALPHA)
    expect([again.status, again.body.version]).toEqual([200, version])
    const headers = { 'idempotency-key': 'hand-on' }
    const first = must(await ticket.post(desk.coordinator, '/assignment', AT_BETA, headers))
    const repeat = must(await ticket.post(desk.coordinator, '/assignment', AT_BETA, headers))
    expect(repeat.body).toEqual(first.body)
    expect(repeat.headers['idempotency-replayed']).toBe('true')
    expect((await ticket.timeline()).handOffs).toHaveLength(3)
    expect(said(await ticket.post(desk.coordinator, '/assignment', AT_ALPHA, headers))).toBe(
      '422 idempotency-key-reused',
    )
  })

  it('judges by the version where one is given, and on the present row where none is', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const stale = await ticket.tag()
    must(await ticket.post(desk.coordinator, '/assignment', atNorth, { 'if-match': stale }))
    expect(said(await ticket.post(desk.coordinator, '/assignment', AT_BETA, { 'if-match': stale }))).toBe(
      '412 version-stale',
    )
    expect((await ticket.post(desk.coordinator, '/assignment', AT_BETA)).status).toBe(200)
    expect((await ticket.post(desk.coordinator, '/assignment', AT_ALPHA, { 'if-match': '*' })).status).toBe(
      200,
    )
  })

  it('lets one of two coordinators win who saw the same', async () => {
    const ticket = await desk.placed()
    const admin = await world.staff(USER.admin)
    const headers = { 'if-match': await ticket.tag() }
    const both = await Promise.all([
      ticket.post(desk.coordinator, '/assignment', AT_ALPHA, headers),
      ticket.post(admin, '/assignment', AT_BETA, headers),
    ])
    expect(both.map(said).toSorted()).toEqual(['200', '412 version-stale'])
    const { handOffs } = await ticket.timeline()
    expect(handOffs.filter((row: { endedAt: string | null }) => row.endedAt === null)).toHaveLength(1)
  })

  it('keeps one chain of hand-offs under twelve at once', async () => {
    const ticket = await desk.placed()
    const targets = [AT_ALPHA, AT_BETA, atNorth, { status: 'unassigned' as const }]
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        ticket.post(desk.coordinator, '/assignment', targets[index % targets.length]),
      ),
    )
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
    const { handOffs } = await ticket.timeline()
    const open = handOffs.filter((row: { endedAt: string | null }) => row.endedAt === null)
    const now = await ticket.see()
    expect(open.map((row: { to: { name: string } }) => row.to.name)).toEqual([now.assignment.name])
    // One version for each hand-off, the first being the ticket's own.
    expect(handOffs).toHaveLength(now.version)
  })

  it('does not hand on what is closed', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    must(await ticket.post(desk.alphaManager, '/status', { status: 'resolved', code: 'answered' }))
    expect(said(await ticket.post(desk.coordinator, '/assignment', AT_BETA))).toBe('409 ticket-closed')
  })
})
