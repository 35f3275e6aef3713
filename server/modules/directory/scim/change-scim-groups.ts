import type { ScimPlacing } from '../../../../contract/scim-groups.ts'
import type { Ctx } from '../../../platform/context.ts'
import { type InputError, refuse } from '../../../platform/refusal.ts'
import { requireAction } from '../../access/index.ts'
import { changeSetting } from '../../settings/index.ts'
import { lockDirectory } from '../directory-queries.ts'
import { networkOf } from '../network.ts'
import type { Network } from '../network-entries.ts'
import { applyPeople } from './apply-people.ts'
import { SCIM_PLACING } from './scim-placing.ts'

/**
 * Replaces how people of the SCIM client are placed, and places them anew in the same transaction. Refuses units that
 * are not there or do not belong together, with `version-stale` where somebody else changed it meanwhile, and with
 * `mapping-locks-out` where the one who changes it could not change it back.
 */
export async function changeScimGroups(ctx: Ctx, placing: ScimPlacing, seenVersion: number): Promise<void> {
  requireAction(ctx.actor, 'settings.manage')
  if (ctx.actor.kind !== 'staff') return refuse('not-permitted')
  const errors = unitErrors(placing, await networkOf(ctx))
  if (errors.length > 0) refuse('invalid-input', { errors })
  // In the order of every change of the directory: its lock, then what stands below.
  await lockDirectory(ctx)
  await changeSetting(ctx, SCIM_PLACING, placing, seenVersion)
  // Somebody of the distributor's says it, who proved a moment ago who they are.
  await applyPeople(ctx, { guarded: false })
  const changer = (await networkOf(ctx)).users.get(ctx.actor.userId)
  if (!changer?.active || !changer.actions.has('settings.manage')) refuse('mapping-locks-out')
}

function unitErrors({ groups }: ScimPlacing, network: Network): InputError[] {
  return groups.flatMap(({ companyId, branchId, teamId }, at) => {
    const branch = branchId === undefined ? undefined : network.branches.get(branchId)
    const team = teamId === undefined ? undefined : network.teams.get(teamId)
    const owners = [companyId, branch?.companyId, team?.companyId].filter((id) => id !== undefined)
    const error = (field: string, code: InputError['code']) => [{ pointer: `/groups/${at}/${field}`, code }]
    if (companyId !== undefined && !network.companies.has(companyId))
      return error('companyId', 'unknown-reference')
    if (branchId !== undefined && !branch) return error('branchId', 'unknown-reference')
    if (teamId !== undefined && !team) return error('teamId', 'unknown-reference')
    if (new Set(owners).size <= 1) return []
    return error(
      branch && branch.companyId !== owners[0] ? 'branchId' : 'teamId',
      'branch-of-another-company',
    )
  })
}
