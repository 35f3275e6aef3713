import { createHash } from 'node:crypto'
import type { Ctx } from '../../platform/context.ts'
import { replaceScopeRows } from '../access/index.ts'
import { checkSnapshot } from './check-snapshot.ts'
import { lockDirectory, readState, replaceTable, writeState } from './directory-queries.ts'
import { forgetNetwork } from './network.ts'
import type { Snapshot } from './snapshot.ts'
import { toTables } from './snapshot-tables.ts'

/**
 * Makes our copy of the network equal to the snapshot, within the act's transaction: all of it or, with
 * `SnapshotRejected`, nothing. A snapshot that says nothing new only refreshes `synced_at`.
 */
export async function applySnapshot(
  ctx: Ctx,
  input: unknown,
  feedTag: string | null = null,
): Promise<{ version: number; changed: boolean }> {
  const snapshot = checkSnapshot(input)
  await lockDirectory(ctx)
  const present = await readState(ctx)
  const content_hash = createHash('sha256').update(JSON.stringify(snapshot)).digest()
  if (present.content_hash?.equals(content_hash)) {
    await writeState(ctx, { feed_etag: feedTag, synced_at: ctx.now })
    return { version: present.version, changed: false }
  }
  for (const table of toTables(snapshot)) await replaceTable(ctx, table)
  await replaceScopeRows(ctx, scopeRows(snapshot))
  const version = present.version + 1
  await writeState(ctx, { version, content_hash, feed_etag: feedTag, synced_at: ctx.now })
  forgetNetwork(ctx)
  return { version, changed: true }
}

/** Whoever may not sign in sees nothing, so only active users of active companies have rows. */
function scopeRows({ users, companies }: Snapshot) {
  const inactive = new Set(companies.filter((company) => !company.active).map((company) => company.id))
  return users
    .filter((user) => user.active && !inactive.has(user.companyId))
    .flatMap((user) =>
      user.scopes.map((scope) => ({
        ...{ userId: user.id, kind: scope.kind },
        ...{ unitId: scope.unitId ?? null, brandId: scope.brandId ?? null },
      })),
    )
}
