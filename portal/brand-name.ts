import { useEffect, useState } from 'preact/hooks'
import type { Api } from '../client/index.ts'
import type { Language } from '../contract/languages.ts'

const keyOf = (language: Language) => `ic-brand-${language}`

/** The distributor's name, from the directory; the last known one at once, so that the bar does not jump. */
export function useBrandName(api: Api, language: Language | null): string {
  const [names, setNames] = useState<Partial<Record<Language, string>>>({})
  useEffect(() => {
    if (!language) return
    let wanted = true
    api.companies().then(
      ({ items }) => {
        const name = items.find(({ kind }) => kind === 'distributor')?.name
        if (!name || !wanted) return
        setNames((before) => ({ ...before, [language]: name }))
        keep(keyOf(language), name)
      },
      // A bar without a name is still a bar.
      () => {},
    )
    return () => {
      wanted = false
    }
  }, [api, language])
  if (!language) return ''
  return names[language] ?? kept(keyOf(language)) ?? ''
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function keep(key: string, value: string) {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Asked again next time.
  }
}
