import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { DatabaseUnusable } from '../database-unusable.ts'
import { createDatabase, ensureRoles, type RolePasswords } from '../roles.ts'
import { findBinaries, sharedFolder } from './binaries.ts'
import { createCluster, type RunningCluster, startCluster } from './cluster.ts'
import { canEnter, type OperatingUser, operatingUser } from './operating-user.ts'
import { runningPostmaster } from './postmaster.ts'

/** Kept beside the data, readable by us only. */
type KeptState = { folder: string; superuserPassword: string; roles: RolePasswords }

export type EmbeddedDatabase = Pick<RunningCluster, 'ended' | 'stop'> & {
  port: number
  superuserPassword: string
  rolePasswords: RolePasswords
}

export type EmbeddedOptions = {
  dataDir: string
  settings?: Record<string, string>
  /** Gets one line for what a person should know, such as data kept elsewhere. */
  say(line: string): void
}

/** Starts the PostgreSQL that lives in `dataDir`, making it first when it is not there. */
export async function startEmbeddedDatabase({
  dataDir,
  settings,
  say,
}: EmbeddedOptions): Promise<EmbeddedDatabase> {
  mkdirSync(dataDir, { recursive: true })
  const user = operatingUser()
  const binaries = findBinaries(user)
  const state = readState(dataDir) ?? newState(dataDir, user)
  const options = {
    ...{ folder: state.folder, binaries, user, superuserPassword: state.superuserPassword },
    logFile: join(dataDir, 'postgres.log'),
    ...(settings === undefined ? {} : { settings }),
  }
  if (!state.folder.startsWith(resolve(dataDir))) {
    say(
      `The OS user ${user?.name ?? 'postgres'} cannot enter ${dataDir}: PostgreSQL keeps its data in ${state.folder}`,
    )
  }
  if (!existsSync(state.folder)) createCluster(options)
  else refuseStranger(state.folder, user)
  const cluster = await startCluster(options)
  await withSuperuser(cluster.port, state.superuserPassword, 'postgres', (client) =>
    ensureRoles(client, state.roles),
  )
  const { port, ended, stop } = cluster
  return { port, ended, stop, superuserPassword: state.superuserPassword, rolePasswords: state.roles }
}

/** The server that already runs on this folder, for another process that may share it. */
export function joinEmbeddedDatabase(dataDir: string) {
  const state = readState(dataDir)
  const running = state === null ? null : runningPostmaster(state.folder)
  if (state === null || running === null || !running.ready) return null
  const { superuserPassword, roles: rolePasswords, folder } = state
  return { port: running.port, superuserPassword, rolePasswords, folder }
}

/** Where the data of `dataDir` is, or `null` when none was made yet. */
export const embeddedFolder = (dataDir: string): string | null => readState(dataDir)?.folder ?? null

/** Makes the database of that name, once, owned by interchange_owner. */
export async function ensureDatabase(server: EmbeddedDatabase, name: string): Promise<void> {
  await withSuperuser(server.port, server.superuserPassword, 'postgres', async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0) await createDatabase(client, name)
  })
}

/** The three addresses of a database on an embedded server. */
export function databaseUrls(port: number, passwords: RolePasswords, database: string) {
  const url = (role: keyof RolePasswords) =>
    `postgresql://interchange_${role}:${passwords[role]}@127.0.0.1:${port}/${database}`
  return { url: url('app'), adminUrl: url('owner'), directUrl: url('relay') }
}

export async function withSuperuser<T>(
  port: number,
  password: string,
  database: string,
  act: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database })
  // A server that is stopped under an idle connection is reported by the next query.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}

const stateFile = (dataDir: string) => join(dataDir, 'postgres.json')

function readState(dataDir: string): KeptState | null {
  const file = stateFile(dataDir)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as KeptState
  const data = join(dataDir, 'postgres')
  if (!existsSync(data)) return null
  throw new DatabaseUnusable(
    `${data} is there, but its passwords in ${file} are not: bring that file back, or move the folder away.`,
  )
}

function newState(dataDir: string, user: OperatingUser): KeptState {
  const secret = () => randomBytes(24).toString('hex')
  const state: KeptState = {
    folder: placeFor(dataDir, user),
    superuserPassword: secret(),
    roles: { owner: secret(), app: secret(), relay: secret() },
  }
  const half = `${stateFile(dataDir)}.new`
  writeFileSync(half, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 })
  renameSync(half, stateFile(dataDir))
  return state
}

function placeFor(dataDir: string, user: OperatingUser): string {
  if (canEnter(user, dataDir)) {
    const folder = resolve(dataDir, 'postgres')
    return folder
  }
  // A new name each time: a folder made anew at the same path must not meet an older one's data.
  const mark = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12)
  const folder = join(sharedFolder, `${mark}-${randomBytes(4).toString('hex')}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(sharedFolder, 0o755)
  if (user !== null) chownSync(folder, user.uid, user.gid)
  return join(folder, 'postgres')
}

function refuseStranger(folder: string, user: OperatingUser): void {
  const owner = statSync(folder).uid
  const expected = user?.uid ?? process.getuid?.()
  if (expected === undefined || owner === expected) return
  throw new DatabaseUnusable(
    `${folder} belongs to another OS user (number ${owner}): start as the user who made it, or move the folder away.`,
  )
}
