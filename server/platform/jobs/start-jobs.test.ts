import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse, until } from '../../test/follower-house.ts'
import type { House } from '../context.ts'
import { enqueue } from './enqueue.ts'
import { housekeeping } from './housekeeping.ts'
import { type Job, type JobDefinition, type Jobs, startJobs } from './start-jobs.ts'

let database: TestDatabase
let house: House
const started: Jobs[] = []
const start = async (...definitions: JobDefinition<{ n: number }>[]) => {
  started.push(await startJobs(house, definitions))
}
beforeAll(async () => {
  database = await createTestDatabase()
  house = openHouse(database)
})
afterEach(() => Promise.all(started.splice(0).map((jobs) => jobs.close())))
afterAll(async () => {
  await house.db.destroy()
  await database.drop()
})

const add = (name: string, n: number, id?: string) =>
  ask(house, (ctx) => enqueue(ctx, name, { n }, id ? { id } : {}))
const statesOf = async (name: string) => {
  const { rows } = await sql<{ state: string; output: unknown }>`
    select state, output from pgboss.job where name = ${name}`.execute(house.db)
  return rows
}

describe('jobs', () => {
  it('are done once each, by however many workers', async () => {
    const done: number[] = []
    const definition = {
      name: 'count',
      atOnce: 5,
      work: async (_: House, job: Job<{ n: number }>) => void done.push(job.data.n),
    }
    await start(definition)
    await start(definition)
    await ask(house, async (ctx) => {
      for (let n = 0; n < 40; n += 1) await enqueue(ctx, 'count', { n })
    })
    await until(
      async () => (await statesOf('count')).every((job) => job.state === 'completed'),
      'all are done',
    )
    expect([...done].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i))
  })

  it('exist only if the act was committed, and an id only once', async () => {
    await start({ name: 'once', work: async () => undefined })
    await ask(house, async (ctx) => {
      await enqueue(ctx, 'once', { n: 1 })
      throw new Error('rolled back')
    }).catch(() => undefined)
    const id = randomUUID()
    await add('once', 2, id)
    await add('once', 3, id)
    expect(await statesOf('once')).toHaveLength(1)
  })

  it('are tried again after an error, and kept as dead letters at the end', async () => {
    const attempts: [number, boolean][] = []
    const work = async (_: House, job: Job<{ n: number }>) => {
      attempts.push([job.attempt, job.last])
      throw Object.assign(new Error('somebody@customers.example is not there'), { code: 'NO_LUCK' })
    }
    await start({ name: 'unlucky', retries: 1, retrySeconds: 1, work })
    await add('unlucky', 7)
    await until(async () => (await statesOf('unlucky.dead')).length === 1, 'it is given up')
    expect(attempts).toEqual([
      [1, false],
      [2, true],
    ])
    const [job] = await statesOf('unlucky')
    expect(job?.state).toBe('failed')
    expect(JSON.stringify(job?.output)).toContain('NO_LUCK')
    expect(JSON.stringify(job?.output)).not.toContain('somebody')
  })

  it('one that fails does not take its neighbours along', async () => {
    const work = async (_: House, job: Job<{ n: number }>) => {
      if (job.data.n === 2) throw new Error('only this one')
    }
    await start({ name: 'mixed', atOnce: 5, retries: 0, work })
    await ask(house, async (ctx) => {
      for (const n of [1, 2, 3]) await enqueue(ctx, 'mixed', { n })
    })
    await until(
      async () => (await statesOf('mixed')).every((job) => /completed|failed/.test(job.state)),
      'all ended',
    )
    expect((await statesOf('mixed')).map((job) => job.state).sort()).toEqual([
      'completed',
      'completed',
      'failed',
    ])
  })

  it('of a killed process are taken over by another', { timeout: 60_000 }, async () => {
    const child = fork(join(import.meta.dirname, '..', '..', 'test', 'hanging-worker.ts'), [
      JSON.stringify(database),
    ])
    const said = (what: string) =>
      new Promise<void>((resolve) => child.on('message', (m) => m === what && resolve()))
    const hanging = said('working')
    await said('ready')
    await add('heavy', 1)
    await hanging
    child.kill('SIGKILL')
    const killedAt = Date.now()
    const taken = new Promise<number>((resolve) => {
      void start({ name: 'heavy', retrySeconds: 1, work: async (_, job) => resolve(job.attempt) })
    })
    expect(await taken).toBe(2)
    expect(Date.now() - killedAt).toBeLessThan(30_000)
  })
})

describe('housekeeping', () => {
  it('forgets idempotency keys of yesterday, and no others', async () => {
    const old = new Date(Date.now() - 25 * 3_600_000)
    const recent = new Date(Date.now() - 23 * 3_600_000)
    await sql`insert into idempotency_keys (caller, key, fingerprint, created_at)
              values ('c', 'old', '\\x00', ${old}), ('c', 'recent', '\\x00', ${recent})`.execute(house.db)
    await housekeeping.work(house, {
      id: '1',
      data: {},
      attempt: 1,
      last: false,
      signal: AbortSignal.timeout(60_000),
    })
    const { rows } = await sql<{ key: string }>`select key from idempotency_keys`.execute(house.db)
    expect(rows).toEqual([{ key: 'recent' }])
  })

  it('is on the calendar', async () => {
    started.push(await startJobs(house, [housekeeping]))
    const { rows } = await sql`select name, cron, timezone from pgboss.schedule`.execute(house.db)
    expect(rows).toEqual([{ name: 'housekeeping', cron: '17 * * * *', timezone: 'UTC' }])
  })
})
