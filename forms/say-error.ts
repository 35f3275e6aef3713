import type { FormTextKey } from '../texts/forms.ts'
import type { Answers } from './answers.ts'
import type { FieldError } from './find-errors.ts'
import type { Speech } from './parts/speech.ts'
import { vinTrouble } from './parts/vin-words.ts'

const TEXT_CODES = new Set(['broken-unicode', 'bidi-control', 'control-character', 'line-break'])

/** An error in words that say what to do: the server's own sentence, else ours for this question, else for the code. */
export function sayError(error: FieldError, answers: Answers, speech: Speech<FormTextKey>): string {
  if (error.message) return error.message
  if (error.code.startsWith('vin-') && error.code !== 'vin-or-plate') {
    const words = vinTrouble(answers[error.field], speech)
    if (words) return words
  }
  const code = TEXT_CODES.has(error.code) ? 'text' : error.code
  for (const key of [`error.${code}.${error.field}`, `error.${code}`])
    if (speech.knows(key)) return speech.say(key)
  return speech.say('error.wrong-format')
}

/** Pairs of which one is enough: their error waits until both were left. */
const TOGETHER: Record<string, readonly (keyof Answers)[]> = {
  'contact-missing': ['phone', 'email'],
  'vin-or-plate': ['plate', 'vin'],
}

/** Whether a question was left far enough to say what is wrong with it. */
export function isTimeToSay(error: FieldError, left: ReadonlySet<keyof Answers>): boolean {
  // A letter that no VIN has is worth saying while it is typed.
  if (error.code === 'vin-character') return true
  return (TOGETHER[error.code] ?? [error.field]).every((field) => left.has(field))
}
