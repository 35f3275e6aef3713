import type { Ctx } from '../../../platform/context.ts'
import { readSettingNow } from '../../settings/index.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Resource } from './match-filter.ts'
import { type PlacedPeople, placePeople } from './place-people.ts'
import { SCIM_PLACING } from './scim-placing.ts'
import { allPeople, groupsOfUsers } from './scim-queries.ts'

/** The people of the SCIM client, placed on this network by the setting as it stands in this transaction. */
export async function readPlacedPeople(ctx: Pick<Ctx, 'tx'>, base: Snapshot): Promise<PlacedPeople> {
  const rows = await allPeople(ctx)
  const groups = rows.length === 0 ? new Map<string, never>() : await groupsOfUsers(ctx, null)
  const people = rows.map((row) => ({
    ...{ personId: row.person_id, userName: row.user_name, active: row.active },
    ...{ deleted: row.deleted_at !== null, attributes: row.attributes as Resource },
    groups: (groups.get(row.id) ?? []).map(({ name }) => name),
  }))
  return placePeople(people, await readSettingNow(ctx, SCIM_PLACING), base)
}
