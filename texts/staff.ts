import type { Language } from '../contract/languages.ts'
import { staff as ar } from './ar/staff.ts'
import { staff as en } from './en/staff.ts'

export type { StaffKey } from './en/staff.ts'

/** Catalogues of the staff pages as i18next takes them. */
export const staffResources = { en: { staff: en }, ar: { staff: ar } }
/** Languages that staff may choose. */
export const STAFF_LANGUAGES = ['en', 'ar'] as const

/** The language in which a reader of each language gets the staff pages, until theirs is written. */
export const staffLanguageFor = { en: 'en', ar: 'ar', ckb: 'ar', ru: 'en' } as const satisfies Record<
  Language,
  (typeof STAFF_LANGUAGES)[number]
>
