import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseUnusable } from './database-unusable.ts'

export type MigrationFile = { name: string; sql: string; checksum: string }

/** Where the ordered stream of migrations is. */
export const migrationsFolder = join(import.meta.dirname, '..', '..', 'migrations')

/** Reads NNNN-name.sql in order; refuses other names and a number used twice. */
export function readMigrations(folder: string = migrationsFolder): MigrationFile[] {
  const names = readdirSync(folder).sort()
  const numbers = new Set<string>()
  return names.map((name) => {
    const number = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/.exec(name)?.[1]
    if (number === undefined)
      throw new DatabaseUnusable(`${join(folder, name)} is not named like 0001-what-it-does.sql`)
    if (numbers.has(number)) throw new DatabaseUnusable(`Two migrations have the number ${number}`)
    numbers.add(number)
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

/** The files still to run. Refuses an edited, a missing and a late file. */
export function pendingMigrations(
  files: readonly MigrationFile[],
  applied: readonly { name: string; checksum: string }[],
): MigrationFile[] {
  const byName = new Map(files.map((file) => [file.name, file]))
  for (const done of applied) {
    const file = byName.get(done.name)
    if (file === undefined) {
      throw new DatabaseUnusable(
        `The database has had ${done.name}, which this program does not know: it is of a newer version`,
      )
    }
    if (file.checksum !== done.checksum) {
      throw new DatabaseUnusable(
        `${done.name} has been edited after it ran on this database: put it back and write a new one`,
      )
    }
  }
  const last =
    applied
      .map((done) => done.name)
      .sort()
      .at(-1) ?? ''
  const doneNames = new Set(applied.map((done) => done.name))
  const pending = files.filter((file) => !doneNames.has(file.name))
  const late = pending.find((file) => file.name < last)
  if (late !== undefined)
    throw new DatabaseUnusable(`${late.name} comes before ${last}, which already ran: give it a later number`)
  return pending
}
