import { ApiProblem } from '../../client/index.ts'
import type { Translate } from './use-texts.ts'

/** What to tell about a failure: the server's own sentence, or that it could not be reached. */
export function problemText(error: unknown, t: Translate): string {
  if (error instanceof ApiProblem) {
    const { title, detail, errors } = error.problem
    const first = errors?.[0]?.message
    return [detail ?? title, first].filter(Boolean).join(' ')
  }
  return t('failure.connection')
}
