import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import type { House } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { consume, forgetSpentLimits, giveBack } from './consume.ts'

let database: TestDatabase
let house: House
let otherProcess: House
beforeAll(async () => {
  database = await createTestDatabase()
  house = openHouse(database)
  otherProcess = openHouse(database)
})
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  await house.db.destroy()
  await otherProcess.db.destroy()
  await database.drop()
})

const limit = () => ({ name: 'sign-in', key: randomUUID(), points: 3, seconds: 60 })
const outcome = (promise: Promise<unknown>) => promise.then(() => 'allowed').catch((error: unknown) => error)

describe('a limit', () => {
  it('says what is left, and refuses with the headers of the draft', async () => {
    const one = limit()
    expect(await consume(house, one)).toEqual({
      ratelimit: '"sign-in";r=2;t=60',
      'ratelimit-policy': '"sign-in";q=3;w=60',
    })
    await consume(house, one)
    await consume(house, one)
    const refusal = await outcome(consume(house, one))
    expect(refusal).toBeInstanceOf(Refusal)
    const { code, headers } = refusal as Refusal
    expect(code).toBe('rate-limited')
    expect(Number(headers['retry-after'])).toBeGreaterThan(50)
    expect(headers.ratelimit).toMatch(/^"sign-in";r=0;t=\d+$/)
    expect(headers['ratelimit-policy']).toBe('"sign-in";q=3;w=60')
  })

  it('is shared by all processes, also when all ask at once', async () => {
    const one = limit()
    const asked = Array.from({ length: 20 }, (_, i) => outcome(consume(i % 2 ? house : otherProcess, one)))
    const outcomes = await Promise.all(asked)
    expect(outcomes.filter((each) => each === 'allowed')).toHaveLength(3)
  })

  it('does not lose what is taken many at a time when many ask at once', async () => {
    const one = { ...limit(), points: 1200, atOnce: 20 }
    const burst = (many: number) =>
      Promise.all(Array.from({ length: many }, () => outcome(consume(house, one))))
    expect((await burst(120)).filter((each) => each !== 'allowed')).toEqual([])
    // Every point counts once: exactly the rest is left, and not one more.
    expect((await burst(1300)).filter((each) => each === 'allowed')).toHaveLength(1080)
    expect(await outcome(consume(otherProcess, one))).toBeInstanceOf(Refusal)
  })

  it('lets two processes that take many at a time hand out no more than there is', async () => {
    const one = { ...limit(), points: 100, atOnce: 10 }
    const asked = Array.from({ length: 300 }, (_, i) => outcome(consume(i % 2 ? house : otherProcess, one)))
    expect((await Promise.all(asked)).filter((each) => each === 'allowed')).toHaveLength(100)
  })

  it('gives a point back, also to whom this process knows as spent, and never more than were spent', async () => {
    const one = { ...limit(), points: 2 }
    for (let times = 0; times < 2; times += 1) await consume(house, one)
    expect(await outcome(consume(house, one))).toBeInstanceOf(Refusal)
    for (let times = 0; times < 5; times += 1) await giveBack(house, one)
    const outcomes = []
    for (let times = 0; times < 3; times += 1) outcomes.push(await outcome(consume(house, one)))
    expect(outcomes).toEqual(['allowed', 'allowed', expect.any(Refusal)])
    // Nothing was spent: nothing comes back, and no window begins.
    const other = { ...limit(), points: 1 }
    await giveBack(house, other)
    expect(await outcome(consume(house, other))).toBe('allowed')
    expect(await outcome(consume(house, other))).toBeInstanceOf(Refusal)
  })

  it('counts each key and each policy by itself', async () => {
    const one = { ...limit(), points: 1 }
    await consume(house, one)
    await consume(house, { ...one, key: randomUUID() })
    await consume(house, { ...one, name: 'other' })
    expect(await outcome(consume(house, one))).toBeInstanceOf(Refusal)
  })

  it('begins anew when its time is over', async () => {
    const one = { ...limit(), points: 1 }
    await consume(house, one)
    expect(await outcome(consume(house, one))).toBeInstanceOf(Refusal)
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000)
    expect(await outcome(consume(otherProcess, one))).toBe('allowed')
  })

  it('counts nothing in an act that is rolled back', async () => {
    const one = { ...limit(), points: 1 }
    await ask(house, async (ctx) => {
      await consume({ config: house.config, db: ctx.tx }, one)
      throw new Error('changed its mind')
    }).catch(() => undefined)
    expect(await outcome(consume(house, one))).toBe('allowed')
  })

  it('keeps no key in clear, and is swept when its time is over', async () => {
    const one = { ...limit(), key: 'somebody@customers.example' }
    await consume(house, one)
    const rows = () => sql<{ key: string }>`select key from rate_limits`.execute(house.db).then((r) => r.rows)
    expect((await rows()).length).toBeGreaterThan(0)
    expect((await rows()).some((row) => row.key.includes('somebody'))).toBe(false)
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000)
    await ask(house, forgetSpentLimits)
    expect(await rows()).toEqual([])
  })
})
