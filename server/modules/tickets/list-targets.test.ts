import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Target } from '../../../contract/assignment.ts'
import { type Caller, created, openTestApp, type TestApp, testDrive } from '../../test/test-app.ts'
import { BRANCH, CITY, COMPANY, MODEL, TEAM, USER } from '../../test/world-network.ts'

describe('the targets of an assignment', () => {
  let world: TestApp
  beforeAll(async () => {
    world = await openTestApp()
  })
  afterAll(() => world.close())

  const targetsFor = async (who: Caller, id: string): Promise<Target[]> =>
    (await who.get(`/tickets/${id}/transitions`)).body.targets
  const keyOf = (t: Target) => t.assignee?.id ?? t.team?.id ?? t.branch?.id ?? t.company?.id ?? 'queue'

  it('are ranked by fit, and say why or why not', async () => {
    const coordinator = await world.staff(USER.coordinator)
    const ticket = await created(world.customer(), testDrive(MODEL.b, { cityId: CITY.north }))
    const targets = await targetsFor(coordinator, ticket.id)
    // Two branches in the city serve the brand and the service: they stand before everything else.
    const places = targets.filter((target) => target.assignee === null && target.branch !== null)
    expect(places.slice(0, 2).map(keyOf).sort()).toEqual([BRANCH.alphaNorth, BRANCH.betaNorth])
    expect(places[0]?.reasons.map((reason) => [reason.code, reason.fits])).toEqual([
      ['brand', true],
      ['service', true],
      ['city', true],
    ])
    const shut = targets.find((target) => target.branch?.id === BRANCH.alphaClosed)
    expect(shut?.whyNot).toBeTruthy()
    expect(targets.find((target) => keyOf(target) === 'queue')?.whyNot).toBeTruthy()
    // The distributor's own people may be named; a dealer's only once the dealer holds it.
    expect(targets.map(keyOf)).toContain(USER.careAgent)
    expect(targets.map(keyOf)).not.toContain(USER.alphaNorthAgent)
  })

  it('are all taken by the act that they are for, and refused where they say so', async () => {
    const coordinator = await world.staff(USER.coordinator)
    const manager = await world.staff(USER.alphaManager)
    for (const [who, start] of [
      [coordinator, null],
      [manager, { status: 'dealer', companyId: COMPANY.alpha }],
    ] as const) {
      const first = await created(world.customer(), testDrive(MODEL.b, { cityId: CITY.north }))
      if (start) await coordinator.post(`/tickets/${first.id}/assignment`, start)
      for (const target of await targetsFor(who, first.id)) {
        const ticket = await created(world.customer(), testDrive(MODEL.b, { cityId: CITY.north }))
        if (start) await coordinator.post(`/tickets/${ticket.id}/assignment`, start)
        const request = {
          status: target.status,
          ...(target.company ? { companyId: target.company.id } : {}),
          ...(target.branch ? { branchId: target.branch.id } : {}),
          ...(target.team ? { teamId: target.team.id } : {}),
          ...(target.assignee ? { assigneeId: target.assignee.id } : {}),
        }
        const answer = await who.post(`/tickets/${ticket.id}/assignment`, request)
        // Where it is already is no refusal: the act changes nothing.
        const holds = target.reasons.some((reason) => reason.code === 'holds')
        expect(answer.status, `${keyOf(target)}: ${JSON.stringify(answer.body)}`).toBe(
          target.whyNot && !holds ? 409 : 200,
        )
      }
    }
  })

  it('stay within the reach of who chooses', async () => {
    const coordinator = await world.staff(USER.coordinator)
    const ticket = await created(world.customer(), testDrive(MODEL.a, { cityId: CITY.north }))
    const manager = await targetsFor(await world.staff(USER.alphaManager), ticket.id)
    expect(manager.every((target) => target.company?.id === COMPANY.alpha)).toBe(true)
    expect(manager.map(keyOf)).toEqual(
      expect.arrayContaining([TEAM.alphaSales, USER.alphaSouthAgent, USER.alphaNorthAgent]),
    )
    expect(manager.map(keyOf)).not.toContain(USER.alphaFormer)
    const agent = await targetsFor(await world.staff(USER.alphaNorthAgent), ticket.id)
    expect(agent.every((target) => target.branch?.id === BRANCH.alphaNorth && target.assignee !== null)).toBe(
      true,
    )
    expect(await targetsFor(await world.staff(USER.auditor), ticket.id)).toEqual([])
    expect((await targetsFor(coordinator, ticket.id)).length).toBeGreaterThan(manager.length)
  })
})
