import { matches, type Resource } from './match-filter.ts'
import { parsePath } from './parse-filter.ts'
import type { Operation } from './read-patch.ts'
import { refuseScim } from './scim-error.ts'

/** A group as PATCH sees it; members by the ids of users. */
export type GroupState = { displayName: string; externalId: string | null; members: ReadonlySet<string> }

const SERVERS = ['id', 'meta', 'schemas']

/** Applies PATCH operations to a group. Members are a set: adding twice or removing who is not there changes nothing. */
export function patchGroup(group: GroupState, operations: readonly Operation[]): GroupState {
  return operations.reduce((present, operation) => {
    if (operation.path !== undefined) return applyOne(present, operation, operation.path, true)
    const { value } = operation
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return refuseScim('invalidValue', 'An operation without a path needs an object as its value.')
    return Object.entries(value).reduce(
      (state, [name, inner]) => applyOne(state, { op: operation.op, value: inner }, name, false),
      present,
    )
  }, group)
}

function applyOne(group: GroupState, { op, value }: Operation, path: string, asked: boolean): GroupState {
  const { attribute, selector } = parsePath(path)
  const name = attribute.toLowerCase()
  if (name === 'members') {
    if (!selector) return { ...group, members: changed(group.members, op, value) }
    if (op !== 'remove') return refuseScim('invalidPath', 'Of a member there is nothing to change.')
    const stay = [...group.members].filter((id) => !matches(selector, memberOf(id), () => true))
    return { ...group, members: new Set(stay) }
  }
  if (SERVERS.includes(name) && !asked) return group
  if (SERVERS.includes(name)) return refuseScim('mutability', `${attribute} is the server’s.`)
  if (name !== 'displayname' && name !== 'externalid')
    return refuseScim('invalidPath', `A group has no attribute ${attribute}.`)
  const text = op === 'remove' || value === null ? null : value
  if (text !== null && typeof text !== 'string')
    return refuseScim('invalidValue', `${attribute} must be a text.`)
  if (name === 'externalid') return { ...group, externalId: text }
  if (text === null) return refuseScim('invalidValue', 'A group needs a displayName.')
  return { ...group, displayName: text }
}

const memberOf = (value: string): Resource => ({ value, type: 'User' })

function changed(members: ReadonlySet<string>, op: Operation['op'], value: unknown): ReadonlySet<string> {
  if (op === 'remove' && (value === undefined || value === null)) return new Set()
  const named = membersIn(value)
  if (op === 'replace') return new Set(named)
  if (op === 'add') return new Set([...members, ...named])
  const gone = new Set(named)
  return new Set([...members].filter((id) => !gone.has(id)))
}

/** The ids in a list of members. Groups within groups are not known here. */
export function membersIn(value: unknown): string[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
  return list.map((item) => {
    const { value: id, type } = (typeof item === 'string' ? { value: item } : Object(item)) as Record<
      string,
      unknown
    >
    if (typeof type === 'string' && type.toLowerCase() === 'group')
      return refuseScim('invalidValue', 'Groups within groups are not kept.')
    return typeof id === 'string' && id !== '' ? id : refuseScim('invalidValue', 'A member needs a value.')
  })
}
