import type { StaffActor } from '../../../contract/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { scopeRowsOf } from '../access/index.ts'
import { networkOf } from './network.ts'
import type { Network } from './network-entries.ts'

// Scope rows change only with the network's version, so an actor holds as long as the copy that gave it.
const actors = new WeakMap<Network, Map<string, StaffActor>>()

/** An active user as actor, with what the directory says of them now; null for anybody else. */
export async function staffActor(
  ctx: Pick<Ctx, 'house' | 'tx' | 'now'>,
  userId: string,
): Promise<StaffActor | null> {
  const network = await networkOf(ctx)
  const known = actors.get(network) ?? new Map<string, StaffActor>()
  actors.set(network, known)
  const found = known.get(userId)
  if (found) return found
  const user = network.users.get(userId)
  const company = user && network.companies.get(user.companyId)
  if (!user?.active || !company) return null
  const actor: StaffActor = {
    kind: 'staff',
    ...{ userId, companyId: company.id, companyKind: company.kind, branchId: user.branchId },
    teamIds: user.teamIds.filter((id) => network.teams.get(id)?.active),
    scopes: await scopeRowsOf(ctx, userId),
    actions: user.actions,
  }
  known.set(userId, actor)
  return actor
}
