import { fromKysely, PgBoss } from 'pg-boss'
import type { Ctx, House } from '../context.ts'
import { jobQueueOptions } from '../db/install-job-tables.ts'

export type EnqueueOptions = {
  /** A job with an id that is there already is not added again. */
  id?: string
  startAfter?: Date
}

/**
 * Adds a job in the act's own transaction: it exists if and only if the act was committed. Data holds ids, never
 * names, addresses or secrets. The queue must have been made by a worker (`startJobs`).
 */
export async function enqueue(
  ctx: Ctx,
  queue: string,
  data: object,
  options: EnqueueOptions = {},
): Promise<void> {
  await senderOf(ctx.house).send(queue, data, { ...options, db: fromKysely(ctx.tx) })
}

const senders = new WeakMap<House, PgBoss>()

/** Never started: it only writes, on connections of the house. */
function senderOf(house: House): PgBoss {
  const known = senders.get(house)
  if (known) return known
  const db = fromKysely(house.db)
  const sender = new PgBoss({ ...jobQueueOptions, db, supervise: false, schedule: false })
  senders.set(house, sender)
  return sender
}
