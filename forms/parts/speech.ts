import { createInstance } from 'i18next'
import type { Language } from '../../contract/languages.ts'

export type Values = Record<string, string | number>

/** The words of one catalogue in one language. */
export type Speech<Key extends string> = {
  language: Language
  say: (key: Key, values?: Values) => string
  /** Whether there is such a text; for keys made from codes. */
  knows: (key: string) => key is Key
}

/** Plurals and values by i18next; texts are flat, so dots are part of a key. */
export function makeSpeech<Key extends string>(language: Language, texts: object): Speech<Key> {
  const words = createInstance()
  void words.init({
    lng: language,
    resources: { [language]: { translation: texts } },
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    // The pages escape what they show; doing it twice would spoil names.
    interpolation: { escapeValue: false },
  })
  return {
    language,
    // Our own keys are typed; i18next's would have to be declared for the whole program.
    say: (key, values) => words.t(key as string, values ?? {}) as string,
    knows: (key): key is Key => words.exists(key),
  }
}
