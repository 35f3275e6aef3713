import { startJobs } from '../platform/jobs/start-jobs.ts'
import type { TestDatabase } from './database.ts'
import { openHouse } from './follower-house.ts'

// A process of its own that takes one job of the queue `heavy` and never ends it: a test kills it in the middle.
const database = JSON.parse(process.argv[2] ?? '') as TestDatabase
const work = async () => {
  process.send?.('working')
  await new Promise(() => undefined)
}
await startJobs(openHouse(database), [{ name: 'heavy', retrySeconds: 1, work }])
process.send?.('ready')
