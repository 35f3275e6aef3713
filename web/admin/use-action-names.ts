import type { Action } from '../../contract/actions.ts'
import { asKey } from './as-key.ts'
import { useWords } from './use-words.ts'

/** What an action is called on these pages. */
export function useActionNames(): (action: Action) => string {
  const word = useWords()
  return (action) => word(`roles.actions.${asKey(action)}`)
}
