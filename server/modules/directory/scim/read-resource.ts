import type { Ctx } from '../../../platform/context.ts'
import type { ScimKind } from './list-resources.ts'
import { type Presented, presentGroup, presentUser } from './present-resource.ts'
import { ScimError } from './scim-error.ts'
import { findGroups, findUsers, groupsOfUsers, membersOfGroups } from './scim-queries.ts'

/** One user or group. 404 where there is none. */
export async function readResource(ctx: Ctx, kind: ScimKind, id: string, base: string): Promise<Presented> {
  if (kind === 'User') {
    const [row] = await findUsers(ctx, { column: 'id', value: id })
    if (row) return presentUser(row, (await groupsOfUsers(ctx, [id])).get(id) ?? [], base)
  } else {
    const [row] = await findGroups(ctx, { column: 'id', value: id })
    if (row) return presentGroup(row, (await membersOfGroups(ctx, [id])).get(id) ?? [], base)
  }
  throw new ScimError(404, `There is no ${kind} ${id}.`)
}
