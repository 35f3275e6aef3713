import type { Language } from '../../contract/languages.ts'

/** How each language writes days and numbers here; Western digits, so that dates, numbers and VINs share one set. */
const LOCALES: Record<Language, string> = { en: 'en-GB', ar: 'ar-IQ', ckb: 'ckb-IQ', ru: 'ru' }
export const localeOf = (language: Language) => `${LOCALES[language]}-u-nu-latn`

/* Browsers do not know Sorani Kurdish, and would fall back to English in the middle of a sentence. */
const KURDISH_DAYS = ['یەکشەممە', 'دووشەممە', 'سێشەممە', 'چوارشەممە', 'پێنجشەممە', 'هەینی', 'شەممە']
const KURDISH_MONTHS = [
  'کانوونی دووەم',
  'شوبات',
  'ئازار',
  'نیسان',
  'ئایار',
  'حوزەیران',
  'تەممووز',
  'ئاب',
  'ئەیلوول',
  'تشرینی یەکەم',
  'تشرینی دووەم',
  'کانوونی یەکەم',
]

export type Dates = {
  weekday: (at: Date) => string
  day: (at: Date) => string
  month: (at: Date) => string
  /** `Tuesday 2 December`. */
  longDay: (at: Date) => string
  /** `Tue 2 Dec, 08:45`. */
  moment: (at: Date) => string
  time: (at: Date) => string
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** Words for dates, as a place's clock has them; without a zone, as the reader's has. */
export function datesIn(language: Language, timeZone?: string): Dates {
  const make = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(localeOf(language), {
      ...options,
      ...(timeZone ? { timeZone } : {}),
    })
    return (at: Date) => format.format(at)
  }
  const time = make(CLOCK)
  if (language === 'ckb') return kurdish(time, timeZone)
  const month = make({ month: 'short' })
  return {
    weekday: make({ weekday: 'short' }),
    day: make({ day: 'numeric' }),
    // Arabic has no short months in `Intl`; in Iraq the second of a name are written with their number.
    month: language === 'ar' ? (at) => month(at).replace(' الأول', ' 1').replace(' الثاني', ' 2') : month,
    longDay: make({ weekday: 'long', day: 'numeric', month: 'long' }),
    moment: make({ weekday: 'short', day: 'numeric', month: 'short', ...CLOCK }),
    time,
  }
}

function kurdish(time: Dates['time'], timeZone: string | undefined): Dates {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...(timeZone ? { timeZone } : {}),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const date = (at: Date) => new Date(`${format.format(at)}T00:00:00Z`)
  const weekday = (at: Date) => KURDISH_DAYS[date(at).getUTCDay()] ?? ''
  const day = (at: Date) => String(date(at).getUTCDate())
  const month = (at: Date) => KURDISH_MONTHS[date(at).getUTCMonth()] ?? ''
  const longDay = (at: Date) => `${weekday(at)}، ${day(at)}ی ${month(at)}`
  return {
    weekday,
    day,
    month: (at) => month(at).replace(' یەکەم', ' 1').replace(' دووەم', ' 2'),
    longDay,
    moment: (at) => `${longDay(at)}، ${time(at)}`,
    time,
  }
}
