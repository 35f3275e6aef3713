import { useNow } from '../shell/use-now.ts'
import { useTexts } from '../shell/use-texts.ts'
import { useWords } from './use-words.ts'

const WEEK_MS = 7 * 86_400_000

/** How long ago something was, in words that stay true while the page stands open. */
export function useAgo(): (iso: string) => string {
  const now = useNow()
  const word = useWords()
  const { age, moment } = useTexts()
  return (iso) => {
    const passed = now - Date.parse(iso)
    if (passed < 60_000) return word('directory.justNow')
    return passed < WEEK_MS ? word('directory.ago', { age: age(iso, now) }) : moment(iso)
  }
}
