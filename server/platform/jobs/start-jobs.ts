import { type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss'
import type { House } from '../context.ts'
import { jobQueueOptions } from '../db/install-job-tables.ts'

/** One attempt at a job. */
export type Job<Data> = {
  id: string
  data: Data
  /** 1 for the first. */
  attempt: number
  /** True when it will not be tried again after this. */
  last: boolean
  /** Aborts when the attempt has run out of time or the process closes. */
  signal: AbortSignal
}

/** A kind of work: its queue, and what to do. A thrown error means: try again later. */
export type JobDefinition<Data extends object = object> = {
  name: string
  work: (house: House, job: Job<Data>) => Promise<void>
  /** How many are worked on at once by one process. */
  atOnce?: number
  /** Attempts after the first. */
  retries?: number
  /** Pause before the first retry; doubled each time. */
  retrySeconds?: number
  /** An attempt that takes longer is given up and counts as failed. */
  expireSeconds?: number
  /** Five fields, UTC: the job is added by itself at these times. */
  cron?: string
}

/** A definition in a list of all kinds. */
// biome-ignore lint/suspicious/noExplicitAny: each definition was checked where it was written
export type AnyJobDefinition = JobDefinition<any>

export type Jobs = { close(): Promise<void> }

// A dead worker's jobs are seen by its missing heartbeat, so a job may take long and yet be taken over soon.
const HEARTBEAT_SECONDS = 10
const SUPERVISE_SECONDS = 5
const DAY = 86_400
const LONGEST_RETRY_SECONDS = 3_600

/** Makes the queues and starts working on them. Jobs that failed for good are kept in `<name>.dead`. */
export async function startJobs(house: House, definitions: readonly AnyJobDefinition[]): Promise<Jobs> {
  const boss = new PgBoss({
    ...jobQueueOptions,
    connectionString: house.config.database.url,
    application_name: 'interchange jobs',
    max: 4,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
  })
  boss.on('error', (error) => house.log.warn({ err: error }, 'job queue'))
  boss.on('warning', (warning) => house.log.warn({ warning }, 'job queue'))
  await boss.start()
  try {
    for (const definition of definitions) await prepareQueue(boss, definition)
    for (const definition of definitions) await startWorker(boss, house, definition)
  } catch (error) {
    await boss.stop({ graceful: false })
    throw error
  }
  return { close: () => boss.stop({ graceful: true, timeout: 15_000 }) }
}

async function prepareQueue(boss: PgBoss, definition: JobDefinition): Promise<void> {
  const deadLetter = `${definition.name}.dead`
  const options = {
    deadLetter,
    retryLimit: definition.retries ?? 10,
    retryDelay: definition.retrySeconds ?? 5,
    retryBackoff: true,
    retryDelayMax: LONGEST_RETRY_SECONDS,
    expireInSeconds: definition.expireSeconds ?? 120,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: DAY,
  }
  await boss.createQueue(deadLetter, { retentionSeconds: 90 * DAY })
  await boss.createQueue(definition.name, options)
  // A queue that was there keeps its old settings otherwise.
  await boss.updateQueue(definition.name, options)
  if (definition.cron) await boss.schedule(definition.name, definition.cron, {}, { tz: 'UTC' })
  else await boss.unschedule(definition.name)
}

async function startWorker(boss: PgBoss, house: House, definition: JobDefinition): Promise<void> {
  const options = {
    pollingIntervalSeconds: 0.5,
    batchSize: definition.atOnce ?? 1,
    burstWhenBatchFull: true,
    perJobResults: true,
    includeMetadata: true,
  } as const
  await boss.work<object, JobResult, typeof options>(definition.name, options, (jobs) =>
    Promise.all(jobs.map((job) => attempt(house, definition, job))),
  )
}

async function attempt(
  house: House,
  definition: JobDefinition,
  job: JobWithMetadata<object>,
): Promise<JobResult> {
  const last = job.retryCount >= job.retryLimit
  try {
    const { id, data, signal } = job
    await definition.work(house, { id, data, attempt: job.retryCount + 1, last, signal })
    return { id, status: 'completed' }
  } catch (error) {
    const log = house.log.child({ queue: definition.name, job: job.id, attempt: job.retryCount + 1 })
    if (last) log.error({ err: error }, 'job failed for good')
    else log.warn({ err: error }, 'job failed, will be tried again')
    // The table keeps the kind of error only: a message may quote what has no place there.
    return { id: job.id, status: 'failed', output: { error: kindOf(error) } }
  }
}

function kindOf(error: unknown): string {
  const { name, code } = error as { name?: unknown; code?: unknown }
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown'
}
