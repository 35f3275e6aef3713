import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SecurityLogTables } from '../../platform/security-log/tables.ts'
import { openTestApp, type TestApp } from '../../test/test-app.ts'
import { settleWorld, USER, worldSnapshot } from '../../test/world-network.ts'
import { applySnapshot } from '../directory/index.ts'
import { sweepSessions } from './end-inactive-sessions.ts'
import type { SignInTables } from './tables.ts'

const HOUR = 3_600_000
let world: TestApp
beforeAll(async () => {
  world = await openTestApp()
})
afterAll(() => world.close())

type Item = { id: string; current: boolean; device: string | null }
const list = async (caller: Awaited<ReturnType<TestApp['staff']>>): Promise<Item[]> => {
  const answer = await caller.get('/session/sessions')
  expect(answer.status).toBe(200)
  return answer.body.items
}
const isIn = async (caller: Awaited<ReturnType<TestApp['staff']>>) =>
  (await caller.get('/session')).body.kind === 'staff'
const rowsOf = (userId: string) =>
  world.house.db
    .withTables<SignInTables>()
    .selectFrom('staff_sessions')
    .select('id')
    .where('user_id', '=', userId)
    .execute()
const ended = () =>
  world.house.db
    .withTables<SecurityLogTables>()
    .selectFrom('security_log')
    .select(['actor_id', 'subject_id', 'detail'])
    .where('type', '=', 'session.ended')
    .orderBy('serial', 'desc')
    .execute()

describe('somebody', () => {
  it('sees their own sessions, the present one first, and no secret', async () => {
    const phone = await world.staff(USER.alphaManager)
    world.pass(60_000)
    const desk = await world.staff(USER.alphaManager)
    await world.staff(USER.betaManager)
    const items = await list(phone)
    expect(items).toHaveLength(2)
    expect(items.map(({ current }) => current)).toEqual([true, false])
    expect((await list(desk))[0]?.id).toBe(items[1]?.id)
    expect(Object.keys(items[0] as Item).sort()).toEqual([
      'current',
      'device',
      'endsAt',
      'id',
      'lastSeenAt',
      'signedInAt',
    ])
  })

  it('ends one of them, once', async () => {
    const [phone, desk] = [await world.staff(USER.careAgent), await world.staff(USER.careAgent)]
    const lost = (await list(desk)).find(({ current }) => !current) as Item
    expect((await desk.post(`/session/sessions/${lost.id}/end`)).status).toBe(204)
    expect([await isIn(phone), await isIn(desk)]).toEqual([false, true])
    expect((await desk.post(`/session/sessions/${lost.id}/end`)).status).toBe(404)
    expect((await ended())[0]).toEqual({
      ...{ actor_id: USER.careAgent, subject_id: USER.careAgent },
      detail: { session: lost.id, why: 'by-owner' },
    })
  })

  it('may end the one that asks', async () => {
    const desk = await world.staff(USER.auditor)
    const [own] = await list(desk)
    expect((await desk.post(`/session/sessions/${own?.id}/end`)).status).toBe(204)
    expect(await isIn(desk)).toBe(false)
  })

  it("cannot end another's: it is no session", async () => {
    const rival = await world.staff(USER.betaNorthAgent)
    const mine = await world.staff(USER.alphaNorthAgent)
    const [theirs] = await list(rival)
    const answer = await mine.post(`/session/sessions/${theirs?.id}/end`)
    const nothing = await mine.post('/session/sessions/019ab0c0-0000-7000-8000-000000000000/end')
    expect(answer.status).toBe(404)
    expect({ ...answer.body, instance: '' }).toEqual({ ...nothing.body, instance: '' })
    expect((await mine.post('/session/sessions/x/end')).status).toBe(404)
    expect(await isIn(rival)).toBe(true)
  })

  it('ends all others at once, and only their own', async () => {
    const mine = [await world.staff(USER.recallSpecialist), await world.staff(USER.recallSpecialist)]
    const desk = await world.staff(USER.recallSpecialist)
    const other = await world.staff(USER.coordinator)
    expect((await desk.post('/session/end-others')).status).toBe(204)
    expect(await Promise.all([...mine, desk, other].map(isIn))).toEqual([false, false, true, true])
    expect((await desk.post('/session/end-others')).status).toBe(204)
    expect(await list(desk)).toHaveLength(1)
  })

  it('does not see what has ended by time', async () => {
    await world.staff(USER.betaEastAgent)
    world.pass(12 * HOUR)
    const desk = await world.staff(USER.betaEastAgent)
    expect(await list(desk)).toHaveLength(1)
  })
})

describe('who is not staff', () => {
  it.each([
    ['GET', '/session/sessions'],
    ['POST', '/session/end-others'],
  ] as const)('has none (%s %s)', async (method, path) => {
    expect((await world.nobody.send(method, path)).status).toBe(401)
    expect((await world.customer().send(method, path)).status).toBe(403)
    expect((await (await world.client()).send(method, path)).status).toBe(403)
  })
})

describe('an administrator', () => {
  it('ends all sessions of a user, of whichever company', async () => {
    const [one, two] = [await world.staff(USER.betaTeamAgent), await world.staff(USER.betaTeamAgent)]
    const admin = await world.staff(USER.admin)
    expect((await admin.post(`/network/users/${USER.betaTeamAgent}/end-sessions`)).status).toBe(204)
    expect([await isIn(one), await isIn(two), await isIn(admin)]).toEqual([false, false, true])
    expect((await ended())[0]).toMatchObject({
      ...{ actor_id: USER.admin, subject_id: USER.betaTeamAgent, detail: { why: 'by-administrator' } },
    })
    expect((await admin.post(`/network/users/${USER.betaTeamAgent}/end-sessions`)).status).toBe(204)
    expect((await admin.post('/network/users/nobody/end-sessions')).status).toBe(404)
  })

  it('is needed for that', async () => {
    const victim = await world.staff(USER.alphaDeskAgent)
    for (const userId of [USER.alphaManager, USER.coordinator, USER.betaManager]) {
      const answer = await (await world.staff(userId)).post(
        `/network/users/${USER.alphaDeskAgent}/end-sessions`,
      )
      expect(answer.status).toBe(403)
    }
    expect(await isIn(victim)).toBe(true)
  })
})

describe('who is no longer an active member of staff', () => {
  const settled = async (active: boolean) => {
    const snapshot = worldSnapshot()
    for (const user of snapshot.users) if (user.id === USER.alphaSouthAgent) user.active = active
    await world.asSystem((ctx) => applySnapshot(ctx, snapshot))
  }

  it('has no session left, so that an old cookie opens nothing should they come back', async () => {
    const seen = await world.staff(USER.alphaSouthAgent)
    await settled(false)
    expect(await isIn(seen)).toBe(false)
    expect(await rowsOf(USER.alphaSouthAgent)).toEqual([])
    expect((await ended())[0]).toMatchObject({
      subject_id: USER.alphaSouthAgent,
      detail: { why: 'inactive' },
    })
    await settled(true)
    expect(await isIn(seen)).toBe(false)
  })

  it('loses them to the sweep too, without asking anything', async () => {
    await world.staff(USER.alphaSouthAgent)
    const other = await world.staff(USER.alphaManager)
    await settled(false)
    expect(await rowsOf(USER.alphaSouthAgent)).toHaveLength(1)
    await world.asSystem(sweepSessions)
    expect(await rowsOf(USER.alphaSouthAgent)).toEqual([])
    expect(await isIn(other)).toBe(true)
    await world.asSystem(settleWorld)
  })
})
