import type { z } from 'zod'
import { checkSnapshot } from '../check-snapshot.ts'
import { type Fault, Snapshot, SnapshotRejected } from '../snapshot.ts'
import { BRANCH_TABLES, NETWORK_TABLES } from './csv-columns.ts'
import { invalidFile } from './invalid-file.ts'
import { type CsvRow, readCsvTable } from './read-csv-table.ts'

type Files = ReadonlyMap<string, Uint8Array>
const LISTS = Object.keys(NETWORK_TABLES) as (keyof Snapshot)[]

type Place = { file: string; line: number }

/**
 * The network of these CSV files, whole. Throws `FeedFailed` with all that is wrong, by file, line and column.
 */
export function networkOfTables(files: Files, timeZones: ReadonlyMap<string, string>): Snapshot {
  const problems: string[] = []
  const tables = Object.fromEntries(
    LISTS.map((list) => [list, rowsOf(files, list, problems, { optional: false })]),
  ) as Record<keyof Snapshot, CsvRow[]>
  // Where a whole table is not there, everything that names its things would be told as well.
  const readable = problems.length === 0
  const branches = new Map(tables.branches.map(({ thing }) => [String(thing.id), thing]))
  for (const table of Object.keys(BRANCH_TABLES) as (keyof typeof BRANCH_TABLES)[])
    putIntoBranches(table, rowsOf(files, table, problems, { optional: true }), branches, problems)

  const places = new Map<string, Place>()
  const wrongIds = new Set<string>()
  const right = Object.fromEntries(
    LISTS.map((list) => {
      const fitting = tables[list].filter((row) => {
        const found = rowProblems(list, row, places)
        problems.push(...found)
        if (found.length > 0) wrongIds.add(String(row.thing.id))
        return found.length === 0
      })
      return [list, fitting.map((row) => row.thing)]
    }),
  )
  if (readable) problems.push(...relationProblems(right, timeZones, places, wrongIds))
  if (problems.length > 0) throw invalidFile(problems)
  return Snapshot.parse(right)
}

function rowsOf(
  files: Files,
  table: keyof Snapshot | keyof typeof BRANCH_TABLES,
  problems: string[],
  { optional }: { optional: boolean },
): CsvRow[] {
  const file = `${table}.csv`
  const bytes = files.get(file)
  const columns =
    table in BRANCH_TABLES
      ? BRANCH_TABLES[table as keyof typeof BRANCH_TABLES].columns
      : NETWORK_TABLES[table as keyof Snapshot]
  if (!bytes) {
    if (!optional)
      problems.push(`${file}: is missing; where there is nothing of it, give its first row alone`)
    return []
  }
  const read = readCsvTable(file, bytes, columns)
  problems.push(...read.problems)
  return read.rows
}

/** Hours and holidays stand in files of their own, and belong to their branch. */
function putIntoBranches(
  table: keyof typeof BRANCH_TABLES,
  rows: readonly CsvRow[],
  branches: Map<string, Record<string, unknown>>,
  problems: string[],
): void {
  const { field } = BRANCH_TABLES[table]
  const schema = Snapshot.shape.branches.element.shape[field].def.innerType.element
  for (const { line, thing } of rows) {
    const { branchId, ...entry } = thing
    const branch = branches.get(String(branchId))
    const at = `${table}.csv:${line}`
    const found = issueLines(at, schema.safeParse(entry))
    problems.push(...found)
    if (!branch) problems.push(`${at} column branchId: no such branch in branches.csv`)
    else if (found.length === 0) branch[field] = [...((branch[field] as unknown[] | undefined) ?? []), entry]
  }
}

/** What is wrong with a row by itself. Remembers where each thing stands. */
function rowProblems(list: keyof Snapshot, { line, thing }: CsvRow, places: Map<string, Place>): string[] {
  const file = `${list}.csv`
  const at = `${file}:${line}`
  const key = `${list} ${thing.id}`
  const before = places.get(key)
  if (before) return [`${at} column id: stands in line ${before.line} already`]
  places.set(key, { file, line })
  return issueLines(at, Snapshot.shape[list].element.safeParse(thing))
}

function issueLines(at: string, result: z.ZodSafeParseResult<unknown>): string[] {
  if (result.success) return []
  // One line for a cell, whatever is wrong with the items in it.
  const columns = new Map(
    result.error.issues.map((issue) => [
      issue.path
        .filter((part) => typeof part === 'string')
        .slice(0, 2)
        .join('.'),
      issue,
    ]),
  )
  return [...columns].map(([column, issue]) => {
    const isMissing = issue.code === 'invalid_type' && / undefined$/.test(issue.message)
    const isName = issue.code === 'invalid_union'
    const words = isName ? `needs ${column}.en, or ${column} alone` : issue.message
    return `${at} column ${column}: ${isMissing ? 'is missing' : words}`
  })
}

/** What is wrong between the rows; not what follows only from a row that is wrong by itself. */
function relationProblems(
  network: unknown,
  timeZones: ReadonlyMap<string, string>,
  places: Map<string, Place>,
  wrongIds: ReadonlySet<string>,
): string[] {
  try {
    checkSnapshot(network, timeZones)
    return []
  } catch (error) {
    if (!(error instanceof SnapshotRejected)) throw error
    const own = error.faults.filter((fault) => !(fault.missing && wrongIds.has(fault.missing)))
    return own.map((fault) => placed(fault, places))
  }
}

const FILE_OF_FIELD: Record<string, string> = { workingPeriods: 'working-hours.csv' }

function placed({ kind, id, field, text }: Fault, places: Map<string, Place>): string {
  const place = places.get(`${kind} ${id}`)
  if (!place) return `${kind}.csv: ${text}`
  const elsewhere = FILE_OF_FIELD[field]
  return elsewhere
    ? `${elsewhere}: branch ${id}: ${text}`
    : `${place.file}:${place.line} column ${field}: ${text}`
}
