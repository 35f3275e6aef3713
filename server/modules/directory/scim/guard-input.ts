import { refuseScim } from './scim-error.ts'

const MOST_DEPTH = 10
const MOST_TEXT = 2000
/** Names through which an object's own machinery would be reached, alone or inside a path. */
const MACHINERY = /(?:^|[.:[\]\s])(?:__proto__|constructor|prototype)(?:$|[.:[\]\s])/i

/**
 * Refuses what no part of SCIM needs before anything reads it: names of an object's machinery (the library walks paths
 * inside names), texts that the database cannot keep or that are too long, deep nesting.
 */
export function guardInput(value: unknown, depth = 0): void {
  if (depth > MOST_DEPTH) refuseScim('invalidSyntax', 'The request is nested too deeply.')
  if (typeof value === 'string') guardText(value)
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value) && value.some(Array.isArray))
    refuseScim('invalidValue', 'A list stands within a list.')
  for (const [name, inner] of Object.entries(value)) {
    guardText(name)
    if (MACHINERY.test(name)) refuseScim('invalidSyntax', 'The request uses a name that is not allowed.')
    if (name.toLowerCase() === 'path' && typeof inner === 'string' && MACHINERY.test(inner))
      refuseScim('invalidPath', 'The path uses a name that is not allowed.')
    guardInput(inner, depth + 1)
  }
}

export function guardText(text: string, most = MOST_TEXT): void {
  if (text.length > most) refuseScim('invalidValue', `A text is longer than ${most} characters.`)
  if (text.includes('\u0000') || !text.isWellFormed())
    refuseScim('invalidValue', 'A text holds characters that cannot be kept.')
}
