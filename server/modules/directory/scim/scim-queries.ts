import { sql } from 'kysely'
import type { Ctx } from '../../../platform/context.ts'
import type { ScimGroupsTable, ScimTables, ScimUsersTable } from './tables.ts'

type Reader = Pick<Ctx, 'tx'>
const db = (ctx: Reader) => ctx.tx.withTables<ScimTables>()

/** What narrows a list before anything is read: one column that must equal a text. Keys are in lower case. */
export type Narrow<Column extends string> = { column: Column; value: string } | null
export type UserColumn = 'id' | 'user_name_key' | 'external_id'
export type GroupColumn = 'id' | 'display_name_key' | 'external_id'
/** A part of the whole, from `offset` on, in the order of creation. */
export type Part = { offset: number; limit: number } | null

export async function findUsers(
  ctx: Reader,
  narrow: Narrow<UserColumn>,
  part: Part = null,
): Promise<ScimUsersTable[]> {
  let query = db(ctx).selectFrom('scim_users').selectAll().where('deleted_at', 'is', null)
  if (narrow) query = query.where(narrow.column, '=', narrow.value)
  query = query.orderBy('created_at').orderBy('id')
  return (part ? query.offset(part.offset).limit(part.limit) : query).execute()
}

export async function countUsers(ctx: Reader): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from scim_users where deleted_at is null`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}

export async function findGroups(
  ctx: Reader,
  narrow: Narrow<GroupColumn>,
  part: Part = null,
): Promise<ScimGroupsTable[]> {
  let query = db(ctx).selectFrom('scim_groups').selectAll()
  if (narrow) query = query.where(narrow.column, '=', narrow.value)
  query = query.orderBy('created_at').orderBy('id')
  return (part ? query.offset(part.offset).limit(part.limit) : query).execute()
}

export async function countGroups(ctx: Reader): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from scim_groups`.execute(
    ctx.tx,
  )
  return rows[0]?.count ?? 0
}

/** People of the directory who are kept here, deleted ones included. */
export async function allPeople(ctx: Reader): Promise<ScimUsersTable[]> {
  return db(ctx).selectFrom('scim_users').selectAll().orderBy('person_id').execute()
}

/** The groups of each of these users, or of all. */
export async function groupsOfUsers(
  ctx: Reader,
  userIds: readonly string[] | null,
): Promise<Map<string, { id: string; name: string }[]>> {
  let query = db(ctx)
    .selectFrom('scim_members')
    .innerJoin('scim_groups', 'scim_groups.id', 'scim_members.group_id')
    .select(['scim_members.user_id', 'scim_groups.id', 'scim_groups.display_name'])
  if (userIds !== null) query = query.where('scim_members.user_id', '=', sql<string>`any(${userIds}::uuid[])`)
  const found = new Map<string, { id: string; name: string }[]>()
  for (const row of await query.orderBy('scim_groups.display_name_key').execute()) {
    const groups = found.get(row.user_id) ?? []
    groups.push({ id: row.id, name: row.display_name })
    found.set(row.user_id, groups)
  }
  return found
}

/** The members of each of these groups, or of all, with the names that they go by. */
export async function membersOfGroups(
  ctx: Reader,
  groupIds: readonly string[] | null,
): Promise<Map<string, { id: string; name: string }[]>> {
  let query = db(ctx)
    .selectFrom('scim_members')
    .innerJoin('scim_users', 'scim_users.id', 'scim_members.user_id')
    .select(['scim_members.group_id', 'scim_users.id', 'scim_users.user_name'])
  if (groupIds !== null)
    query = query.where('scim_members.group_id', '=', sql<string>`any(${groupIds}::uuid[])`)
  const found = new Map<string, { id: string; name: string }[]>()
  for (const row of await query.orderBy('scim_users.id').execute()) {
    const members = found.get(row.group_id) ?? []
    members.push({ id: row.id, name: row.user_name })
    found.set(row.group_id, members)
  }
  return found
}

/** False where somebody else has the user name or is that person. */
export async function insertUser(ctx: Reader, row: ScimUsersTable): Promise<boolean> {
  const inserted = await db(ctx)
    .insertInto('scim_users')
    .values({ ...row, attributes: JSON.stringify(row.attributes) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function updateUser(ctx: Reader, { id, ...row }: ScimUsersTable): Promise<void> {
  await db(ctx)
    .updateTable('scim_users')
    .set({ ...row, attributes: JSON.stringify(row.attributes) })
    .where('id', '=', id)
    .execute()
}

/** Makes room for a person who was deleted and comes back under the same id. */
export async function forgetDeleted(ctx: Reader, personId: string): Promise<void> {
  await db(ctx)
    .deleteFrom('scim_users')
    .where('person_id', '=', personId)
    .where('deleted_at', 'is not', null)
    .execute()
}

export async function leaveAllGroups(ctx: Reader, userId: string): Promise<void> {
  await db(ctx).deleteFrom('scim_members').where('user_id', '=', userId).execute()
}

export async function insertGroup(ctx: Reader, row: ScimGroupsTable): Promise<boolean> {
  const inserted = await db(ctx)
    .insertInto('scim_groups')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function updateGroup(ctx: Reader, { id, ...row }: ScimGroupsTable): Promise<void> {
  await db(ctx).updateTable('scim_groups').set(row).where('id', '=', id).execute()
}

export async function deleteGroup(ctx: Reader, id: string): Promise<void> {
  await db(ctx).deleteFrom('scim_groups').where('id', '=', id).execute()
}

/** Makes these the members of the group; gives the ids among them that are nobody's. */
export async function writeMembers(
  ctx: Reader,
  groupId: string,
  { joined, left }: { joined: readonly string[]; left: readonly string[] },
): Promise<string[]> {
  await db(ctx)
    .deleteFrom('scim_members')
    .where('group_id', '=', groupId)
    .where('user_id', '=', sql<string>`any(${left}::uuid[])`)
    .execute()
  await sql`
    insert into scim_members (group_id, user_id)
    select ${groupId}::uuid, id from scim_users where id = any(${joined}::uuid[]) and deleted_at is null
    on conflict do nothing`.execute(ctx.tx)
  const { rows } = await sql<{ id: string }>`
    select wanted.id from unnest(${joined}::uuid[]) wanted (id)
    where not exists (select from scim_members m where m.group_id = ${groupId}::uuid and m.user_id = wanted.id)`.execute(
    ctx.tx,
  )
  return rows.map(({ id }) => id)
}
