import * as z from 'zod/mini'

// Overrides, embeddings and isolates can make a line read as something else than it is; the marks that
// Arabic and Kurdish need (ZWNJ, ZWJ, LRM, RLM, ALM) are left alone.
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the purpose
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/u
const LINE_BREAKS = /[\t\n\r\u2028\u2029]/u

const wellFormed = z.refine<string>((text) => text.isWellFormed(), { params: { code: 'broken-unicode' } })
const noBidiControls = z.refine<string>((text) => !BIDI_CONTROLS.test(text), {
  params: { code: 'bidi-control' },
})
const noControls = z.refine<string>((text) => !CONTROLS.test(text), { params: { code: 'control-character' } })
const oneLine = z.refine<string>((text) => !LINE_BREAKS.test(text), { params: { code: 'line-break' } })

// What shows no mark on a screen: fillers of Hangul are letters, the empty Braille pattern is a symbol.
const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u

/** Where something is needed, joiners and blanks alone are nothing. What is too short anyway is said once. */
const visible = (minimum: number) =>
  z.refine<string>((text) => minimum === 0 || text.length < minimum || VISIBLE.test(text), {
    params: { code: 'too-short', minimum: 1 },
  })

const normalised = z.overwrite((text: string) => text.normalize('NFC').trim())

/** One line of text that a person typed: trimmed, NFC, without controls; length in UTF-16 units after trimming; of a minimum, one shows. */
export const line = (minimum: number, maximum: number) =>
  z
    .string()
    .check(
      wellFormed,
      normalised,
      z.minLength(minimum),
      z.maxLength(maximum),
      visible(minimum),
      noControls,
      oneLine,
      noBidiControls,
    )

/** Text of several lines: as `line`, with line breaks and tabs. */
export const paragraph = (minimum: number, maximum: number) =>
  z
    .string()
    .check(
      wellFormed,
      normalised,
      z.minLength(minimum),
      z.maxLength(maximum),
      visible(minimum),
      noControls,
      noBidiControls,
    )

/** A reference to a thing of the directory: opaque to us, so only its shape is checked here. */
export const Id = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[\w.:-]+$/))

/** A day without time or zone. */
export const Day = z.iso.date()

/** Western digits for Arabic-Indic (U+0660) and Persian (U+06F0) ones. */
export function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
}
