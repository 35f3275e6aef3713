import type { Language } from '../contract/languages.ts'
import type { CatalogueOf, TextKey } from './catalogue-of.ts'
import type { PortalTexts } from './en/portal.ts'

export type PortalTextKey = TextKey<PortalTexts>

/** Languages whose customer pages are complete, in their own names; others join with their catalogues. */
export const PORTAL_LANGUAGES = [
  ['ar', 'العربية'],
  ['en', 'English'],
] as const satisfies readonly (readonly [Language, string])[]

/** Texts of the customer pages; each language is fetched when it is wanted. */
export async function loadPortalTexts(language: Language): Promise<CatalogueOf<PortalTexts>> {
  switch (language) {
    case 'ar':
    case 'ckb':
      return (await import('./ar/portal.ts')).portal
    default:
      return (await import('./en/portal.ts')).portal
  }
}
