import type { DirectoryAge } from '../../../contract/directory.ts'
import type { Ctx } from '../../platform/context.ts'
import type { DirectoryConfig } from '../../platform/directory-config.ts'
import { feedOf } from './create-feed.ts'
import { readState } from './directory-queries.ts'

/** When the source last gave a whole answer, and whether that is too long ago. */
export async function directoryAge(ctx: Pick<Ctx, 'tx' | 'now' | 'house'>): Promise<DirectoryAge> {
  const { synced_at: syncedAt } = await readState(ctx)
  return {
    syncedAt: syncedAt?.toISOString() ?? null,
    stale: isStale(syncedAt, ctx.now, ctx.house.config.directory),
  }
}

/** A directory that is only imported does not age. Where readings are rare, two must have failed. */
export function isStale(syncedAt: Date | null, now: Date, config: DirectoryConfig): boolean {
  if (syncedAt === null || feedOf(config) === null) return false
  const patience = Math.max(config.staleMinutes * 60_000, 2 * config.syncSeconds * 1000)
  return now.getTime() - syncedAt.getTime() > patience
}
