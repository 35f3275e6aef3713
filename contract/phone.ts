import * as z from 'zod/mini'
import { westernDigits } from './text.ts'

// Calling codes and national prefixes of the countries that local numbers may come from. The full metadata
// (libphonenumber) is loaded by the server, and lazily by the forms; this is what both can agree on without it.
const COUNTRIES = {
  IQ: { callingCode: '964', trunk: '0', national: /^7\d{9}$|^[1-6]\d{6,8}$/ },
} as const
export type PhoneCountry = keyof typeof COUNTRIES
/** Where local forms without a country code come from. */
const DEFAULT_COUNTRY: PhoneCountry = 'IQ'

/** E.164: a plus and at most 15 digits, the first not zero (ITU-T E.164). */
const E164 = /^\+[1-9]\d{6,14}$/

/**
 * The number as E.164, or null. Accepts international (`+964 750 …`, `00964 …`) and local forms (`0750 …`),
 * with Arabic-Indic or Persian digits and the usual separators.
 */
export function toE164(input: string, country: PhoneCountry = DEFAULT_COUNTRY): string | null {
  const digits = westernDigits(input).replace(/[\s().\-\u2010-\u2015\u200E\u200F\u00A0]/g, '')
  const international = digits.startsWith('00') ? `+${digits.slice(2)}` : digits
  const { callingCode, trunk, national } = COUNTRIES[country]
  if (international.startsWith('+')) {
    // `+964 0750…` is a common slip: the trunk prefix does not belong there.
    const slip = `+${callingCode}${trunk}`
    const mended = international.startsWith(slip)
      ? `+${callingCode}${international.slice(slip.length)}`
      : international
    if (!E164.test(mended)) return null
    return !mended.startsWith(`+${callingCode}`) || national.test(mended.slice(callingCode.length + 1))
      ? mended
      : null
  }
  const local = international.startsWith(trunk) ? international.slice(trunk.length) : international
  return national.test(local) ? `+${callingCode}${local}` : null
}

/** The digits of an E.164 number as people write them: with `00`, and as it is dialled at home. A part of either is a part of the number. */
export function writtenForms(e164: string, country: PhoneCountry = DEFAULT_COUNTRY): string[] {
  const digits = e164.replace(/\D/g, '')
  const { callingCode, trunk } = COUNTRIES[country]
  const local = digits.startsWith(callingCode) ? [trunk + digits.slice(callingCode.length)] : []
  return [`00${digits}`, ...local]
}

/** Digits that may be a part of a number, without the trunk prefix that slips in behind the country's code. */
export function withoutTrunkSlip(digits: string, country: PhoneCountry = DEFAULT_COUNTRY): string {
  const { callingCode, trunk } = COUNTRIES[country]
  const start = digits.startsWith('00') ? 2 : 0
  const slip = callingCode + trunk
  return digits.startsWith(slip, start)
    ? digits.slice(0, start) + callingCode + digits.slice(start + slip.length)
    : digits
}

/** A telephone number in any accepted form; the value is E.164. */
export const Phone = z.pipe(
  z.string().check(
    z.maxLength(40),
    z.refine((text) => toE164(text) !== null, { params: { code: 'phone-invalid' } }),
  ),
  z.transform((text): string => toE164(text) ?? text),
)
