import { directionOf, type Language } from '../contract/languages.ts'
import { PORTAL_LANGUAGES } from '../texts/portal.ts'

const A_YEAR = 365 * 24 * 60 * 60

/** What the server put on the page: the cookie's language, else the browser's. */
export function languageOfPage(): Language {
  const given = document.documentElement.lang
  return PORTAL_LANGUAGES.find(([language]) => language === given)?.[0] ?? 'en'
}

/** Turns the page, and remembers it for the next visit. */
export function rememberLanguage(language: Language) {
  turnPage(language)
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every phone's browser yet
  document.cookie = `ic_lang=${language}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax`
}

export function turnPage(language: Language) {
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
}
