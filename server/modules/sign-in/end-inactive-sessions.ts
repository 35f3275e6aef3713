import { type Ctx, inTransaction } from '../../platform/context.ts'
import type { JobDefinition } from '../../platform/jobs/start-jobs.ts'
import { networkOf } from '../directory/index.ts'
import { endSessions } from './end-sessions.ts'
import { forgetSpentValues } from './spend-once.ts'
import { forgetEndedSessions } from './staff-sessions.ts'
import type { SignInTables } from './tables.ts'

/**
 * Ends the sessions of who is no longer an active member of staff. They see nothing from the moment that the directory
 * says so; this takes care that an old cookie opens nothing should they come back.
 */
export const endInactiveSessions: JobDefinition = {
  name: 'end-inactive-sessions',
  cron: '* * * * *',
  work: async (house) => {
    await inTransaction(house, { actor: { kind: 'system', name: 'sign-in' } }, sweepSessions)
  },
}

export async function sweepSessions(ctx: Ctx): Promise<void> {
  await forgetEndedSessions(ctx)
  await forgetSpentValues(ctx)
  const rows = await ctx.tx
    .withTables<SignInTables>()
    .selectFrom('staff_sessions')
    .select('user_id')
    .distinct()
    .execute()
  if (rows.length === 0) return
  const { users } = await networkOf(ctx)
  for (const { user_id } of rows) {
    if (!users.get(user_id)?.active) await endSessions(ctx, { userId: user_id }, 'inactive')
  }
}
