import type { Language } from '../../../contract/languages.ts'
import type { Problem, ProblemCode } from '../../../contract/problem.ts'
import type { Refusal } from '../refusal.ts'

type Values = Record<string, string | number>

/** Words for refusals, handed in by the composition page: the platform knows codes, not sentences. */
export type ProblemWords = {
  title: (code: ProblemCode, language: Language) => string
  detail: (code: ProblemCode, language: Language, values: Values) => string
  input: (code: string, language: Language, values: Values) => string
}

/** RFC 9457 body of a refusal of `path`. The `type` is a stable address in the API's own documents. */
export function problemDetails(
  refusal: Refusal,
  language: Language,
  words: ProblemWords,
  path: string,
): Problem {
  return {
    type: `/api/problems/${refusal.code}`,
    title: words.title(refusal.code, language),
    status: refusal.status,
    detail: words.detail(refusal.code, language, refusal.values),
    instance: path,
    code: refusal.code,
    ...(refusal.errors
      ? {
          errors: refusal.errors.map((error) => ({
            pointer: error.pointer,
            code: error.code,
            message: words.input(error.code, language, error.values ?? {}),
          })),
        }
      : {}),
    ...(refusal.allowed ? { allowed: refusal.allowed } : {}),
  }
}
