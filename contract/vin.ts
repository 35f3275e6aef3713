import * as z from 'zod/mini'
import { westernDigits } from './text.ts'

const LENGTH = 17
const TRANSLITERATION: Record<string, number> = {
  A: 1,
  B: 2,
  C: 3,
  D: 4,
  E: 5,
  F: 6,
  G: 7,
  H: 8,
  J: 1,
  K: 2,
  L: 3,
  M: 4,
  N: 5,
  P: 7,
  R: 9,
  S: 2,
  T: 3,
  U: 4,
  V: 5,
  W: 6,
  X: 7,
  Y: 8,
  Z: 9,
}
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

/** Upper case, Western digits, without the spaces and dashes that people copy along. */
export function normaliseVin(input: string): string {
  return westernDigits(input)
    .replace(/[\s\-\u200E\u200F]/g, '')
    .toUpperCase()
}

export type VinFinding =
  | { code: 'vin-length'; length: number }
  | { code: 'vin-character'; position: number; character: string }
  | { code: 'vin-check-digit' }

/** The check digit of a VIN (49 CFR 565): `0`–`9` or `X`. */
export function vinCheckDigit(vin: string): string {
  let sum = 0
  for (let i = 0; i < LENGTH; i++) {
    const character = vin[i] ?? '0'
    sum += (TRANSLITERATION[character] ?? Number(character)) * (WEIGHTS[i] ?? 0)
  }
  const rest = sum % 11
  return rest === 10 ? 'X' : String(rest)
}

// The check digit is law in North America (world manufacturer codes 1–5) and China (L); elsewhere position 9 is free.
const checkDigitIsMandatory = (vin: string) => /^[1-5L]/.test(vin)

/** What is wrong with a normalised VIN (ISO 3779: 17 characters, no I, O, Q), or null. Positions start at 1. */
export function vinError(vin: string): VinFinding | null {
  for (let i = 0; i < vin.length; i++) {
    const character = vin[i] ?? ''
    if (!/[A-HJ-NPR-Z0-9]/.test(character)) return { code: 'vin-character', position: i + 1, character }
  }
  if (vin.length !== LENGTH) return { code: 'vin-length', length: vin.length }
  return checkDigitIsMandatory(vin) && vinWarning(vin) ? { code: 'vin-check-digit' } : null
}

/** A wrong check digit is worth a second look everywhere, and an error only where it is law (`vinError`). */
export function vinWarning(vin: string): VinFinding | null {
  return vin.length === LENGTH && vin[8] !== vinCheckDigit(vin) ? { code: 'vin-check-digit' } : null
}

/** A vehicle identification number in any spelling; the value is normalised. */
export const Vin = z.pipe(
  z.string().check(
    z.maxLength(40),
    z.superRefine((text, context) => {
      const finding = vinError(normaliseVin(text))
      if (finding) context.addIssue({ code: 'custom', input: text, params: finding })
    }),
  ),
  z.transform((text): string => normaliseVin(text)),
)
