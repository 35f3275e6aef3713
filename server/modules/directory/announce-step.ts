import type { ChangeOp, SourceName } from '../../../contract/directory.ts'
import { GUARDED_KINDS } from '../../../contract/directory.ts'
import type { Ctx } from '../../platform/context.ts'
import { recordSecurity } from '../../platform/security-log/record-security.ts'
import { goneOf, movedOf } from './active-units.ts'
import type { CopyRow, CopyTables } from './copy-tables.ts'
import type { Step } from './plan-step.ts'

/** The one directory, as a subject of events. */
export const DIRECTORY_ID = '019a8f00-d1ec-7000-8000-000000000000'

/** An event names so many of each kind; whoever needs all looks at the network. */
const MOST_IDS = 500

type Told = { version: number; source: SourceName }

/** Tells of a step: the event `directory.changed`, and the security log of people's rights. */
export async function announceStep(ctx: Ctx, step: Step, told: Told): Promise<void> {
  await recordPeople(ctx, step)
  await recordSecurity(ctx, {
    ...{ type: 'directory.changed', outcome: 'done', subject: { type: 'directory', id: told.source } },
    detail: { version: told.version, ...countByOp(step) },
  })
  const distributor = rowsOf(step.after.copy, 'company').find(
    (row) => row.kind === 'distributor' && row.active,
  )
  ctx.record({
    ...{ subjectType: 'directory', subjectId: DIRECTORY_ID, type: 'directory.changed' },
    ...{ audience: 'network', companies: distributor ? [distributor.id] : [] },
    data: eventData(step, told),
  })
}

/**
 * `{version, source, inactive, moved, complete}`: ids by kind of what was at work and is not, and of what is now at
 * work for another company; `complete` is false where there were too many to name.
 */
function eventData(step: Step, { version, source }: Told): Record<string, unknown> {
  const { before, after } = step
  const listed = (of: typeof goneOf) =>
    GUARDED_KINDS.map((kind) => [kind, of(kind, before.active, after.active)] as const)
  const inactive = listed(goneOf)
  const moved = listed(movedOf)
  const cut = (lists: typeof inactive) =>
    Object.fromEntries(
      lists.filter(([, ids]) => ids.length > 0).map(([kind, ids]) => [kind, ids.slice(0, MOST_IDS)]),
    )
  const complete = [...inactive, ...moved].every(([, ids]) => ids.length <= MOST_IDS)
  return { version, source, inactive: cut(inactive), moved: cut(moved), complete }
}

function countByOp({ changes }: Step): Partial<Record<ChangeOp, number>> {
  const counts: Partial<Record<ChangeOp, number>> = {}
  for (const { op } of changes) counts[op] = (counts[op] ?? 0) + 1
  return counts
}

/** Who may work now, who may no longer, and whose rights are others. */
async function recordPeople(ctx: Ctx, { before, after }: Step): Promise<void> {
  const old = new Map(rowsOf(before.copy, 'user').map((row) => [row.id, row]))
  for (const row of rowsOf(after.copy, 'user')) {
    const worked = before.active.user.has(row.id)
    const works = after.active.user.has(row.id)
    const was = rightsOf(worked ? old.get(row.id) : undefined)
    const is = rightsOf(works ? row : undefined)
    if (JSON.stringify(was) === JSON.stringify(is) && worked === works) continue
    const type = worked === works ? 'user.roles-changed' : works ? 'user.activated' : 'user.deactivated'
    await recordSecurity(ctx, {
      ...{ type, outcome: 'done', subject: { type: 'user', id: row.id } },
      detail: { before: was, after: is },
    })
  }
  const present = new Set(rowsOf(after.copy, 'user').map((row) => row.id))
  for (const id of before.active.user.keys()) {
    if (present.has(id)) continue
    await recordSecurity(ctx, {
      ...{ type: 'user.deactivated', outcome: 'done', subject: { type: 'user', id } },
      detail: { before: rightsOf(old.get(id)), after: rightsOf(undefined) },
    })
  }
}

const rightsOf = (row: CopyRow | undefined) => ({ roles: row?.roles ?? [], scopes: row?.scopes ?? [] })

const rowsOf = (copy: CopyTables, kind: 'company' | 'user') =>
  copy.find((table) => table.kind === kind)?.rows ?? []
