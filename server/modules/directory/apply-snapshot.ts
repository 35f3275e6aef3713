import type { Ctx } from '../../platform/context.ts'
import { acceptSource } from './accept-source.ts'
import { baseSource } from './plan-step.ts'

/**
 * Takes a snapshot as if the feed had given it and somebody had looked at it: for a first start, and for tests. All
 * of it or, with `SnapshotRejected`, nothing.
 */
export async function applySnapshot(
  ctx: Ctx,
  snapshot: unknown,
): Promise<{ version: number; changed: boolean }> {
  const source = baseSource(ctx.house.config.directory)
  const accepted = await acceptSource(
    ctx,
    { source, adapter: 'given', snapshot, mark: null },
    { guarded: false },
  )
  if (accepted.kind === 'waiting') throw new Error('a snapshot that is not guarded cannot wait')
  return { version: accepted.version, changed: accepted.kind === 'changed' }
}
