import type { core } from 'zod/mini'
import type { InputCode } from '../../../contract/problem.ts'
import { INPUT_CODES } from '../../../contract/problem.ts'
import type { InputError } from '../refusal.ts'

type Issue = core.$ZodIssue
const KNOWN: ReadonlySet<string> = new Set(INPUT_CODES)

/** JSON Pointer as a URI fragment (RFC 6901, section 6) for the body; `?name` for the query. */
function pointerOf(place: 'body' | 'query' | 'path', path: readonly PropertyKey[]): string {
  const tokens = path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))
  if (place === 'query') return `?${tokens.join('.')}`
  if (place === 'path') return `{${tokens.join('.')}}`
  return `#${tokens.map((token) => `/${token}`).join('')}`
}

/** What the validator found, in the product's own codes: one entry per wrong value, unknown fields by name. */
export function inputErrors(issues: readonly Issue[], place: 'body' | 'query' | 'path'): InputError[] {
  return issues.slice(0, 50).flatMap((issue) => toErrors(issue, place, []))
}

function toErrors(
  issue: Issue,
  place: 'body' | 'query' | 'path',
  prefix: readonly PropertyKey[],
): InputError[] {
  const path = [...prefix, ...issue.path]
  const at = (code: InputCode, values?: Record<string, string | number>): InputError[] => [
    { pointer: pointerOf(place, path), code, ...(values ? { values } : {}) },
  ]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        pointer: pointerOf(place, [...path, key.slice(0, 100)]),
        code: 'unknown-field',
        values: { field: key.slice(0, 100) },
      }))
    case 'invalid_type':
      return issue.input === undefined ? at('required') : at('wrong-type', { expected: issue.expected })
    case 'invalid_value':
      return issue.input === undefined
        ? at('required')
        : at('not-one-of', { allowed: issue.values.join(', ') })
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? at('too-short', { minimum: Number(issue.minimum) })
        : at('too-small', { minimum: Number(issue.minimum) })
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? at('too-long', { maximum: Number(issue.maximum) })
        : at('too-big', { maximum: Number(issue.maximum) })
    case 'invalid_format':
      return at('wrong-format', { format: issue.format })
    case 'invalid_union': {
      if (issue.errors.length === 0) {
        const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : []
        return at('not-one-of', { allowed: options.join(', ') })
      }
      // The alternative that came nearest is the one the caller meant.
      const nearest = [...issue.errors].sort((a, b) => a.length - b.length)[0] ?? []
      return nearest.flatMap((inner) => toErrors(inner, place, path))
    }
    case 'custom': {
      const { code, ...values } = (issue.params ?? {}) as { code?: string } & Record<string, string | number>
      return at(code && KNOWN.has(code) ? (code as InputCode) : 'wrong-format', values)
    }
    default:
      return at('wrong-format')
  }
}
