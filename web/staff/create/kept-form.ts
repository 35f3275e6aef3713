import type { Language } from '../../../contract/languages.ts'
import type { Asked } from './ticket-body.ts'

const PLACE = 'ic-new-ticket'
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The form as it was left, else a new one. */
export function readKept(store: Store, language: Language): Asked {
  const fresh: Asked = { type: 'general-inquiry', forMe: false, language, values: {} }
  try {
    return { ...fresh, ...(JSON.parse(store.getItem(PLACE) ?? '{}') as Partial<Asked>) }
  } catch {
    return fresh
  }
}

export function keep(store: Store, asked: Asked): void {
  try {
    store.setItem(PLACE, JSON.stringify(asked))
  } catch {
    // Without a store the form does not outlive the dialog.
  }
}

export function forgetKept(store: Store): void {
  store.removeItem(PLACE)
}
