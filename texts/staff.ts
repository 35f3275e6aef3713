import { staff as ar } from './ar/staff.ts'
import { staff as en } from './en/staff.ts'

export type { StaffKey } from './en/staff.ts'

/** Catalogues of the staff pages as i18next takes them, and what stands in for the languages that are still to come. */
export const staffResources = { en: { staff: en }, ar: { staff: ar } }
export const staffFallbacks = { ckb: ['ar', 'en'], ru: ['en'], default: ['en'] }
/** Languages that staff may choose. */
export const STAFF_LANGUAGES = ['en', 'ar'] as const
