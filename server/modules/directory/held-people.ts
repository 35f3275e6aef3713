import type { Ctx } from '../../platform/context.ts'
import { scopeRowsOfAll } from '../access/index.ts'
import { activeUnits } from './active-units.ts'
import { copyOf } from './copy-tables.ts'
import { isSuspiciousShrink, type Loss, lossesBetween } from './is-suspicious-shrink.ts'
import { networkOf } from './network.ts'
import type { Step } from './plan-step.ts'
import { waitingReading } from './proposal-queries.ts'
import type { Snapshot } from './snapshot.ts'

type User = Snapshot['users'][number]

/**
 * People whom one SCIM request would leave without a place, as they stand: they keep it until somebody confirms that
 * they go, and are the reading of a proposal whose source is `scim`. Whoever is deactivated is never held.
 */
export async function heldPeople(ctx: Pick<Ctx, 'tx'>): Promise<User[]> {
  const reading = (await waitingReading(ctx, 'scim')) as { held: User[] } | null
  return reading?.held ?? []
}

/** Those of `unplaced` whom this step takes away, as they stand, if they are too many for one request; else nobody. */
export async function peopleToHold(ctx: Ctx, step: Step, unplaced: ReadonlySet<string>): Promise<User[]> {
  const losses = lossesBetween(step.before.active, step.after.active).flatMap((loss): Loss[] =>
    loss.kind === 'user' ? [{ ...loss, gone: loss.gone.filter((id) => unplaced.has(id)) }] : [],
  )
  const [loss] = losses
  if (!loss || loss.gone.length === 0) return []
  if (!isSuspiciousShrink(losses, ctx.house.config.directory.shrinkPercent)) return []
  const { users } = await networkOf(ctx)
  const scopes = await scopeRowsOfAll(ctx, loss.gone)
  return loss.gone.flatMap((id): User[] => {
    const user = users.get(id)
    if (!user) return []
    const { email, phone, language, companyId, branchId, teamIds, roles } = user
    return [
      {
        ...{ id, name: user.localisedName, email, phone, language, companyId, branchId, teamIds, roles },
        ...{ scopes: scopes.get(id) ?? [], active: true },
      },
    ]
  })
}

/** What confirming would take away from this network, in which they are still held. */
export function lossOf(held: readonly User[], network: Snapshot): Loss {
  const active = activeUnits(copyOf(network).copy).user.size
  const gone = held.map((user) => user.id)
  return { kind: 'user', active, gone, left: active - gone.length }
}
