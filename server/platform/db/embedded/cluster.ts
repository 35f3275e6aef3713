import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DatabaseUnusable } from '../database-unusable.ts'
import type { Binaries } from './binaries.ts'
import type { OperatingUser } from './operating-user.ts'
import { clearStaleLock, readPidFile, runningPostmaster, stopPostmaster } from './postmaster.ts'

export type ClusterOptions = {
  folder: string
  logFile: string
  binaries: Binaries
  user: OperatingUser
  superuserPassword: string
  /** Server settings beyond those that every cluster of ours has. */
  settings?: Record<string, string>
}

export type RunningCluster = {
  port: number
  /** Settles when the server ends, by itself or because we stopped it. */
  ended: Promise<void>
  stop(): Promise<void>
}

/** The major version of the packaged programs; a folder of another one cannot be opened. */
const majorVersion = '18'

/** Makes a new cluster. An interrupted attempt leaves nothing that a later one would mistake for whole. */
export function createCluster({ folder, binaries, user, superuserPassword }: ClusterOptions): void {
  const half = `${folder}.new`
  const passwordFile = `${folder}.password`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true, mode: 0o700 })
  rmSync(passwordFile, { force: true })
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 })
  if (user !== null) for (const path of [half, passwordFile]) chownSync(path, user.uid, user.gid)
  // The built-in locale behaves the same on every machine, whatever locales it has installed.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = [
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--no-instructions',
  ]
  const result = spawnSync(binaries.initdb, [`--pgdata=${half}`, ...locale, ...access], {
    ...identity(user),
    encoding: 'utf8',
  })
  rmSync(passwordFile, { force: true })
  if (result.status !== 0) {
    throw new DatabaseUnusable(
      `PostgreSQL could not make its folder ${folder}: ${result.error?.message ?? result.stderr.trim()}`,
    )
  }
  renameSync(half, folder)
}

/** Starts the server on a free port of 127.0.0.1 and waits until it answers. */
export async function startCluster(options: ClusterOptions): Promise<RunningCluster> {
  refuseOtherVersion(options.folder)
  await stopPostmaster(options.folder)
  await clearStaleLock(options.folder)
  let failure = ''
  for (let attempt = 0; attempt < 5; attempt++) {
    const outcome = await launch(options, await freePort())
    if (typeof outcome !== 'string') return outcome
    failure = outcome
    // Another program took the port, or the last backend of a killed server is still ending.
    if (!/Address already in use|shared memory block|lock file/.test(failure)) break
    await wait(500)
  }
  throw new DatabaseUnusable(`PostgreSQL does not start; the end of ${options.logFile}:\n${failure}`)
}

async function launch(options: ClusterOptions, port: number): Promise<RunningCluster | string> {
  const { folder, binaries, user } = options
  const settings = {
    listen_addresses: '127.0.0.1',
    // No socket file: its path may be longer than the system allows, and nobody needs it.
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(options.logFile, 'w', 0o600)
  const child = spawn(binaries.postgres, ['-D', folder, '-p', String(port), ...flags], {
    ...identity(user),
    // Its own process group, so that Ctrl-C reaches us only and we stop things in order.
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  if (!(await becomesReady(folder, child, ended))) return readFileSync(options.logFile, 'utf8').slice(-2000)
  return { port, ended, stop: () => stopPostmaster(folder) }
}

async function becomesReady(
  folder: string,
  child: { pid?: number | undefined },
  ended: Promise<void>,
): Promise<boolean> {
  let over = false
  void ended.then(() => {
    over = true
  })
  // Recovery after a kill may take long; a server that ends is noticed at once.
  const deadline = Date.now() + 120_000
  while (!over && Date.now() < deadline) {
    const noted = readPidFile(folder)
    if (noted?.ready && noted.pid === child.pid && runningPostmaster(folder) !== null) return true
    await wait(10)
  }
  return false
}

function identity(user: OperatingUser) {
  // A clean environment: no secret and no PG* variable of ours reaches the server.
  const env = { LC_ALL: 'C', PATH: process.env.PATH ?? '/usr/bin:/bin' }
  return user === null ? { cwd: '/', env } : { cwd: '/', env, uid: user.uid, gid: user.gid }
}

function refuseOtherVersion(folder: string): void {
  const file = join(folder, 'PG_VERSION')
  if (!existsSync(file)) throw new DatabaseUnusable(`${folder} is not a PostgreSQL folder`)
  const version = readFileSync(file, 'utf8').trim()
  if (version === majorVersion) return
  throw new DatabaseUnusable(
    `${folder} was made by PostgreSQL ${version}, and this program brings ${majorVersion}: move it away (${dirname(folder)}), or give DATABASE_URL.`,
  )
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
