import type { Resource } from './match-filter.ts'
import { withoutCore } from './parse-filter.ts'
import { refuseScim } from './scim-error.ts'

/** Which attributes an answer shows: only some, or all but some (RFC 7644, section 3.9). Null: all. */
export type Projection = { only: string[] } | { without: string[] } | null

const ALWAYS = ['id', 'schemas']
const NAME = /^[\w$.:-]{1,200}$/
const MOST_NAMES = 50

export function projectionOf(
  attributes: string | readonly string[] | undefined,
  excluded: string | readonly string[] | undefined,
): Projection {
  const only = namesOf(attributes)
  const without = namesOf(excluded)
  if (only.length > 0 && without.length > 0)
    return refuseScim('invalidValue', 'attributes and excludedAttributes exclude each other.')
  if (only.length > 0) return { only }
  return without.length > 0 ? { without } : null
}

function namesOf(given: string | readonly string[] | undefined): string[] {
  const names = (typeof given === 'string' ? given.split(',') : (given ?? [])).map((name) => name.trim())
  const wanted = names.filter((name) => name !== '').map((name) => withoutCore(name).toLowerCase())
  if (wanted.length > MOST_NAMES || wanted.some((name) => !NAME.test(name)))
    return refuseScim('invalidValue', 'attributes and excludedAttributes are lists of attribute names.')
  return wanted
}

/** The resource with the attributes that were asked for; names that nobody knows are passed over. */
export function project(resource: Resource, projection: Projection): Resource {
  if (projection === null) return resource
  const entries = Object.entries(resource).flatMap(([name, value]) => {
    if (ALWAYS.includes(name)) return [[name, value] as const]
    const shown = projectOne(name.toLowerCase(), value, projection)
    return shown === undefined ? [] : [[name, shown] as const]
  })
  return Object.fromEntries(entries)
}

function projectOne(name: string, value: unknown, projection: NonNullable<Projection>): unknown {
  const names = 'only' in projection ? projection.only : projection.without
  const whole = names.includes(name)
  const isPart = (one: string) =>
    one.startsWith(`${name}.`) || (name.startsWith('urn:') && one.startsWith(`${name}:`))
  const parts = names.filter(isPart).map((one) => one.slice(name.length + 1))
  if ('only' in projection) {
    if (whole) return value
    return parts.length === 0 ? undefined : eachValue(value, (inner) => parts.includes(inner))
  }
  if (whole) return undefined
  return parts.length === 0 ? value : eachValue(value, (inner) => !parts.includes(inner))
}

function eachValue(value: unknown, isShown: (name: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => eachValue(item, isShown))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => isShown(name.toLowerCase())))
}
