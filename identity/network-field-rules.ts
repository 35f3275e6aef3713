import type { Kind, Localised, Named, Network } from './network-file.ts'

export type FaultCode =
  | 'required'
  | 'too-long'
  | 'bad-id'
  | 'taken'
  | 'missing'
  | 'foreign'
  | 'bad-choice'
  | 'one-distributor'
  | 'distributor-only'
  | 'own-ancestor'
  | 'bad-zone'
  | 'no-zone'
  | 'bad-email'
  | 'bad-phone'
  | 'bad-number'
  | 'bad-date'
  | 'bad-time'
  | 'order'
  | 'no-days'
  | 'own-account'
  | 'same-company'

/** Tells of one fault of the thing that is looked at. */
export type Tell = (field: string, code: FaultCode, value?: string | null) => void

/** The network that a thing stands in, and its lists by id. */
export interface Known {
  network: Network
  ids: Record<Kind, Map<string, Named>>
  /** How many users have an address, in small letters. */
  usersOfEmail: Map<string, number>
}

export const LANGUAGES = ['en', 'ar', 'ckb', 'ru']
const MOST_SIGNS = 300

export function checkName(field: string, name: Localised | null | undefined, tell: Tell): void {
  if (!name?.en?.trim()) tell(`${field}.en`, 'required')
  for (const [language, text] of Object.entries(name ?? {})) {
    if (language !== 'en' && text !== undefined && !text.trim()) tell(`${field}.${language}`, 'required')
    if (text && text.length > MOST_SIGNS) tell(`${field}.${language}`, 'too-long')
  }
}

/** Tells of each id that is not among the known ones. Of a single id, also that it is not there at all. */
export function mustExist(
  known: Map<string, unknown>,
  field: string,
  ids: (string | null | undefined)[],
  tell: Tell,
): void {
  for (const id of ids) {
    if (!id) tell(field, 'required')
    else if (!known.has(id)) tell(field, 'missing', id)
  }
}

export function checkPhone(phone: string | null | undefined, tell: Tell): void {
  if (phone && !/^\+?[\d ()./-]{4,39}$/.test(phone)) tell('phone', 'bad-phone', phone)
}

/** `YYYY-MM-DD`, and a day that the calendar has. */
export function isDay(text: string | null | undefined): boolean {
  if (!text || !/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** `HH:MM`, to `24:00`. */
export function isClock(text: string | null | undefined): boolean {
  return /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text ?? '')
}

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
