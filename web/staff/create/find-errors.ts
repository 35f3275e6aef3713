import type { core } from 'zod/mini'
import type { Problem } from '../../../contract/problem.ts'
import { CreateTicket } from '../../../contract/tickets.ts'
import { type Asked, FIELDS, type Field, ticketBody } from './ticket-body.ts'

/** What is wrong with one field: a code of the contract with its values, or the server's own sentence. */
export type FieldError = { code: string; values: Record<string, string | number>; message?: string }
export type FieldErrors = Partial<Record<Field, FieldError>>
export type Checked = { errors: FieldErrors; ticket: CreateTicket | null }

// A rule about several fields stands at the first of them.
const FIRST_OF: Record<string, Field> = {
  '/requester': '/requester/phone',
  '/details/vehicle': '/details/vehicle/plate',
  '/details/wantedVehicle': '/details/wantedVehicle/modelId',
  '/details/ownVehicle': '/details/ownVehicle/make',
  '/details': '/details/intent',
}

const fieldAt = (pointer: string): Field | null =>
  FIELDS.find((field) => field === pointer) ?? FIRST_OF[pointer] ?? null

/** Judges what was typed with the schema that the server uses; one error per field. */
export function check(asked: Asked): Checked {
  const result = CreateTicket.safeParse(ticketBody(asked), { reportInput: true })
  if (result.success) return { errors: {}, ticket: result.data }
  const errors: FieldErrors = {}
  const add = (pointer: string, error: FieldError) => {
    const field = fieldAt(pointer)
    if (field) errors[field] ??= error
  }
  for (const issue of result.error.issues) toErrors(issue, [], asked, add)
  const { values, forMe } = asked
  // The schema asks for a way to answer only once the name is right; both are worth saying at once.
  if (!forMe && !values['/requester/phone']?.trim() && !values['/requester/email']?.trim()) {
    errors['/requester/phone'] ??= { code: 'contact-missing', values: {} }
  }
  return { errors, ticket: null }
}

type Add = (pointer: string, error: FieldError) => void

function toErrors(issue: core.$ZodIssue, prefix: readonly PropertyKey[], asked: Asked, add: Add): void {
  const path = [...prefix, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const meant = path[0] === 'requester' && asked.forMe ? issue.errors[1] : issue.errors[0]
    for (const inner of meant ?? []) toErrors(inner, path, asked, add)
    return
  }
  const pointer = path.map((part) => `/${String(part)}`).join('')
  // A whole group that is missing: its first field is what was left out.
  add(pointer, wordFor(issue))
}

function wordFor(issue: core.$ZodIssue): FieldError {
  const plain = (code: string, values: FieldError['values'] = {}) => ({ code, values })
  if (issue.code !== 'custom' && issue.input === undefined) return plain('required')
  switch (issue.code) {
    case 'invalid_value':
    case 'invalid_union':
      return plain('required')
    case 'too_small':
      return plain(issue.origin === 'string' ? 'too-short' : 'too-small', { minimum: Number(issue.minimum) })
    case 'too_big':
      return plain(issue.origin === 'string' ? 'too-long' : 'too-big', { maximum: Number(issue.maximum) })
    case 'custom': {
      const { code = 'wrong-format', ...values } = (issue.params ?? {}) as {
        code?: string
      } & FieldError['values']
      return plain(code, values)
    }
    default:
      return plain('wrong-format')
  }
}

/** What the server refused, at the fields it means; what belongs to none is said above the form. */
export function serverErrors(problem: Problem): { errors: FieldErrors; rest: string[] } {
  const errors: FieldErrors = {}
  const rest: string[] = []
  for (const { pointer, code, message } of problem.errors ?? []) {
    const field = fieldAt(pointer.replace(/^#/, ''))
    if (field) errors[field] ??= { code, values: {}, message }
    else rest.push(message)
  }
  return { errors, rest }
}
