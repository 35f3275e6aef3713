import type { RoleActions } from '../../../contract/settings.ts'
import type { Ctx } from '../../platform/context.ts'
import { refuse } from '../../platform/refusal.ts'
import { requireAction } from '../access/index.ts'
import { changeSetting } from '../settings/index.ts'
import { networkOf } from './network.ts'
import { firstAdministrator, personActions, ROLE_ACTIONS } from './role-mapping.ts'

/**
 * Replaces what roles may do. Refuses with `mapping-locks-out` where the one who changes it could not change it back,
 * and with `version-stale` where somebody else changed it meanwhile.
 */
export async function changeRoleMapping(ctx: Ctx, roles: RoleActions, seenVersion: number): Promise<void> {
  requireAction(ctx.actor, 'settings.manage')
  if (ctx.actor.kind !== 'staff') return refuse('not-permitted')
  const mapping = Object.fromEntries(
    Object.entries(roles).map(([role, actions]) => [role, [...new Set(actions)].sort()]),
  )
  const { users, distributor } = await networkOf(ctx)
  const user = users.get(ctx.actor.userId)
  const ofDistributor = [...users.values()].filter(({ companyId }) => companyId === distributor.id)
  const first = firstAdministrator(ctx.house, ofDistributor)
  const after = user && personActions(user, ctx.actor.companyKind, { mapping, first })
  if (!after?.has('settings.manage')) refuse('mapping-locks-out')
  await changeSetting(ctx, ROLE_ACTIONS, mapping, seenVersion)
}
