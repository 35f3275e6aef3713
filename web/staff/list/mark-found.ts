import { foldText, wordsOf } from '../../../contract/fold-text.ts'

// With the marks and joiners that stand within words.
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*/gu

/** The text in parts, in order: words that begin with one of those looked for, and what stands between them. */
export function markFound(text: string, q: string): { text: string; found: boolean }[] {
  const asked = wordsOf(q)
  const parts: { text: string; found: boolean }[] = []
  let from = 0
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const folded = foldText(word)
    const found = asked.some((one) => (one.length > 1 ? folded.startsWith(one) : folded === one))
    if (!found) continue
    if (index > from) parts.push({ text: text.slice(from, index), found: false })
    parts.push({ text: word, found })
    from = index + word.length
  }
  if (from < text.length) parts.push({ text: text.slice(from), found: false })
  return parts
}
