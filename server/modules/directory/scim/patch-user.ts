import { matches, type Resource, valuesAt } from './match-filter.ts'
import { type Filter, parsePath } from './parse-filter.ts'
import type { Operation } from './read-patch.ts'
import { refuseScim } from './scim-error.ts'
import { applyOperation, ENTERPRISE_SCHEMA, isDropped } from './scim-schemas.ts'

/** Names that only the server writes: passed over inside a value, as clients send whole resources back. */
const SERVERS = ['id', 'meta', 'schemas', 'groups']

/**
 * Applies PATCH operations to a user's attributes, one after the other: by path, or without one for each name of the
 * value. The library applies each; what it does not do as the large clients need it is put right before:
 * "True" and "False" as texts, and a value chosen by a selector that is not there yet, which is then made.
 */
export async function patchUser(attributes: Resource, operations: readonly Operation[]): Promise<Resource> {
  let present = attributes
  for (const operation of operations) {
    if (operation.path !== undefined)
      present = await applyOne(present, { ...operation, path: operation.path }, true)
    else present = await applyEach(present, operation)
  }
  return present
}

async function applyEach(attributes: Resource, { op, value }: Operation): Promise<Resource> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuseScim('invalidValue', 'An operation without a path needs an object as its value.')
  let present = attributes
  for (const [name, inner] of Object.entries(value)) {
    if (name === ENTERPRISE_SCHEMA && typeof inner === 'object' && inner !== null) {
      const parts = Object.entries(inner).map(([part, one]) => [`${name}:${part}`, one])
      present = await applyEach(present, { op, value: Object.fromEntries(parts) })
    } else present = await applyOne(present, { op, path: name, value: inner }, false)
  }
  return present
}

type Addressed = { op: Operation['op']; path: string; value?: unknown }

async function applyOne(attributes: Resource, operation: Addressed, asked: boolean): Promise<Resource> {
  const { attribute, selector, part } = parsePath(operation.path)
  if (isDropped(attribute)) return attributes
  if (SERVERS.includes(attribute.split('.')[0]?.toLowerCase() ?? '')) {
    if (!asked) return attributes
    return refuseScim('mutability', `${attribute} is the server’s.`)
  }
  const bracket = operation.path.indexOf('[')
  const path = `${attribute}${bracket < 0 ? '' : operation.path.slice(bracket)}`
  const value = withTruth(part ?? attribute, operation.value)
  if (operation.op === 'remove' || value === null) return applyOperation(attributes, { op: 'remove', path })
  const isThere =
    !selector ||
    valuesAt(attributes, attribute).some((one) => matches(selector, one as Resource, () => false))
  if (isThere) return applyOperation(attributes, { op: operation.op, path, value })
  const made = { ...chosenBy(selector), ...(part === null ? (value as object) : { [part]: value }) }
  return applyOperation(attributes, { op: 'add', path: attribute, value: [made] })
}

/** What a value must hold for the selector to choose it: `[type eq "work"]` → `{type: 'work'}`. */
function chosenBy(selector: Filter): Record<string, unknown> {
  if (selector.kind === 'and') return Object.assign({}, ...selector.parts.map(chosenBy))
  if (selector.kind !== 'compare' || selector.op !== 'eq')
    return refuseScim('noTarget', 'The path chooses nothing that is there.')
  return { [selector.path]: withTruth(selector.path, selector.value) }
}

/** "True" and "False", as some clients write what is true or false. */
export function withTruth(name: string, value: unknown): unknown {
  const isTruth = ['active', 'primary'].includes(name.split('.').at(-1)?.toLowerCase() ?? '')
  if (isTruth && typeof value === 'string') {
    const lower = value.toLowerCase()
    return lower === 'true' ? true : lower === 'false' ? false : value
  }
  if (Array.isArray(value)) return value.map((item) => withTruth('', item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, withTruth(inner, one)]))
}
