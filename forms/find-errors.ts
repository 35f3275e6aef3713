import type { core } from 'zod/mini'
import type { Language } from '../contract/languages.ts'
import type { Problem } from '../contract/problem.ts'
import type { TicketType } from '../contract/ticket-details.ts'
import { CreateTicket, CustomerRequester } from '../contract/tickets.ts'
import { type Answers, type Field, fieldAt } from './answers.ts'
import { toTicket } from './to-ticket.ts'

/** What is wrong with one answer: a code of the contract with its values, or a sentence of the server. */
export type FieldError = {
  field: Field
  code: string
  values: Record<string, string | number>
  message?: string
}

export type Checked = { errors: FieldError[]; ticket: CreateTicket | null }

/** Judges the answers with the schema that the server uses; one error per question. */
export function checkAnswers(type: TicketType, answers: Answers, language: Language): Checked {
  const result = CreateTicket.safeParse(toTicket(type, answers, language), { reportInput: true })
  if (result.success) return { errors: [], ticket: result.data }
  const errors = result.error.issues.flatMap((issue) => toErrors(issue, []))
  // Asked apart, because a missing name would hide that there is no way to answer.
  if (!answers.phone.trim() && !answers.email.trim()) errors.push(...noWayToAnswer())
  const first = new Map<Field, FieldError>()
  for (const error of errors.map((one) => whereItIsMended(one, answers))) {
    if (!first.has(error.field)) first.set(error.field, error)
  }
  return { errors: [...first.values()], ticket: null }
}

/** Models are there to choose from once a brand is chosen. */
const whereItIsMended = (error: FieldError, answers: Answers): FieldError =>
  error.field === 'modelId' && !answers.brandId ? { ...error, field: 'brandId' } : error

const noWayToAnswer = () =>
  (CustomerRequester.safeParse({ name: 'Somebody' }).error?.issues ?? []).flatMap((issue) =>
    toErrors(issue, ['requester']),
  )

function toErrors(issue: core.$ZodIssue, prefix: readonly PropertyKey[]): FieldError[] {
  const path = [...prefix, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // A customer asks here: the first alternative of `requester` is meant.
    return (issue.errors[0] ?? []).flatMap((inner) => toErrors(inner, path))
  }
  const field = fieldAt(path.map((part) => `/${String(part)}`).join(''))
  if (!field) return []
  const { code, values } = wordFor(issue)
  return [{ field, code, values }]
}

function wordFor(issue: core.$ZodIssue): { code: string; values: Record<string, string | number> } {
  const plain = (code: string) => ({ code, values: {} })
  if (issue.code !== 'custom' && issue.input === undefined) return plain('required')
  switch (issue.code) {
    case 'invalid_type':
      return plain('wrong-type')
    case 'invalid_value':
    case 'invalid_union':
      return plain('not-one-of')
    case 'too_small':
      return plain(issue.origin === 'string' ? 'too-short' : 'too-small')
    case 'too_big':
      return plain(issue.origin === 'string' ? 'too-long' : 'too-big')
    case 'custom': {
      const { code = 'wrong-format', ...values } = (issue.params ?? {}) as { code?: string } & Record<
        string,
        string
      >
      return { code, values }
    }
    default:
      return plain('wrong-format')
  }
}

/** What the server refused, at the questions it means; what belongs to none stands in `rest`. */
export function serverErrors(problem: Problem): { errors: FieldError[]; rest: string[] } {
  const errors: FieldError[] = []
  const rest: string[] = []
  for (const { pointer, code, message } of problem.errors ?? []) {
    const field = fieldAt(pointer)
    if (field) errors.push({ field, code, values: {}, message })
    else rest.push(message)
  }
  return { errors, rest }
}
