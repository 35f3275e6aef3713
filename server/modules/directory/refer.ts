import { inLanguage, type Language, type LocalisedText } from '../../../contract/languages.ts'
import type { Reference } from '../../../contract/network.ts'

type Referable = { id: string; name: LocalisedText | string; localisedName?: LocalisedText }

/** A thing of the directory where it is mentioned: its id, and its name in the reader's language. */
export function refer(entry: Referable, language: Language): Reference {
  const name = entry.localisedName ?? entry.name
  return { id: entry.id, name: typeof name === 'string' ? name : inLanguage(name, language) }
}
