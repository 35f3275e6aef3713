import type { core } from 'zod/mini'
import type { Ctx } from '../../platform/context.ts'
import { refuse } from '../../platform/refusal.ts'
import { recordSecurity } from '../../platform/security-log/record-security.ts'
import { forgetSettings, type SettingDefinition } from './read-setting.ts'
import { lockSetting, writeRow } from './setting-queries.ts'

/**
 * Changes a setting, whose value was checked by its schema before. Refuses with `version-stale` where it was changed
 * since the version that the caller saw. Writing what is already there changes nothing.
 */
export async function changeSetting<Schema extends core.$ZodType>(
  ctx: Ctx,
  definition: SettingDefinition<Schema>,
  value: core.output<Schema>,
  seenVersion: number,
): Promise<void> {
  const present = await lockSetting(ctx, definition.name)
  const version = present?.version ?? 0
  if (version !== seenVersion) refuse('version-stale', { values: { version } })
  const before = present?.value ?? definition.default
  if (isSame(before, value)) return
  await writeRow(ctx, {
    ...{ name: definition.name, value, version: version + 1, changed_at: ctx.now },
    changed_by: ctx.actor.kind === 'staff' ? ctx.actor.userId : null,
  })
  forgetSettings(ctx.house)
  await recordSecurity(ctx, {
    ...{ type: 'setting.changed', outcome: 'done', subject: { type: 'setting', id: definition.name } },
    detail: { version: version + 1, before, after: value },
  })
}

const isSame = (left: unknown, right: unknown) =>
  JSON.stringify(sorted(left)) === JSON.stringify(sorted(right))

/** With the names in one order, as the database may give them in another. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  )
}
