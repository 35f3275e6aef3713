import type { Language } from '../contract/languages.ts'
import type { CatalogueOf, TextKey } from './catalogue-of.ts'
import type { FormTexts } from './en/forms.ts'

export type FormTextKey = TextKey<FormTexts>

/** Texts of the forms; each language is fetched when it is wanted. */
export async function loadFormTexts(language: Language): Promise<CatalogueOf<FormTexts>> {
  switch (language) {
    case 'ar':
    case 'ckb':
      return (await import('./ar/forms.ts')).forms
    default:
      return (await import('./en/forms.ts')).forms
  }
}
