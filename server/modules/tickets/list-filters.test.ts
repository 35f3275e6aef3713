import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { created, inquiry, openTestApp, type TestApp } from '../../test/test-app.ts'
import { COMPANY, USER } from '../../test/world-network.ts'

describe('filters of lists', () => {
  let world: TestApp
  beforeAll(async () => {
    world = await openTestApp()
  })
  afterAll(() => world.close())

  it('tell nobody who asked what their answer hides: the holder', async () => {
    const asker = await world.staff(USER.alphaNorthAgent)
    const coordinator = await world.staff(USER.coordinator)
    const ticket = await created(asker, { ...inquiry(), requester: { kind: 'staff' } })
    await coordinator.post(`/tickets/${ticket.id}/assignment`, { status: 'dealer', companyId: COMPANY.beta })

    const numbers = async (query: string) =>
      (await asker.get(`/tickets${query}`)).body.items.map((row: { number: string }) => row.number)
    expect(await numbers('')).toContain(ticket.number)
    for (const query of [
      `?companyId=${COMPANY.beta}`,
      '?assignment=dealer',
      '?assignment=unassigned,dealer,branch,team',
    ]) {
      expect(await numbers(query), query).not.toContain(ticket.number)
    }
  })

  it('refuse a dealer’s client what a rival’s holding must not show, and the distributor’s client teams and people', async () => {
    const dealers = await world.client({ companyId: COMPANY.alpha })
    for (const query of [
      'companyId=beta',
      'assignment=dealer',
      'status=new',
      'brandId=brand-a',
      'sort=-updatedAt',
      'updatedAfter=2026-01-01T00:00:00Z',
    ]) {
      const answer = await dealers.get(`/tickets?${query}`)
      expect(answer.body.errors[0], query).toMatchObject({
        pointer: `?${query.split('=')[0]}`,
        code: 'not-for-this-client',
      })
    }
    expect((await dealers.get('/tickets?category=new')).status).toBe(200)
    const distributors = await world.client()
    expect((await distributors.get('/tickets?companyId=beta&assignment=dealer&status=new')).status).toBe(200)
    expect((await distributors.get('/tickets?teamId=x&assigneeId=y')).body.errors).toHaveLength(2)
  })
})
