import type { ScimGroups } from '../../../../contract/scim-groups.ts'
import type { Ctx } from '../../../platform/context.ts'
import { readSetting } from '../../settings/index.ts'
import { networkOf } from '../network.ts'
import { baseNetwork } from '../plan-step.ts'
import { refer } from '../refer.ts'
import { readPlacedPeople } from './people-overlay.ts'
import { SCIM_PLACING } from './scim-placing.ts'
import { allPeople, findGroups, membersOfGroups } from './scim-queries.ts'

const MOST_SHOWN = 100

/** The placing with the groups that the client keeps here, and the people who have no place by it. */
export async function presentScimGroups(ctx: Ctx): Promise<ScimGroups> {
  const { value, version, changedAt, changedBy } = await readSetting(ctx, SCIM_PLACING)
  const changer = changedBy === null ? undefined : (await networkOf(ctx)).users.get(changedBy)
  const mapped = new Set(value.groups.map(({ group }) => group.trim().toLowerCase()))
  const groups = await findGroups(ctx, null)
  const members = await membersOfGroups(ctx, null)
  const people = (await allPeople(ctx)).filter((row) => row.deleted_at === null)
  const base = await baseNetwork(ctx)
  const { unplaced } = base ? await readPlacedPeople(ctx, base) : { unplaced: [] }
  return {
    version,
    changedAt: changedAt?.toISOString() ?? null,
    changedBy: changer ? refer(changer, ctx.language) : null,
    placing: value,
    known: groups.map((row) => ({
      ...{ group: row.display_name, members: members.get(row.id)?.length ?? 0 },
      mapped: mapped.has(row.display_name_key),
    })),
    people: {
      active: people.filter((row) => row.active).length,
      inactive: people.filter((row) => !row.active).length,
    },
    unplaced: unplaced
      .slice(0, MOST_SHOWN)
      .map(({ personId, userName, why }) => ({ id: personId, userName, why })),
  }
}
