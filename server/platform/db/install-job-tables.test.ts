import { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { jobQueueOptions } from './install-job-tables.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('the job tables', () => {
  it.each(['appUrl', 'relayUrl'] as const)('work for %s, whose role owns nothing', async (role) => {
    const boss = new PgBoss({ ...jobQueueOptions, connectionString: database[role] })
    const problems: unknown[] = []
    boss.on('error', (problem) => problems.push(problem))
    await boss.start()
    const queue = `trial-${role}`
    await boss.createQueue(queue, { retryLimit: 3 })
    const done = new Promise((resolve) => {
      void boss.work(queue, { pollingIntervalSeconds: 0.5 }, async ([job]) => resolve(job?.data))
    })
    await boss.send(queue, { hello: role })
    expect(await done).toEqual({ hello: role })
    await boss.schedule(queue, '0 4 * * *', { nightly: true })
    await boss.supervise()
    await boss.unschedule(queue)
    await boss.deleteQueue(queue)
    await boss.stop({ graceful: true })
    expect(problems).toEqual([])
  })
})
