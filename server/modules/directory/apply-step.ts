import type { SourceName } from '../../../contract/directory.ts'
import type { Ctx } from '../../platform/context.ts'
import { replaceScopeRows } from '../access/index.ts'
import { announceStep } from './announce-step.ts'
import { writeChanges } from './change-queries.ts'
import { KIND_OF_TABLE } from './copy-tables.ts'
import { readState, replaceTable, writeState } from './directory-queries.ts'
import { forgetNetwork } from './network.ts'
import type { Step } from './plan-step.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Makes our copy of the network what the step says, within the act's transaction, which holds the directory's lock;
 * writes down what changed and tells of it. Gives the new version.
 */
export async function applyStep(ctx: Ctx, step: Step, source: SourceName): Promise<number> {
  const touched = new Set(step.changes.map(({ kind }) => kind))
  for (const upsert of step.upserts) {
    const kind = KIND_OF_TABLE[upsert.table]
    if (kind && touched.has(kind)) await replaceTable(ctx, upsert)
  }
  await replaceScopeRows(ctx, scopeRows(step.network))
  const { version: present } = await readState(ctx)
  const version = present + 1
  await writeState(ctx, { version, content_hash: step.contentHash })
  await writeChanges(ctx, { version, source, changes: step.changes })
  // Of the first copy there is nothing to say but that it came: everything in it is new.
  if (!step.first) await announceStep(ctx, step, { version, source })
  forgetNetwork(ctx)
  return version
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
