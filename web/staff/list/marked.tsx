import { markFound } from './mark-found.ts'

/** A text with what was looked for in it. */
export function Marked({ text, q }: { text: string; q: string }) {
  if (q === '') return text
  // Parts never move within one text.
  // biome-ignore lint/suspicious/noArrayIndexKey: see above
  return markFound(text, q).map((part, at) => (part.found ? <mark key={at}>{part.text}</mark> : part.text))
}
