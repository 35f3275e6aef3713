import { type CsvError, parse } from 'csv-parse/sync'
import { LANGUAGES } from '../../../../contract/languages.ts'
import type { CellKind, Columns } from './csv-columns.ts'

/** One row as a thing of the network, with the line on which it begins; not yet checked. */
export type CsvRow = { line: number; thing: Record<string, unknown> }
export type CsvTable = { rows: CsvRow[]; problems: string[] }

type Parsed = { info: { lines: number }; record: string[] }

/**
 * Reads a CSV file (RFC 4180, UTF-8, parted by `,` or `;`) whose first row names the columns. Problems are lines with
 * file, line and column; no cell is quoted in them, for it may be a person's.
 */
export function readCsvTable(file: string, bytes: Uint8Array, columns: Columns): CsvTable {
  const text = decode(bytes)
  if (text === null) return { rows: [], problems: [`${file}: is not UTF-8; save it as "CSV UTF-8"`] }
  const parsed = parseRows(file, text)
  if (typeof parsed === 'string') return { rows: [], problems: [parsed] }
  const [head, ...rest] = parsed
  if (!head) return { rows: [], problems: [`${file}: is empty; its first row names the columns`] }
  const problems = headProblems(file, head.record, columns)
  if (problems.length > 0) return { rows: [], problems }
  const rows = rest
    .filter(({ record }) => record.some((cell) => cell !== ''))
    .map(({ info, record }) => {
      const line = info.lines - record.join('').split('\n').length + 1
      const extra = record.length - head.record.length
      if (extra > 0) problems.push(`${file}:${line}: has ${extra} more cells than the first row names`)
      return { line, thing: readThing(head.record, record, columns) }
    })
  return { rows, problems }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function parseRows(file: string, text: string): Parsed[] | string {
  const firstLine = text.slice(0, 10_000).split('\n')[0] ?? ''
  const delimiter = firstLine.includes(';') && !firstLine.includes(',') ? ';' : ','
  const options = { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true }
  try {
    return parse(text, { ...options, delimiter, info: true }) as unknown as Parsed[]
  } catch (error) {
    const { code, lines } = error as CsvError & { lines?: number }
    const what =
      code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'a quote is opened and never closed'
        : 'a quote stands where none may be'
    return `${file}:${lines ?? 1}: ${what}`
  }
}

/** `name` for a plain word, `name.en` for a language. */
function fieldOf(column: string): [field: string, language: string | undefined] {
  const [field = '', language] = column.split('.')
  return [field, language]
}

function headProblems(file: string, head: readonly string[], columns: Columns): string[] {
  const at = `${file}:1`
  const unknown = head.filter((column) => !isColumn(column, columns))
  const twice = head.filter((column, place) => head.indexOf(column) !== place)
  const first = Object.keys(columns)[0] ?? ''
  return [
    ...unknown.map(
      (column) =>
        `${at} column ${column.slice(0, 40)}: is not known; known are ${Object.keys(columns).join(', ')}`,
    ),
    ...twice.map((column) => `${at} column ${column.slice(0, 40)}: is there twice`),
    ...(head.includes(first) ? [] : [`${at} column ${first}: is missing`]),
  ]
}

function isColumn(column: string, columns: Columns): boolean {
  const [field, language] = fieldOf(column)
  if (!Object.hasOwn(columns, field) || column.split('.').length > 2) return false
  return (
    language === undefined ||
    (columns[field] === 'words' && (LANGUAGES as readonly string[]).includes(language))
  )
}

function readThing(
  head: readonly string[],
  record: readonly string[],
  columns: Columns,
): Record<string, unknown> {
  const thing: Record<string, unknown> = {}
  for (const [place, column] of head.entries()) {
    const cell = record[place] ?? ''
    if (cell === '') continue
    const [field, language] = fieldOf(column)
    if (language === undefined) thing[field] = readCell(cell, columns[field] ?? 'text')
    else thing[field] = { ...(typeof thing[field] === 'object' ? thing[field] : {}), [language]: cell }
  }
  return thing
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const FLAGS: Record<string, boolean> = {
  true: true,
  yes: true,
  '1': true,
  false: false,
  no: false,
  '0': false,
}

/** What a cell says; where it says something else, it stays as it is for the check to refuse. */
function readCell(cell: string, kind: CellKind): unknown {
  switch (kind) {
    case 'text':
    case 'words':
      return cell
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell
    case 'flag':
      return FLAGS[cell.toLowerCase()] ?? cell
    case 'list':
      return listOf(cell)
    case 'days':
      return listOf(cell).map((day) => {
        const named = DAYS.indexOf(day.slice(0, 3).toLowerCase())
        return named >= 0 ? named : /^\d$/.test(day) ? Number(day) : day
      })
    case 'scopes':
      return listOf(cell).map((scope) => {
        const [kind, unitId, brandId] = scope.split(':')
        return { kind, ...(unitId ? { unitId } : {}), ...(brandId ? { brandId } : {}) }
      })
  }
}

function listOf(cell: string): string[] {
  return cell
    .split('|')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
