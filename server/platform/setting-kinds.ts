import { z } from 'zod'

/** One environment variable: how it is checked, what it is for, what holds when it is missing. */
export type Setting = {
  schema: z.ZodType
  description: string
  /** Value used when nothing is given. */
  fallback?: string
  /** Shown in the help where the fallback depends on other settings. */
  fallbackText?: string
  /** A secret may also come from a file named in NAME_FILE, and is never printed. */
  secret?: boolean
}

/* The kinds of values that settings take. */

export const text = z.string().trim().min(1)
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`))
export const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http or https address' })
export const flag = z
  .enum(['0', '1', 'false', 'true'], 'must be 0 or 1')
  .transform((value) => value === '1' || value === 'true')
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, `must be one of ${values.join(', ')}`)
