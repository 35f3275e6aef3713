import type { Ctx } from '../../../platform/context.ts'
import { matches, type Resource, valuesAt } from './match-filter.ts'
import { type Filter, parseFilter, withoutCore } from './parse-filter.ts'
import { presentGroup, presentUser } from './present-resource.ts'
import { type Projection, project } from './project-attributes.ts'
import { refuseScim } from './scim-error.ts'
import {
  countGroups,
  countUsers,
  findGroups,
  findUsers,
  type GroupColumn,
  groupsOfUsers,
  membersOfGroups,
  type Narrow,
  type Part,
  type UserColumn,
} from './scim-queries.ts'
import { isScimId } from './scim-request.ts'
import { caseExactness, MOST_RESULTS } from './scim-schemas.ts'

export type ScimKind = 'User' | 'Group'
/** What a list is asked for (RFC 7644, section 3.4.2), checked by `readListQuery`. */
export type ListQuery = {
  filter: Filter | null
  /** From 1. */
  startIndex: number
  count: number
  sortBy: string | null
  descending: boolean
  projection: Projection
}

/** A page of the users, groups or both that satisfy the filter, and how many there are. */
export async function listResources(ctx: Ctx, kinds: readonly ScimKind[], query: ListQuery, base: string) {
  const { filter, sortBy, startIndex, count } = query
  const part = { offset: startIndex - 1, limit: count }
  const [kind] = kinds
  if (filter === null && sortBy === null && kinds.length === 1 && kind !== undefined) {
    const total = await (kind === 'User' ? countUsers(ctx) : countGroups(ctx))
    const page = count === 0 ? [] : await read(ctx, kind, null, part, base)
    return listResponse(page, total, query)
  }
  const found: Resource[] = []
  for (const one of kinds) {
    const isCaseExact = caseExactness(one)
    const all = await read(ctx, one, filter, null, base)
    found.push(...all.filter((resource) => filter === null || matches(filter, resource, isCaseExact)))
  }
  const sorted = sortBy === null ? found : sortedBy(found, sortBy, query.descending)
  return listResponse(sorted.slice(part.offset, part.offset + part.limit), found.length, query)
}

function listResponse(page: readonly Resource[], total: number, { startIndex, projection }: ListQuery) {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    ...{ totalResults: total, startIndex, itemsPerPage: page.length },
    Resources: page.map((resource) => project(resource, projection)),
  }
}

async function read(
  ctx: Ctx,
  kind: ScimKind,
  filter: Filter | null,
  part: Part,
  base: string,
): Promise<Resource[]> {
  if (kind === 'User') {
    const narrow = narrowing(filter, USER_COLUMNS)
    if (narrow === 'nothing') return []
    const rows = await findUsers(ctx, narrow, part)
    const groups = await groupsOfUsers(ctx, narrow || part ? rows.map(({ id }) => id) : null)
    return rows.map((row) => presentUser(row, groups.get(row.id) ?? [], base).resource)
  }
  const narrow = narrowing(filter, GROUP_COLUMNS)
  if (narrow === 'nothing') return []
  const rows = await findGroups(ctx, narrow, part)
  const members = await membersOfGroups(ctx, narrow || part ? rows.map(({ id }) => id) : null)
  return rows.map((row) => presentGroup(row, members.get(row.id) ?? [], base).resource)
}

const USER_COLUMNS: Record<string, UserColumn> = {
  ...{ id: 'id', username: 'user_name_key', externalid: 'external_id' },
}
const GROUP_COLUMNS: Record<string, GroupColumn> = {
  ...{ id: 'id', displayname: 'display_name_key', externalid: 'external_id' },
}

/**
 * The questions that clients ask for each person (`userName eq "…"`) are answered by an index. The filter is applied
 * whole afterwards all the same.
 */
function narrowing<Column extends string>(
  filter: Filter | null,
  columns: Record<string, Column>,
): Narrow<Column> | 'nothing' {
  if (filter?.kind === 'and') {
    for (const part of filter.parts) {
      const found = narrowing(part, columns)
      if (found !== null) return found
    }
  }
  if (filter?.kind !== 'compare' || filter.op !== 'eq' || typeof filter.value !== 'string') return null
  const column = columns[filter.path.toLowerCase()]
  if (!column) return null
  if (column === 'id' && !isScimId(filter.value)) return 'nothing'
  return { column, value: column.endsWith('_key') ? filter.value.toLowerCase() : filter.value }
}

function sortedBy(resources: readonly Resource[], path: string, descending: boolean): Resource[] {
  const keyOf = (resource: Resource): string => {
    const [first] = valuesAt(resource, path)
    const value = typeof first === 'object' && first !== null ? (first as Resource).value : first
    return value === undefined ? '' : String(value).toLowerCase()
  }
  const compared = resources.map((resource) => ({ resource, key: keyOf(resource) }))
  compared.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
  if (descending) compared.reverse()
  return compared.map(({ resource }) => resource)
}

type Asked = Record<string, unknown>

/** Reads what a list is asked for, from an address or from the body of a search. */
export function readListQuery(asked: Asked, projection: Projection): ListQuery {
  const { filter, sortBy, sortOrder } = asked
  if (filter !== undefined && typeof filter !== 'string')
    return refuseScim('invalidFilter', 'filter must be a text.')
  if (sortBy !== undefined && (typeof sortBy !== 'string' || !/^[\w$.:-]{1,200}$/.test(sortBy)))
    return refuseScim('invalidValue', 'sortBy must be an attribute.')
  if (sortOrder !== undefined && sortOrder !== 'ascending' && sortOrder !== 'descending')
    return refuseScim('invalidValue', 'sortOrder must be ascending or descending.')
  return {
    filter: filter === undefined || filter.trim() === '' ? null : parseFilter(filter),
    startIndex: Math.max(1, wholeNumber(asked.startIndex, 'startIndex') ?? 1),
    count: Math.min(MOST_RESULTS, Math.max(0, wholeNumber(asked.count, 'count') ?? 100)),
    sortBy: sortBy === undefined ? null : withoutCore(sortBy as string),
    ...{ descending: sortOrder === 'descending', projection },
  }
}

function wholeNumber(value: unknown, name: string): number | null {
  if (value === undefined) return null
  const text = String(value)
  return /^-?\d{1,9}$/.test(text)
    ? Number(text)
    : refuseScim('invalidValue', `${name} must be a whole number.`)
}
