import type { LocalisedText } from '../../../../contract/languages.ts'
import type { PlatformKind, PlatformMapping } from './platform-mapping.ts'

export type PlatformRow = Readonly<Record<string, unknown>>

/** A column by the name of identity.md, in whichever casing and under whichever name this deployment has it. */
export function column(
  mapping: Pick<PlatformMapping, 'fields'>,
  kind: PlatformKind,
  row: PlatformRow,
  name: string,
): unknown {
  return property(row, mapping.fields[`${kind}.${name}`] ?? name)
}

/** A property written `Name` or `name`: a deployment chooses its casing. */
export function property(thing: unknown, name: string): unknown {
  if (typeof thing !== 'object' || thing === null) return undefined
  const row = thing as Record<string, unknown>
  return row[name] ?? row[`${name.charAt(0).toLowerCase()}${name.slice(1)}`] ?? row[name.toLowerCase()]
}

/** Text of at most 300 characters, or null. */
export function textOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') return null
  return text.trim().slice(0, 300).trim() || null
}

/**
 * A name that may be a JSON string by language. The platform writes Kurdish as `ku`; our Sorani is `ckb`. English is
 * what everything falls back to, so another language stands in where it is missing.
 */
export function localisedOf(value: unknown): LocalisedText | null {
  const text = textOf(value)
  if (text === null) return null
  const by = languagesOf(typeof value === 'string' && text.startsWith('{') ? value : '')
  if (!by) return { en: text }
  const ckb = textOf(by.ckb) ?? textOf(by.ku)
  const found = { ar: textOf(by.ar), ckb, ru: textOf(by.ru) }
  const en = textOf(by.en) ?? found.ar ?? found.ckb ?? found.ru
  if (en === null) return null
  return { en, ...Object.fromEntries(Object.entries(found).filter(([, name]) => name !== null)) }
}

function languagesOf(text: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** The hashid that a foreign key names: as {Value, Text}, as a row of its own, or bare. */
export function keyOf(value: unknown): string | null {
  return textOf(property(value, 'Value') ?? property(value, 'ID') ?? value)
}

/** The hashid of `Company`, which a list may give as `CompanyID` instead. */
export function reference(
  mapping: Pick<PlatformMapping, 'fields'>,
  kind: PlatformKind,
  row: PlatformRow,
  name: string,
): string | null {
  return (
    keyOf(column(mapping, kind, row, `${name}ID`)) ??
    keyOf(column(mapping, kind, row, `${name}Id`)) ??
    keyOf(column(mapping, kind, row, name))
  )
}

/** The hashids of a many-to-many relation. */
export function references(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return [...new Set(value.map(keyOf).filter((key) => key !== null))]
}

/** The day of a date, written `2026-11-22T…` without a zone; null where there is none. */
export function dayOf(value: unknown): string | null {
  const day = /^(\d{4}-\d{2}-\d{2})/.exec(textOf(value) ?? '')?.[1]
  return day && !Number.isNaN(Date.parse(day)) && !day.startsWith('0001') ? day : null
}

/** The telephone number, or the first of several. */
export function phoneOf(row: PlatformRow, mapping: PlatformMapping, kind: PlatformKind): string | null {
  const several = column(mapping, kind, row, 'Phones')
  const first = Array.isArray(several) ? textOf(property(several[0], 'Text')) : null
  return (textOf(column(mapping, kind, row, 'Phone')) ?? first)?.slice(0, 40) ?? null
}
