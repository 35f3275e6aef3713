import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../contract/languages.ts'
import type { StaffKey } from '../../texts/staff.ts'
import { ageOf } from '../ui/age.ts'

export type Translate = (key: StaffKey, values?: Record<string, string | number>) => string

// Western digits in all languages, so that numbers, VINs and plates share one set (mocks/README.md).
const LOCALES: Record<Language, string> = {
  en: 'en-GB',
  ar: 'ar-IQ-u-nu-latn-ca-gregory',
  // Browsers know no Kurdish dates; until its own catalogue is written, its readers get the Arabic words as well.
  ckb: 'ar-IQ-u-nu-latn-ca-gregory',
  ru: 'ru-RU',
}

/** Words, dates and numbers in the reader's language. */
export function useTexts() {
  const { t, i18n } = useTranslation('staff')
  const language = i18n.language as Language
  return useMemo(
    () => ({ t: t as unknown as Translate, language, ...makeFormats(language, t as unknown as Translate) }),
    [t, language],
  )
}

function makeFormats(language: Language, t: Translate) {
  const locale = LOCALES[language]
  const comma = language === 'ar' || language === 'ckb' ? '، ' : ', '
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' })
  const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
  const number = new Intl.NumberFormat(locale)
  const join = new Intl.ListFormat(locale, { type: 'conjunction' })
  const date = (at: Date, now = new Date()) =>
    (at.getFullYear() === now.getFullYear() ? day : dayOfYear).format(at)
  const span = (milliseconds: number): string | null => {
    const age = ageOf(milliseconds)
    if (age.unit === 'date') return null
    if (age.unit === 'now') return t('age.now')
    if (age.unit === 'minutes') return t('age.minutes', { minutes: age.minutes })
    if (age.unit === 'days') return t('age.days', { days: age.days })
    return t('age.hoursMinutes', { hours: age.hours, minutes: age.minutes })
  }
  return {
    comma,
    number: (value: number) => number.format(value),
    /** A day without time, as it stands in the contract. */
    plainDay: (text: string) => date(new Date(`${text}T12:00:00`)),
    list: (names: readonly string[]) => join.format(names),
    /** Time today, else day and time. */
    moment: (iso: string, now = new Date()) => {
      const at = new Date(iso)
      const today = at.toDateString() === now.toDateString()
      return today ? time.format(at) : `${date(at, now)}${comma}${time.format(at)}`
    },
    age: (iso: string, now: number) => span(now - Date.parse(iso)) ?? date(new Date(iso), new Date(now)),
    duration: (milliseconds: number) =>
      milliseconds < 60_000
        ? t('age.short')
        : (span(milliseconds) ?? t('age.days', { days: Math.floor(milliseconds / 86_400_000) })),
    languageName: (tag: string) => new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag,
  }
}
