import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { AssignTicket } from '../../../contract/assignment.ts'
import { startJobs } from '../../platform/jobs/start-jobs.ts'
import { type Desk, openDesk, type PlacedTicket, said } from '../../test/placed-ticket.ts'
import { type Caller, openTestApp, type TestApp } from '../../test/test-app.ts'
import { BRANCH, COMPANY, TEAM, USER, worldSnapshot } from '../../test/world-network.ts'
import { applySnapshot, type SnapshotInput } from '../directory/index.ts'
import { takeTicketsAlong } from './decide-branch-move.ts'
import { moveTicketsUp } from './move-tickets-up.ts'
import { ticketJobs } from './reactions.ts'

let world: TestApp
let desk: Desk
beforeAll(async () => {
  world = await openTestApp()
  desk = await openDesk(world)
  // What confirming leaves behind is a job; a worker has made its queue.
  await (await startJobs(world.house, ticketJobs())).close()
})
// What a test leaves open would move in the next one.
afterEach(async () => {
  desk = await openDesk(world)
  const open = (await desk.coordinator.get('/tickets?category=new,active,paused,waiting&limit=200')).body
    .items
  for (const { id } of open) {
    await desk.coordinator.post(`/tickets/${id}/status`, { status: 'unresolved', code: 'duplicate' })
  }
})
afterAll(() => world.close())

const ENGLISH = { 'accept-language': 'en' }
const timelineOf = async (ticket: PlacedTicket, who: Caller) =>
  (await who.get(`${ticket.path}/timeline`, ENGLISH)).body

/** The directory as a test wants it; afterwards as it was, so that tests do not meet. */
async function during(change: (snapshot: SnapshotInput) => void, act: () => Promise<void>): Promise<void> {
  const snapshot = worldSnapshot()
  change(snapshot)
  await world.asSystem((ctx) => applySnapshot(ctx, snapshot))
  try {
    await act()
  } finally {
    await world.asSystem((ctx) => applySnapshot(ctx, worldSnapshot()))
  }
}
const find = <Item extends { id: string }>(items: Item[], id: string): Item => {
  const found = items.find((item) => item.id === id)
  if (!found) throw new Error(`no ${id}`)
  return found
}
const close = (snapshot: SnapshotInput) => {
  find(snapshot.branches, BRANCH.alphaNorth).active = false
}
const move = (snapshot: SnapshotInput) => {
  find(snapshot.branches, BRANCH.alphaNorth).companyId = COMPANY.beta
  find(snapshot.teams, TEAM.alphaSales).branchIds = []
  for (const user of snapshot.users) {
    if (user.branchId !== BRANCH.alphaNorth) continue
    user.branchId = null
    user.scopes = (user.scopes ?? []).filter(({ unitId }) => unitId !== BRANCH.alphaNorth)
  }
}
const atBranch = { status: 'branch', branchId: BRANCH.alphaNorth } as const

describe('tickets follow the directory', () => {
  it('moves an open ticket of a closed branch to its dealer, and says why to both, in their language', async () => {
    const ticket = await desk.placed(atBranch)
    const closed = await desk.placed(atBranch)
    await closed.post(desk.alphaManager, '/status', { status: 'resolved', code: 'done' })
    await during(close, async () => {
      world.pass(1000)
      await moveTicketsUp(world.house)
      expect((await ticket.see()).assignment).toMatchObject({ status: 'dealer', company: { id: 'alpha' } })
      expect((await closed.see()).assignment).toMatchObject({ status: 'branch' })
      for (const who of [desk.coordinator, desk.alphaManager]) {
        const { items, handOffs } = await timelineOf(ticket, who)
        expect(items.at(-1)).toMatchObject({
          ...{ type: 'ticket.assigned', audience: 'network' },
          text: expect.stringContaining('The branch was closed'),
        })
        expect(handOffs.at(-1)).toMatchObject({
          ...{ by: null, why: { kind: 'system', reason: 'The branch was closed' } },
        })
      }
      const arabic = await desk.alphaManager.get(`${ticket.path}/timeline`, { 'accept-language': 'ar' })
      expect(arabic.body.items.at(-1).text).toContain('أُغلق الفرع')
      const seen = await (await ticket.link()).get(`${ticket.path}/timeline`)
      expect(JSON.stringify(seen.body)).not.toContain('closed')
    })
  })

  it('does nothing more when it is run again, or by two workers at once', async () => {
    const tickets = await Promise.all([desk.placed(atBranch), desk.placed(atBranch), desk.placed(atBranch)])
    await during(close, async () => {
      const moved = await Promise.all([moveTicketsUp(world.house), moveTicketsUp(world.house)])
      expect(moved[0] + moved[1]).toBe(3)
      expect(await moveTicketsUp(world.house)).toBe(0)
      for (const ticket of tickets) expect((await ticket.timeline()).handOffs).toHaveLength(3)
    })
    // The branch is open again: nothing comes back by itself.
    expect(await moveTicketsUp(world.house)).toBe(0)
  })

  it('takes tickets from a dissolved team, a company that left, and a person who left', async () => {
    const ofTeam = await desk.placed({ status: 'team', teamId: TEAM.alphaSales, branchId: BRANCH.alphaNorth })
    const ofPerson = await desk.placed({ ...atBranch, assigneeId: USER.alphaNorthAgent })
    const ofRival = await desk.placed({ status: 'dealer', companyId: COMPANY.beta })
    const change = (snapshot: SnapshotInput) => {
      find(snapshot.teams, TEAM.alphaSales).active = false
      find(snapshot.users, USER.alphaNorthAgent).active = false
      find(snapshot.companies, COMPANY.beta).active = false
    }
    await during(change, async () => {
      expect(await moveTicketsUp(world.house)).toBe(3)
      const branch = { status: 'branch', branch: { id: BRANCH.alphaNorth }, assignee: null, team: null }
      expect((await ofTeam.see()).assignment).toMatchObject(branch)
      expect((await ofPerson.see()).assignment).toMatchObject(branch)
      expect((await ofRival.see()).assignment.status).toBe('unassigned')
      const reasons = await Promise.all(
        [ofTeam, ofPerson, ofRival].map(
          async (each) => (await timelineOf(each, desk.coordinator)).items.at(-1).text,
        ),
      )
      expect(reasons.map((text) => text.split(':')[0])).toEqual([
        'The team was dissolved',
        'The person left the unit',
        'The company left the network',
      ])
      expect((await desk.alphaManager.get(ofRival.path)).status).toBe(404)
    })
  })
})

describe('a branch that goes to another company', () => {
  const waiting = async () => (await desk.coordinator.get('/branch-moves')).body.items

  it('leaves its tickets Unassigned until the distributor confirms; then they go along', async () => {
    const [ticket, other, assigned] = await Promise.all([
      desk.placed(atBranch),
      desk.placed(atBranch),
      desk.placed(atBranch),
    ])
    await during(move, async () => {
      expect(await moveTicketsUp(world.house)).toBe(3)
      expect((await ticket.see()).assignment.status).toBe('unassigned')
      for (const dealer of [desk.alphaManager, desk.betaManager]) {
        expect((await dealer.get(ticket.path)).status).toBe(404)
      }
      const [found, ...more] = await waiting()
      expect(more).toEqual([])
      expect(found).toMatchObject({
        ...{ branch: { id: BRANCH.alphaNorth }, from: { id: 'alpha' }, to: { id: 'beta' }, tickets: 3 },
        state: 'waiting',
      })
      await assigned.post(desk.coordinator, '/assignment', { status: 'dealer', companyId: COMPANY.alpha })
      const path = `/branch-moves/${found.id}`
      expect(said(await desk.alphaManager.post(`${path}/confirm`))).toBe('403 not-permitted')
      expect(said(await world.nobody.post(`${path}/confirm`))).toBe('401 not-signed-in')
      expect(said(await desk.coordinator.post(`/branch-moves/${randomUUID()}/confirm`))).toBe('404 not-found')
      const tries = await Promise.all([
        desk.coordinator.post(`${path}/confirm`),
        desk.coordinator.post(`${path}/confirm`),
      ])
      expect(tries.map(({ status }) => status)).toEqual([200, 200])
      expect(said(await desk.coordinator.post(`${path}/dismiss`))).toBe('409 branch-move-decided')
      expect(await waiting()).toEqual([])
      const taken = await Promise.all([
        takeTicketsAlong(world.house, found.id),
        takeTicketsAlong(world.house, found.id),
      ])
      expect(taken[0] + taken[1]).toBe(2)
      for (const each of [ticket, other]) {
        expect((await each.see()).assignment).toMatchObject({
          ...{ status: 'branch', company: { id: 'beta' }, branch: { id: BRANCH.alphaNorth } },
        })
      }
      expect((await assigned.see()).assignment).toMatchObject({ status: 'dealer', company: { id: 'alpha' } })
      expect((await desk.betaManager.get(ticket.path)).status).toBe(200)
      expect((await desk.alphaManager.get(ticket.path)).status).toBe(404)
    })
  })

  it('leaves them in the review queue where the distributor says no', async () => {
    const ticket = await desk.placed(atBranch)
    await during(move, async () => {
      await moveTicketsUp(world.house)
      const [found] = await waiting()
      expect((await desk.coordinator.post(`/branch-moves/${found.id}/dismiss`)).body.state).toBe('dismissed')
      expect(said(await desk.coordinator.post(`/branch-moves/${found.id}/confirm`))).toBe(
        '409 branch-move-decided',
      )
      expect(await takeTicketsAlong(world.house, found.id)).toBe(0)
      expect((await ticket.see()).assignment.status).toBe('unassigned')
    })
  })

  it('does not follow a branch that went back or closed before the answer', async () => {
    const ticket = await desk.placed(atBranch)
    let id = ''
    await during(move, async () => {
      await moveTicketsUp(world.house)
      id = (await waiting())[0].id
    })
    expect(said(await desk.coordinator.post(`/branch-moves/${id}/confirm`))).toBe('409 unit-inactive')
    expect((await ticket.see()).assignment.status).toBe('unassigned')
  })
})

describe('what is closed', () => {
  it('stays with the company that closed it when a branch, a team or a person goes to a rival', async () => {
    const closed = async (to: AssignTicket) => {
      const ticket = await desk.placed(to)
      await ticket.post(desk.alphaManager, '/status', { status: 'resolved', code: 'done' })
      return ticket
    }
    const ofBranch = await closed(atBranch)
    const ofTeam = await closed({ status: 'team', teamId: TEAM.alphaSales })
    const south = { status: 'branch', branchId: BRANCH.alphaSouth } as const
    const ofPerson = await closed({ ...south, assigneeId: USER.alphaSouthAgent })
    const change = (snapshot: SnapshotInput) => {
      move(snapshot)
      const team = find(snapshot.teams, TEAM.alphaSales)
      Object.assign(team, { companyId: COMPANY.beta, branchIds: [] })
      const person = (id: string) => find(snapshot.users, id)
      Object.assign(person(USER.alphaTeamAgent), { teamIds: [], scopes: [{ kind: 'own' }] })
      const branchScope = { kind: 'branch', unitId: BRANCH.alphaNorth }
      Object.assign(person(USER.betaNorthAgent), { branchId: BRANCH.alphaNorth, scopes: [branchScope] })
      const teamScope = { kind: 'team', unitId: TEAM.alphaSales }
      Object.assign(person(USER.betaTeamAgent), { teamIds: [TEAM.alphaSales], scopes: [teamScope] })
      const mover = { companyId: COMPANY.beta, branchId: BRANCH.betaEast, scopes: [{ kind: 'own' }] }
      Object.assign(person(USER.alphaSouthAgent), mover)
    }
    await during(change, async () => {
      // Without any worker.
      const answers = await Promise.all(
        (
          [
            [USER.betaNorthAgent, ofBranch],
            [USER.betaTeamAgent, ofTeam],
            [USER.alphaSouthAgent, ofPerson],
          ] as const
        ).map(async ([userId, ticket]) => {
          const who = await world.staff(userId)
          const reopened = await ticket.post(who, '/status', { status: 'in-progress' })
          return [(await who.get(ticket.path)).status, reopened.status]
        }),
      )
      expect(answers).toEqual([
        [404, 404],
        [404, 404],
        [404, 404],
      ])
      for (const ticket of [ofBranch, ofTeam]) {
        expect((await ticket.see(desk.alphaManager)).assignment).toMatchObject({
          ...{ status: 'dealer', company: { id: COMPANY.alpha } },
        })
      }
      expect((await ofPerson.see(desk.alphaManager)).assignment).toMatchObject({
        ...{ status: 'branch', branch: { id: BRANCH.alphaSouth }, assignee: null },
      })
    })
  })
})

describe('a branch that closes by date', () => {
  it('keeps its tickets until the day comes', async () => {
    const ticket = await desk.placed(atBranch)
    const tomorrow = new Date(world.now().getTime() + 86_400_000).toISOString().slice(0, 10)
    const change = (snapshot: SnapshotInput) => {
      find(snapshot.branches, BRANCH.alphaNorth).closedOn = tomorrow
    }
    await during(change, async () => {
      expect(await moveTicketsUp(world.house)).toBe(0)
      world.pass(86_400_000)
      expect(await moveTicketsUp(world.house)).toBe(1)
      // A day later everybody signs in again.
      expect((await ticket.see(await world.staff(USER.coordinator))).assignment.status).toBe('dealer')
    })
  })
})
