import type { Language } from '../contract/languages.ts'
import type { CatalogueOf, TextKey } from './catalogue-of.ts'
import type { PortalTexts } from './en/portal.ts'

export type PortalTextKey = TextKey<PortalTexts>

/** The languages of the customer pages in their own names, in the order that they are offered. */
export const PORTAL_LANGUAGES: readonly (readonly [Language, string])[] = [
  ['ar', 'العربية'],
  ['ckb', 'کوردی'],
  ['en', 'English'],
  ['ru', 'Русский'],
]

const LOAD: Record<Language, () => Promise<{ portal: CatalogueOf<PortalTexts> }>> = {
  en: () => import('./en/portal.ts'),
  ar: () => import('./ar/portal.ts'),
  ckb: () => import('./ckb/portal.ts'),
  ru: () => import('./ru/portal.ts'),
}

/** Texts of the customer pages; each language is fetched when it is wanted. */
export const loadPortalTexts = async (language: Language) => (await LOAD[language]()).portal
