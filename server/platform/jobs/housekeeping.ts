import { inTransaction } from '../context.ts'
import { forgetOldKeys } from '../http/idempotency.ts'
import { forgetSpentLimits } from '../limits/consume.ts'
import type { JobDefinition } from './start-jobs.ts'

/** Drops what has had its time: idempotency keys, counters of limits. */
export const housekeeping: JobDefinition = {
  name: 'housekeeping',
  cron: '17 * * * *',
  work: async (house) => {
    await inTransaction(house, { actor: { kind: 'system', name: 'housekeeping' } }, async (ctx) => {
      await forgetOldKeys(ctx)
      await forgetSpentLimits(ctx)
    })
  },
}
