import type { Language } from '../contract/languages.ts'
import type { CatalogueOf, TextKey } from './catalogue-of.ts'
import type { FormTexts } from './en/forms.ts'

export type FormTextKey = TextKey<FormTexts>

const LOAD: Record<Language, () => Promise<{ forms: CatalogueOf<FormTexts> }>> = {
  en: () => import('./en/forms.ts'),
  ar: () => import('./ar/forms.ts'),
  ckb: () => import('./ckb/forms.ts'),
  ru: () => import('./ru/forms.ts'),
}

/** Texts of the forms; each language is fetched when it is wanted. */
export const loadFormTexts = async (language: Language) => (await LOAD[language]()).forms
