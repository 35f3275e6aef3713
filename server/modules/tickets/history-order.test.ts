import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { created, inquiry, openTestApp, type TestApp } from '../../test/test-app.ts'
import { BRANCH, COMPANY, USER } from '../../test/world-network.ts'

describe('the order of a ticket’s history', () => {
  let world: TestApp
  beforeAll(async () => {
    world = await openTestApp()
  })
  afterAll(() => world.close())

  it('runs forward though an act read its clock before the one that went first', async () => {
    const coordinator = await world.staff(USER.coordinator)
    const client = await world.client()
    const ticket = await created(client, inquiry())
    const link = (await world.link(ticket.trackingUrl)).caller
    const at = `/tickets/${ticket.id}`
    const acts = [
      () => link.post(`${at}/messages`, { text: 'First' }),
      () => coordinator.post(`${at}/assignment`, { status: 'dealer', companyId: COMPANY.alpha }),
      () => coordinator.post(`${at}/messages`, { audience: 'public', text: 'Second' }),
      () => coordinator.post(`${at}/assignment`, { status: 'dealer', companyId: COMPANY.beta }),
      () => link.post(`${at}/messages`, { text: 'Third' }),
      () => coordinator.post(`${at}/status`, { status: 'pending-customer' }),
      () => coordinator.post(`${at}/assignment`, { status: 'branch', branchId: BRANCH.alphaNorth }),
    ]
    for (const act of acts) {
      world.pass(-1500)
      expect((await act()).status).toBeLessThan(300)
    }
    const { items, handOffs } = (await coordinator.get(`${at}/timeline`)).body
    const times = items.map((item: { at: string }) => item.at)
    expect(times).toEqual([...times].sort())
    const messages = (await coordinator.get(`${at}/messages`)).body.items.map(
      (message: { text: string }) => message.text,
    )
    expect(messages).toEqual(['First', 'Second', 'Third'])
    const inTimeline = items.flatMap((item: { message?: { text: string } }) => item.message?.text ?? [])
    expect(inTimeline).toEqual(messages)
    const stays = handOffs.map((row: { at: string; endedAt: string | null }) => [row.at, row.endedAt ?? '9'])
    expect(stays.every(([from, to]: [string, string]) => from <= to)).toBe(true)
    const { updatedAt } = (await coordinator.get(at)).body
    expect(updatedAt >= times.at(-1)).toBe(true)
    // What left a company is told once, received before it left.
    const lines = (await (await world.staff(USER.alphaManager)).get('/hand-offs')).body.items
    expect(lines).toHaveLength(1)
    expect(lines[0].receivedAt <= lines[0].leftAt).toBe(true)
  })

  it('tells its actor what became of a ticket that the act took from their sight', async () => {
    const coordinator = await world.staff(USER.coordinator)
    const teamAgent = await world.staff(USER.alphaTeamAgent)
    const ticket = await created(world.customer(), inquiry())
    const at = `/tickets/${ticket.id}`
    // At the dealer they see it only because it is theirs.
    const own = { status: 'dealer', companyId: COMPANY.alpha, assigneeId: USER.alphaTeamAgent }
    expect((await coordinator.post(`${at}/assignment`, own)).status).toBe(200)
    const before = (await teamAgent.get(at)).body
    expect(before.can.assign).toBe(true)
    const pass = () =>
      teamAgent.post(
        `${at}/assignment`,
        { status: 'dealer', companyId: COMPANY.alpha },
        { 'idempotency-key': 'passed-on' },
      )
    const passed = await pass()
    expect([passed.status, passed.body.reduced, passed.body.number]).toEqual([200, true, ticket.number])
    expect((await teamAgent.get(at)).status).toBe(404)
    // What becomes of it from now on is not theirs: a repeat is as for a ticket that never was.
    const repeated = await pass()
    expect([repeated.status, repeated.body.code, repeated.headers.etag]).toEqual([
      404,
      'not-found',
      undefined,
    ])
    expect(JSON.stringify(repeated.body)).not.toContain(ticket.number)
    const now = (await coordinator.get(at)).body
    expect([now.assignment.status, now.assignment.assignee]).toEqual(['dealer', null])
  })

  it('repeats to its maker for a customer no more than they wrote', async () => {
    const agent = await world.staff(USER.alphaNorthAgent)
    const beta = await world.staff(USER.betaManager)
    const request = inquiry({ branchId: BRANCH.betaNorth })
    const key = { 'idempotency-key': 'on-behalf' }
    const first = await agent.post('/tickets', request, key)
    expect(first.status).toBe(201)
    expect((await agent.post('/tickets', request, key)).body).toEqual(first.body)
    await beta.post(`/tickets/${first.body.id}/status`, { status: 'unresolved', code: 'cannot-help' })
    const again = await agent.post('/tickets', request, key)
    expect([again.status, again.body.code, again.headers.etag]).toEqual([404, 'not-found', undefined])
    expect(JSON.stringify(again.body)).not.toContain(first.body.number)
  })
})
