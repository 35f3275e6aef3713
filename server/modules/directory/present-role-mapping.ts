import { ACTIONS } from '../../../contract/actions.ts'
import type { RoleMapping } from '../../../contract/settings.ts'
import { sessionWords } from '../../../texts/session.ts'
import type { Ctx } from '../../platform/context.ts'
import { readSetting } from '../settings/index.ts'
import { networkOf } from './network.ts'
import { refer } from './refer.ts'
import { ROLE_ACTIONS } from './role-mapping.ts'

/** The mapping with how many people have each role; roles that people have and nobody mapped stand in it with nothing. */
export async function presentRoleMapping(ctx: Ctx): Promise<RoleMapping> {
  const { value, version, changedAt, changedBy } = await readSetting(ctx, ROLE_ACTIONS)
  const network = await networkOf(ctx)
  const people = [...network.users.values()].filter((user) => user.active)
  const counts = new Map<string, number>()
  for (const role of people.flatMap((user) => [...new Set(user.roles)])) {
    counts.set(role, (counts.get(role) ?? 0) + 1)
  }
  const names: Record<string, string> = sessionWords(ctx.language).roles
  const known = new Set([...Object.keys(ROLE_ACTIONS.default), ...Object.keys(value), ...counts.keys()])
  const changer = changedBy === null ? undefined : network.users.get(changedBy)
  return {
    version,
    changedAt: changedAt?.toISOString() ?? null,
    changedBy: changer ? refer(changer, ctx.language) : null,
    actions: [...ACTIONS],
    roles: [...known].map((role) => ({
      ...{ role, name: names[role] ?? role, actions: value[role] ?? [], users: counts.get(role) ?? 0 },
      isDefault: Object.hasOwn(ROLE_ACTIONS.default, role),
      byDefault: Object.hasOwn(ROLE_ACTIONS.default, role) ? (ROLE_ACTIONS.default[role] ?? []) : [],
    })),
  }
}
