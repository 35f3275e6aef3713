import { v7 as uuidv7 } from 'uuid'
import type { Ctx } from '../../../platform/context.ts'
import { recordSecurity } from '../../../platform/security-log/record-security.ts'
import { lockDirectory } from '../directory-queries.ts'
import { applyPeople } from './apply-people.ts'
import type { Resource } from './match-filter.ts'
import { patchUser, withTruth } from './patch-user.ts'
import { type Presented, presentUser } from './present-resource.ts'
import { readPatch } from './read-patch.ts'
import { ScimError } from './scim-error.ts'
import {
  findUsers,
  forgetDeleted,
  groupsOfUsers,
  insertUser,
  leaveAllGroups,
  updateUser,
} from './scim-queries.ts'
import { requireTag, type Scim } from './scim-request.ts'
import { readUser } from './scim-schemas.ts'
import type { ScimUsersTable } from './tables.ts'

const PERSON_ID = /^[\w.:-]{1,64}$/
const MOST_VALUES = 50

/** Keeps a new user. 409 where somebody has the user name, or is that person already. */
export async function createUser(ctx: Ctx, scim: Scim, body: unknown): Promise<Presented> {
  await lockDirectory(ctx)
  const kept = toRow(readUser(withTruth('', body)))
  const id = uuidv7()
  const person_id = scim.userId === 'externalId' ? kept.external_id : id
  if (person_id === null || !PERSON_ID.test(person_id))
    throw new ScimError(
      400,
      'externalId must be 1 to 64 letters, digits, dots, colons or hyphens.',
      'invalidValue',
    )
  await forgetDeleted(ctx, person_id)
  const row: ScimUsersTable = {
    ...{ ...kept, id, person_id, active: kept.active ?? true },
    ...{ created_at: ctx.now, changed_at: ctx.now, deleted_at: null },
  }
  if (!(await insertUser(ctx, row)))
    throw new ScimError(409, 'There is a user with this userName or externalId.', 'uniqueness')
  await settle(ctx, row, 'create')
  return presentUser(row, [], scim.base)
}

/** PUT: what is not given is gone, but for `active`, which only whoever names it changes. */
export async function replaceUser(ctx: Ctx, scim: Scim, id: string, body: unknown): Promise<Presented> {
  return changeUser(ctx, scim, id, 'replace', async () => readUser(withTruth('', body)))
}

export async function updateUserByPatch(ctx: Ctx, scim: Scim, id: string, body: unknown): Promise<Presented> {
  const operations = readPatch(body)
  return changeUser(ctx, scim, id, 'patch', async (row) => {
    const external = row.external_id === null ? {} : { externalId: row.external_id }
    const present = {
      userName: row.user_name,
      active: row.active,
      ...external,
      ...(row.attributes as Resource),
    }
    return readUser(await patchUser(present, operations))
  })
}

/** Deleted there is inactive here: nothing of them stays but that this person may not work. */
export async function deleteUser(ctx: Ctx, scim: Scim, id: string): Promise<void> {
  const { row } = await lockedUser(ctx, scim, id)
  await leaveAllGroups(ctx, id)
  const nothing = { user_name: '', user_name_key: '', external_id: null, attributes: {}, active: false }
  const deleted = { ...row, ...nothing, changed_at: ctx.now, deleted_at: ctx.now }
  await updateUser(ctx, deleted)
  await settle(ctx, deleted, 'delete')
}

async function changeUser(
  ctx: Ctx,
  scim: Scim,
  id: string,
  act: 'replace' | 'patch',
  change: (row: ScimUsersTable) => Promise<Resource>,
): Promise<Presented> {
  const { row, groups, presented } = await lockedUser(ctx, scim, id)
  const kept = toRow(await change(row))
  const after = { ...row, ...kept, active: kept.active ?? row.active, changed_at: ctx.now }
  if (presentUser({ ...after, changed_at: row.changed_at }, groups, scim.base).tag === presented.tag)
    return presented
  const [holder] = await findUsers(ctx, { column: 'user_name_key', value: after.user_name_key })
  if (holder && holder.id !== id)
    throw new ScimError(409, 'There is another user with this userName.', 'uniqueness')
  await updateUser(ctx, after)
  await settle(ctx, after, act)
  return presentUser(after, groups, scim.base)
}

/** The user as they stand, with every change of the directory waiting for this one. 404, and 412 for another state. */
async function lockedUser(ctx: Ctx, scim: Scim, id: string) {
  await lockDirectory(ctx)
  const [row] = await findUsers(ctx, { column: 'id', value: id })
  if (!row) throw new ScimError(404, `There is no user ${id}.`)
  const groups = (await groupsOfUsers(ctx, [id])).get(id) ?? []
  const presented = presentUser(row, groups, scim.base)
  requireTag(scim, presented.tag)
  return { row, groups, presented }
}

async function settle(ctx: Ctx, row: ScimUsersTable, act: string): Promise<void> {
  await recordSecurity(ctx, {
    ...{ type: 'scim.changed', outcome: 'done', subject: { type: 'user', id: row.person_id } },
    detail: { act, resource: 'User', active: row.active },
  })
  await applyPeople(ctx, { guarded: false })
}

type Kept = Pick<ScimUsersTable, 'user_name' | 'user_name_key' | 'external_id' | 'attributes'> & {
  active: boolean | undefined
}

/** Columns of their own for what is searched; the rest as it came. */
function toRow({ userName, externalId, active, ...attributes }: Resource): Kept {
  const name = String(userName).trim()
  if (name === '' || name.length > 256)
    throw new ScimError(400, 'userName must have 1 to 256 characters.', 'invalidValue')
  for (const [attribute, value] of Object.entries(attributes)) {
    if (Array.isArray(value) && value.length > MOST_VALUES)
      throw new ScimError(400, `${attribute} has more than ${MOST_VALUES} values.`, 'invalidValue')
  }
  return {
    ...{ user_name: name, user_name_key: name.toLowerCase(), attributes },
    external_id: typeof externalId === 'string' && externalId !== '' ? externalId.slice(0, 256) : null,
    active: typeof active === 'boolean' ? active : undefined,
  }
}
