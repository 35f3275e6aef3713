import { createInstance } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { chooseLanguage, directionOf, LANGUAGES, type Language } from '../../contract/languages.ts'
import { staffLanguageFor, staffResources } from '../../texts/staff.ts'

const COOKIE = 'ic_lang'
const A_YEAR = 365 * 24 * 3600

/** The language in a cookie header, if it is one of ours. */
export function languageFromCookie(cookies: string): Language | null {
  const value = cookies
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === COOKIE)?.[1]
  return LANGUAGES.find((language) => language === value) ?? null
}

export const i18n = createInstance()

/** Starts with the chosen language, else the browser's. Texts are in the bundle, so this is done at once. */
export function startLanguages(): void {
  // The server's words must be in the same language as the page's, so the page asks for the one it speaks.
  const wanted = languageFromCookie(document.cookie) ?? chooseLanguage(navigator.languages.join(','))
  const language = staffLanguageFor[wanted]
  void i18n.use(initReactI18next).init({
    lng: language,
    resources: staffResources,
    fallbackLng: 'en',
    defaultNS: 'staff',
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  applyToPage(language)
}

export const currentLanguage = () => i18n.language as Language

/** Changes the words at once and remembers the choice; nothing that was typed is touched. */
export function chooseAndKeepLanguage(language: Language): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on pages without TLS
  document.cookie = `${COOKIE}=${language}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax`
  applyToPage(language)
  void i18n.changeLanguage(language)
}

function applyToPage(language: Language): void {
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
}

const NAMES: Record<Language, string> = { en: 'English', ar: 'العربية', ckb: 'کوردیی ناوەندی', ru: 'Русский' }
/** A language's name in itself. */
export const languageName = (language: Language) => NAMES[language]
