import type { Filter, FilterValue } from './parse-filter.ts'
import { refuseScim } from './scim-error.ts'

export type Resource = Readonly<Record<string, unknown>>
/** Does upper and lower case matter in this attribute? Names as in the schema, parts after a dot. */
export type IsCaseExact = (path: string) => boolean

/** Does the resource satisfy the filter? What it does not have does not match; nothing is an error but an odd comparison. */
export function matches(filter: Filter, resource: Resource, isCaseExact: IsCaseExact, within = ''): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => matches(part, resource, isCaseExact, within))
    case 'or':
      return filter.parts.some((part) => matches(part, resource, isCaseExact, within))
    case 'not':
      return !matches(filter.part, resource, isCaseExact, within)
    case 'present':
      return valuesAt(resource, filter.path).length > 0
    case 'some':
      return valuesAt(resource, filter.path).some((value) =>
        matches(filter.part, asResource(value), isCaseExact, `${within}${filter.path}.`),
      )
    case 'compare': {
      const values = valuesAt(resource, filter.path).map(simple)
      const exact = isCaseExact(`${within}${filter.path}`)
      // Clients differ: a user without the attribute "is not" that value.
      if (filter.op === 'ne') return !values.some((value) => compare('eq', value, filter.value, exact))
      if (filter.op === 'eq' && filter.value === null) return values.length === 0
      return values.some((value) => compare(filter.op, value, filter.value, exact))
    }
  }
}

/** The values that a path names, several where an attribute has several. Names count in any case (RFC 7643, 2.1). */
export function valuesAt(resource: Resource, path: string): unknown[] {
  return stepsOf(resource, path).reduce<unknown[]>(
    (found, step) => found.flatMap((value) => listed(inner(value, step))),
    [resource],
  )
}

/** A schema's URN holds dots itself, so it is taken whole before the rest is split. */
function stepsOf(resource: Resource, path: string): string[] {
  const urn = Object.keys(resource).find(
    (name) => name.startsWith('urn:') && path.toLowerCase().startsWith(name.toLowerCase()),
  )
  if (!urn) return path.split('.')
  const rest = path.slice(urn.length + 1)
  return rest === '' ? [urn] : [urn, ...rest.split('.')]
}

function inner(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  const name = Object.keys(value).find((own) => own.toLowerCase() === step.toLowerCase())
  return name === undefined ? undefined : (value as Resource)[name]
}

const listed = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null || value === '' ? [] : [value]

/** A value with parts is compared by its main part. */
const simple = (value: unknown): unknown => (typeof value === 'object' ? inner(value, 'value') : value)
const asResource = (value: unknown): Resource =>
  typeof value === 'object' && value !== null ? (value as Resource) : { value }

function compare(
  op: 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le',
  actual: unknown,
  expected: FilterValue,
  exact: boolean,
): boolean {
  if (typeof actual === 'boolean') {
    if (op !== 'eq') return refuseScim('invalidFilter', 'True and false are compared by eq and ne only.')
    return String(actual) === String(expected).toLowerCase()
  }
  if (typeof actual === 'number' && typeof expected === 'number') return ordered(op, actual - expected)
  if (typeof actual !== 'string' || typeof expected !== 'string') return false
  const [left, right] = exact ? [actual, expected] : [actual.toLowerCase(), expected.toLowerCase()]
  if (op === 'co') return left.includes(right)
  if (op === 'sw') return left.startsWith(right)
  if (op === 'ew') return left.endsWith(right)
  const [first, second] = [timeOf(actual), timeOf(expected)]
  if (first !== null && second !== null) return ordered(op, first - second)
  return ordered(op, left < right ? -1 : left > right ? 1 : 0)
}

function ordered(op: string, difference: number): boolean {
  if (op === 'eq') return difference === 0
  if (op === 'gt') return difference > 0
  if (op === 'ge') return difference >= 0
  if (op === 'lt') return difference < 0
  return op === 'le' && difference <= 0
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?$/
const timeOf = (text: string): number | null => {
  const time = TIME.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? null : time
}
