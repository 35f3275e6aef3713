import { digestOf, type Localised, type Named } from '../network-file.ts'

/** Fields of every form that say nothing about the thing itself. */
const CONTROL_FIELDS = ['csrf', 'version', 'act']
const NAME_LANGUAGES = ['en', 'ar', 'ckb', 'ru']

/** Tells two states of a thing apart: a form carries the state that it was filled from. */
export function versionOf(stored: URLSearchParams): string {
  return digestOf(JSON.stringify([...stored])).slice(0, 22)
}

export function text(values: URLSearchParams, field: string): string {
  return values.get(field)?.trim() ?? ''
}

export function textOrNothing(values: URLSearchParams, field: string): string | undefined {
  return text(values, field) || undefined
}

/** Ids of ticked boxes, each once. */
export function ticked(values: URLSearchParams, field: string): string[] {
  return [...new Set(values.getAll(field).filter(Boolean))]
}

export function words(values: URLSearchParams, field: string): string[] {
  const found = text(values, field).split(/[,،\n]/)
  return [...new Set(found.map((word) => word.trim()).filter(Boolean))]
}

/** A name in the languages that were filled in. Languages that the form does not show stay as they are. */
export function readName(values: URLSearchParams, prefix: string, before?: Localised | null): Localised {
  const others = Object.entries(before ?? {}).filter(([language]) => !NAME_LANGUAGES.includes(language))
  const typed = NAME_LANGUAGES.map((language) => [language, text(values, `${prefix}.${language}`)] as const)
  return Object.fromEntries([
    ...typed.filter(([language, name]) => language === 'en' || name),
    ...others,
  ]) as Localised
}

export function writeName(values: URLSearchParams, prefix: string, name: Localised | null | undefined): void {
  for (const language of NAME_LANGUAGES) values.append(`${prefix}.${language}`, name?.[language] ?? '')
}

/** The rows `prefix.0.…`, `prefix.1.…` of a form, in their order. */
export function rowsOf(values: URLSearchParams, prefix: string): number[] {
  const pattern = new RegExp(`^${prefix}\\.(\\d{1,3})\\.`)
  const found = [...values.keys()].map((field) => pattern.exec(field)?.[1]).filter((row) => row !== undefined)
  return [...new Set(found.map(Number))].sort((a, b) => a - b)
}

/** The same form with the rows of a list numbered from 0, without removed ones and those with all `keys` empty. */
export function withoutBlankRows(values: URLSearchParams, prefix: string, keys: string[]): URLSearchParams {
  const kept = rowsOf(values, prefix).filter((row) => {
    const at = `${prefix}.${row}.`
    return !values.has(`${at}remove`) && keys.some((key) => text(values, `${at}${key}`))
  })
  const numbers = new Map(kept.map((row, number) => [String(row), number]))
  const result = new URLSearchParams()
  for (const [field, value] of values) {
    const [, row, rest] = new RegExp(`^${prefix}\\.(\\d{1,3})\\.(.+)$`).exec(field) ?? []
    if (row === undefined) result.append(field, value)
    else if (numbers.has(row)) result.append(`${prefix}.${numbers.get(row)}.${rest}`, value)
  }
  return result
}

/** Fields where two forms of the same thing differ, with the value of the second. */
export function differences(typed: URLSearchParams, stored: URLSearchParams): Map<string, string> {
  const fields = new Set([...typed.keys(), ...stored.keys()])
  const all = (values: URLSearchParams, field: string) =>
    values
      .getAll(field)
      .map((value) => value.trim())
      .filter(Boolean)
  const differing = [...fields].filter((field) => {
    if (CONTROL_FIELDS.includes(field)) return false
    return all(typed, field).sort().join('\n') !== all(stored, field).sort().join('\n')
  })
  return new Map(differing.map((field) => [field, all(stored, field).join(', ')]))
}

/** An id for something new: what was typed, or made from its English name. */
export function newId(values: URLSearchParams): string {
  const typed = text(values, 'id')
  if (typed) return typed
  const plain = text(values, 'name.en')
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64)
}

/** The list with this thing in place of the one with its id, or at its end. */
export function withThing<Thing extends Named>(list: Thing[], thing: Thing): Thing[] {
  return list.some(({ id }) => id === thing.id)
    ? list.map((other) => (other.id === thing.id ? thing : other))
    : [...list, thing]
}

/** The thing without fields that are undefined, as a file would hold it. */
export function compact<Thing extends object>(thing: Thing): Thing {
  return Object.fromEntries(Object.entries(thing).filter(([, value]) => value !== undefined)) as Thing
}
