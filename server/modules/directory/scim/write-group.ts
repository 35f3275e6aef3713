import { v7 as uuidv7 } from 'uuid'
import type { Ctx } from '../../../platform/context.ts'
import { recordSecurity } from '../../../platform/security-log/record-security.ts'
import { lockDirectory } from '../directory-queries.ts'
import { applyPeople } from './apply-people.ts'
import { type GroupState, membersIn, patchGroup } from './patch-group.ts'
import { type Presented, presentGroup } from './present-resource.ts'
import { readPatch } from './read-patch.ts'
import { ScimError } from './scim-error.ts'
import {
  deleteGroup,
  findGroups,
  insertGroup,
  membersOfGroups,
  updateGroup,
  writeMembers,
} from './scim-queries.ts'
import { isScimId, requireTag, type Scim } from './scim-request.ts'
import { readGroup } from './scim-schemas.ts'
import type { ScimGroupsTable } from './tables.ts'

/** Keeps a new group. 409 where another one is called so: what a group gives is mapped by its name. */
export async function createGroup(ctx: Ctx, scim: Scim, body: unknown): Promise<Presented> {
  await lockDirectory(ctx)
  const state = stateIn(body)
  const row = { ...named(state), id: uuidv7(), created_at: ctx.now, changed_at: ctx.now }
  if (!(await insertGroup(ctx, row))) throw taken()
  await keepMembers(ctx, row.id, new Set(), state.members)
  await settle(ctx, row, 'create')
  return presented(ctx, row, scim)
}

export async function replaceGroup(ctx: Ctx, scim: Scim, id: string, body: unknown): Promise<Presented> {
  return changeGroup(ctx, scim, id, 'replace', () => stateIn(body))
}

export async function updateGroupByPatch(
  ctx: Ctx,
  scim: Scim,
  id: string,
  body: unknown,
): Promise<Presented> {
  const operations = readPatch(body)
  return changeGroup(ctx, scim, id, 'patch', (present) => patchGroup(present, operations))
}

export async function removeGroup(ctx: Ctx, scim: Scim, id: string): Promise<void> {
  const { row } = await lockedGroup(ctx, scim, id)
  await deleteGroup(ctx, id)
  await settle(ctx, row, 'delete')
}

async function changeGroup(
  ctx: Ctx,
  scim: Scim,
  id: string,
  act: 'replace' | 'patch',
  change: (present: GroupState) => GroupState,
): Promise<Presented> {
  const { row, members, before } = await lockedGroup(ctx, scim, id)
  const present = { displayName: row.display_name, externalId: row.external_id, members }
  const state = change(present)
  const after: ScimGroupsTable = { ...row, ...named(state), changed_at: ctx.now }
  const same = state.members.size === members.size && [...state.members].every((one) => members.has(one))
  if (same && after.display_name === row.display_name && after.external_id === row.external_id) return before
  const [holder] = await findGroups(ctx, { column: 'display_name_key', value: after.display_name_key })
  if (holder && holder.id !== id) throw taken()
  await updateGroup(ctx, after)
  await keepMembers(ctx, id, members, state.members)
  await settle(ctx, after, act)
  return presented(ctx, after, scim)
}

/** The group as it stands, with every change of the directory waiting for this one. */
async function lockedGroup(ctx: Ctx, scim: Scim, id: string) {
  await lockDirectory(ctx)
  const [row] = await findGroups(ctx, { column: 'id', value: id })
  if (!row) throw new ScimError(404, `There is no group ${id}.`)
  const members = (await membersOfGroups(ctx, [id])).get(id) ?? []
  const before = presentGroup(row, members, scim.base)
  requireTag(scim, before.tag)
  return { row, members: new Set(members.map((member) => member.id)), before }
}

async function keepMembers(
  ctx: Ctx,
  groupId: string,
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): Promise<void> {
  const joined = [...after].filter((id) => !before.has(id))
  const left = [...before].filter((id) => !after.has(id))
  const unknown = joined.filter((id) => !isScimId(id))
  if (unknown.length === 0) unknown.push(...(await writeMembers(ctx, groupId, { joined, left })))
  if (unknown.length > 0)
    throw new ScimError(400, `There is no user ${unknown.slice(0, 5).join(', ')}.`, 'invalidValue')
}

async function presented(ctx: Ctx, row: ScimGroupsTable, { base }: Scim): Promise<Presented> {
  return presentGroup(row, (await membersOfGroups(ctx, [row.id])).get(row.id) ?? [], base)
}

async function settle(ctx: Ctx, row: ScimGroupsTable, act: string): Promise<void> {
  await recordSecurity(ctx, {
    ...{ type: 'scim.changed', outcome: 'done', subject: { type: 'directory', id: row.id } },
    detail: { act, resource: 'Group' },
  })
  await applyPeople(ctx, { guarded: true })
}

function stateIn(body: unknown): GroupState {
  const { displayName, externalId, members } = readGroup(body)
  return {
    displayName: String(displayName),
    externalId: typeof externalId === 'string' && externalId !== '' ? externalId : null,
    members: new Set(membersIn(members)),
  }
}

function named({ displayName, externalId }: GroupState) {
  const name = displayName.trim()
  if (name === '' || name.length > 256)
    throw new ScimError(400, 'displayName must have 1 to 256 characters.', 'invalidValue')
  return {
    ...{ display_name: name, display_name_key: name.toLowerCase() },
    external_id: externalId?.slice(0, 256) ?? null,
  }
}

const taken = () => new ScimError(409, 'There is another group with this displayName.', 'uniqueness')
