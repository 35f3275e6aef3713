import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'zod/mini'
import { TicketQuery } from '../../../contract/tickets.ts'
import { inTransaction } from '../../platform/context.ts'
import { connect } from '../../platform/db/connect.ts'
import { created, inquiry, openTestApp, type TestApp, testDrive } from '../../test/test-app.ts'
import { BRANCH, COMPANY, TEAM, USER } from '../../test/world-network.ts'
import { staffActor } from '../directory/index.ts'
import { countEach } from './count-tickets.ts'

const PEOPLE = [
  'coordinator',
  'auditor',
  'alphaManager',
  'alphaNorthAgent',
  'alphaTeamAgent',
  'betaManager',
] as const
const PLACES = [
  { status: 'unassigned' },
  { status: 'dealer', companyId: COMPANY.alpha },
  { status: 'dealer', companyId: COMPANY.alpha, assigneeId: USER.alphaNorthAgent },
  { status: 'branch', branchId: BRANCH.alphaNorth },
  { status: 'team', teamId: TEAM.alphaSales, branchId: BRANCH.alphaNorth },
  { status: 'dealer', companyId: COMPANY.beta },
]

describe('GET /tickets/counts', () => {
  let world: TestApp
  beforeAll(async () => {
    world = await openTestApp()
  })
  afterAll(() => world.close())

  const countsOf = async (who: Awaited<ReturnType<TestApp['staff']>>) =>
    (await who.get('/tickets/counts')).body.items

  it('says of each view how long its list is, wherever tickets are', async () => {
    const desk = await world.staff(USER.coordinator)
    const people = await Promise.all(
      PEOPLE.map(async (name) => ({ name, who: await world.staff(USER[name]) })),
    )
    const model = (await desk.get('/network/vehicle-models')).body.items[0].id
    const story = fc.array(
      fc.tuple(fc.constantFrom(...PLACES), fc.constantFrom('own', 'drive', 'ask'), fc.boolean()),
      {
        ...{ minLength: 2, maxLength: 4 },
      },
    )
    await fc.assert(
      fc.asyncProperty(story, async (tickets) => {
        for (const [place, kind, closed] of tickets) {
          const asker = people.find(({ name }) => name === 'alphaNorthAgent')?.who ?? desk
          const made =
            kind === 'own'
              ? await created(asker, { ...inquiry(), requester: { kind: 'staff' } })
              : await created(desk, kind === 'drive' ? testDrive(model) : inquiry())
          await desk.post(`/tickets/${made.id}/assignment`, place)
          if (closed)
            await desk.post(`/tickets/${made.id}/status`, { status: 'unresolved', code: 'cannot-help' })
        }
        for (const { name, who } of people) {
          const { views } = (await who.get('/session')).body
          const lengths = []
          for (const { key, query } of views) {
            const list = await who.get(`/tickets?limit=200&${new URLSearchParams(query)}`)
            lengths.push({ key, count: list.body.items.length, capped: false })
          }
          expect(await countsOf(who), name).toEqual(lengths)
          // The same where there are too many to be counted in one walk.
          const queries = views.map(({ query }: { query: object }) => parse(TicketQuery, query))
          const actor = await world.asSystem((ctx) => staffActor(ctx, USER[name]))
          if (!actor) throw new Error(name)
          const apart = await inTransaction(world.house, { actor }, (ctx) => countEach(ctx, queries, 0))
          expect(apart, name).toEqual(lengths.map(({ count }) => count))
        }
      }),
      { numRuns: 3, endOnFailure: true },
    )
  })

  it('stops at 9,999', async () => {
    const ticket = await created(await world.client(), inquiry())
    const owner = connect(world.adminUrl, { max: 1 })
    const copies = (count: number, from: number) =>
      sql`insert into tickets select copy.* from tickets t, generate_series(1, ${count}::integer) n,
        lateral jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(),
          'number', 'GI-' || (${from}::integer + n))) as copy
        where t.id = ${ticket.id}`.execute(owner)
    const desk = await world.staff(USER.coordinator)
    const review = async () => (await countsOf(desk)).find((item: { key: string }) => item.key === 'review')
    const before = (await review()).count
    await copies(9_999 - before, 100_000)
    expect(await review()).toMatchObject({ count: 9_999, capped: false })
    await copies(1, 200_000)
    expect(await review()).toMatchObject({ count: 9_999, capped: true })
    await owner.destroy()
  })

  it('is for staff', async () => {
    expect((await world.nobody.get('/tickets/counts')).status).toBe(401)
    expect((await (await world.client()).get('/tickets/counts')).status).toBe(403)
    expect((await world.nobody.get('/tickets/counts?q=x')).status).toBe(401)
    expect((await (await world.staff(USER.coordinator)).get('/tickets/counts?type=x')).status).toBe(400)
  })
})
