import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRelay } from '../../platform/events/relay.ts'
import { startSequencer } from '../../platform/events/sequencer.ts'
import { startJobs } from '../../platform/jobs/start-jobs.ts'
import { until } from '../../test/follower-house.ts'
import { type Desk, openDesk } from '../../test/placed-ticket.ts'
import { openTestApp, type TestApp } from '../../test/test-app.ts'
import { BRANCH, COMPANY, worldSnapshot } from '../../test/world-network.ts'
import { applySnapshot, type SnapshotInput } from '../directory/index.ts'
import { ticketJobs, ticketSubscribers } from './reactions.ts'

// Two whole workers, as two processes would run them.
let world: TestApp
let desk: Desk
const running: { close(): Promise<void> }[] = []
beforeAll(async () => {
  world = await openTestApp()
  desk = await openDesk(world)
  for (let worker = 0; worker < 2; worker += 1) {
    const sequencer = startSequencer(world.house)
    const jobs = await startJobs(world.house, ticketJobs())
    running.push(startRelay(world.house, ticketSubscribers()), jobs, sequencer)
  }
})
afterAll(async () => {
  for (const each of running) await each.close()
  await world.close()
})

const change = async (what: (snapshot: SnapshotInput) => void) => {
  const snapshot = worldSnapshot()
  what(snapshot)
  world.pass(1000)
  await world.asSystem((ctx) => applySnapshot(ctx, snapshot))
}
const branchOf = (snapshot: SnapshotInput) => {
  const branch = snapshot.branches.find(({ id }) => id === BRANCH.alphaNorth)
  if (!branch) throw new Error('the world has changed')
  return branch
}
const atBranch = { status: 'branch', branchId: BRANCH.alphaNorth } as const

describe('the workers', () => {
  it('move the tickets of a branch when the directory says that it closed', async () => {
    const ticket = await desk.placed(atBranch)
    await change((snapshot) => {
      branchOf(snapshot).active = false
    })
    await until(
      async () => (await ticket.see()).assignment.status === 'dealer',
      'the ticket is at the dealer',
    )
    expect((await ticket.timeline()).handOffs).toHaveLength(3)
    await change(() => undefined)
  })

  it('take tickets along when the distributor confirms a move', async () => {
    const ticket = await desk.placed(atBranch)
    await change((snapshot) => {
      branchOf(snapshot).companyId = COMPANY.beta
      for (const user of snapshot.users) {
        if (user.branchId !== BRANCH.alphaNorth) continue
        user.branchId = null
        user.scopes = (user.scopes ?? []).filter(({ unitId }) => unitId !== BRANCH.alphaNorth)
      }
      for (const team of snapshot.teams) {
        if (team.companyId === COMPANY.alpha) team.branchIds = []
      }
    })
    const waiting = async () => (await desk.coordinator.get('/branch-moves')).body.items[0]
    const move = await until(waiting, 'the distributor is asked')
    await until(async () => (await ticket.see()).assignment.status === 'unassigned', 'the ticket waits')
    await desk.coordinator.post(`/branch-moves/${move.id}/confirm`)
    await until(async () => (await ticket.see()).assignment.company?.id === COMPANY.beta, 'it goes along')
  })
})
