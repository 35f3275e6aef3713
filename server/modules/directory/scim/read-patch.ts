import { refuseScim } from './scim-error.ts'
import { PATCH_SCHEMA } from './scim-schemas.ts'

export type Operation = { op: 'add' | 'remove' | 'replace'; path?: string; value?: unknown }

const OPS: readonly string[] = ['add', 'remove', 'replace']
const MOST_OPERATIONS = 1000

/** The operations of a PATCH (RFC 7644, section 3.5.2). `op` counts in any case, as some clients write `Replace`. */
export function readPatch(body: unknown): Operation[] {
  const { schemas, Operations } = Object(body) as { schemas?: unknown; Operations?: unknown }
  if (!Array.isArray(schemas) || !schemas.includes(PATCH_SCHEMA))
    return refuseScim('invalidSyntax', `schemas must name ${PATCH_SCHEMA}.`)
  if (!Array.isArray(Operations) || Operations.length === 0)
    return refuseScim('invalidSyntax', 'Operations must hold at least one operation.')
  if (Operations.length > MOST_OPERATIONS)
    return refuseScim('invalidValue', `A request holds at most ${MOST_OPERATIONS} operations.`)
  return Operations.map(readOperation)
}

function readOperation(given: unknown): Operation {
  const { op, path, value } = Object(given) as Record<string, unknown>
  const lower = typeof op === 'string' ? op.toLowerCase() : ''
  if (!OPS.includes(lower)) return refuseScim('invalidSyntax', 'op must be add, remove or replace.')
  if (path !== undefined && (typeof path !== 'string' || path.trim() === ''))
    return refuseScim('invalidPath', 'path must be a text.')
  if (lower === 'remove' && path === undefined) return refuseScim('noTarget', 'remove needs a path.')
  if (lower === 'add' && value === undefined) return refuseScim('invalidValue', 'add needs a value.')
  return {
    op: lower as Operation['op'],
    ...(path === undefined ? {} : { path: path.trim() }),
    ...(value === undefined ? {} : { value }),
  }
}
