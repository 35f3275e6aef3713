import type { Language } from '../contract/languages.ts'
import type { InputCode, ProblemCode } from '../contract/problem.ts'
import { problems as ar } from './ar/problems.ts'
import { problems as ckb } from './ckb/problems.ts'
import { problems as en } from './en/problems.ts'
import { fill } from './fill.ts'
import { problems as ru } from './ru/problems.ts'

type Values = Record<string, string | number>
// A code without a sentence would not compile.
const catalogues = { en, ar, ckb, ru } satisfies Record<
  Language,
  {
    titles: Record<ProblemCode, string>
    details: Record<ProblemCode, string>
    inputs: Record<InputCode, string>
  }
>

/** Words of refusals in the caller's language. */
export const problemWords = {
  title: (code: ProblemCode, language: Language): string => catalogues[language].titles[code],
  detail: (code: ProblemCode, language: Language, values: Values): string =>
    fill(catalogues[language].details[code], values),
  input: (code: string, language: Language, values: Values): string => {
    // "At least 1" is a number's way to say that something is needed.
    const plain = code === 'too-short' && values.minimum === 1 ? 'required' : (code as InputCode)
    return fill(catalogues[language].inputs[plain], values)
  },
}
