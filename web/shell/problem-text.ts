import { ApiProblem } from '../../client/index.ts'
import type { Translate } from './use-texts.ts'

/** What to tell about a failure: the server's own sentence, or that it could not be reached. */
export function problemText(error: unknown, t: Translate): string {
  if (error instanceof ApiProblem) {
    // The server's words for this are for any caller; here it is always a session that ended.
    if (error.problem.code === 'not-signed-in') return t('signIn.ended')
    const { title, detail, errors } = error.problem
    // The title says what is wrong, the detail what to do about it.
    const what = /[.!?؟…]$/.test(title) ? title : `${title}.`
    return [what, detail, errors?.[0]?.message].filter(Boolean).join(' ')
  }
  return t('failure.connection')
}
