import { inTransaction } from '../context.ts'
import { forgetOldKeys } from '../http/idempotency.ts'
import { forgetSpentLimits } from '../limits/consume.ts'
import { forgetOldSecurityLog } from '../security-log/record-security.ts'
import type { JobDefinition } from './start-jobs.ts'

/** Drops what has had its time: idempotency keys, counters of limits, old lines of the security log. */
export const housekeeping: JobDefinition = {
  name: 'housekeeping',
  cron: '17 * * * *',
  work: async (house) => {
    await inTransaction(house, { actor: { kind: 'system', name: 'housekeeping' } }, async (ctx) => {
      await forgetOldKeys(ctx)
      await forgetSpentLimits(ctx)
      await forgetOldSecurityLog(ctx)
    })
  },
}
