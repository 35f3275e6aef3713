import type { Language } from '../../contract/languages.ts'

/** How each language writes days and numbers here; Western digits, so that dates, numbers and VINs share one set. */
const LOCALES: Record<Language, string> = { en: 'en-GB', ar: 'ar-IQ', ckb: 'ckb-IQ', ru: 'ru' }

export const localeOf = (language: Language) => `${LOCALES[language]}-u-nu-latn`

/** A short month. Arabic has none in `Intl`; in Iraq the second names are written with their number. */
export function shortMonth(date: Date, language: Language, timeZone: string): string {
  const name = new Intl.DateTimeFormat(localeOf(language), { month: 'short', timeZone }).format(date)
  return language === 'ar' ? name.replace(' الأول', ' 1').replace(' الثاني', ' 2') : name
}
