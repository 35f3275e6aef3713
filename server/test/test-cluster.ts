import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import jobPackage from 'pg-boss/package.json' with { type: 'json' }
import {
  databaseUrls,
  joinEmbeddedDatabase,
  startEmbeddedDatabase,
  withSuperuser,
} from '../platform/db/embedded/embedded-database.ts'
import { stopPostmaster } from '../platform/db/embedded/postmaster.ts'
import { migrate } from '../platform/db/migrate.ts'
import { migrationsFolder } from '../platform/db/migration-files.ts'
import { createDatabase, type RolePasswords } from '../platform/db/roles.ts'

/** What a test worker needs to make databases of its own. */
export type TestCluster = {
  port: number
  superuserPassword: string
  rolePasswords: RolePasswords
  /** The migrated database that tests clone. */
  template: string
}

const folder = join(import.meta.dirname, '..', '..', '.test')
const members = join(folder, 'members')

/** Nothing here must survive a power cut: speed instead of durability. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // A worker of it would stand in the way of cloning the template.
  autovacuum: 'off',
  max_connections: '200',
  max_wal_size: '2GB',
}

/**
 * Joins the one PostgreSQL of this folder's test runs, starting it when nobody has. Runs that overlap
 * share it; the last to leave stops it.
 */
export async function joinTestCluster(): Promise<TestCluster & { leave(): Promise<void> }> {
  mkdirSync(members, { recursive: true })
  const cluster = await alone(async () => {
    const others = livingMembers()
    const server =
      joinEmbeddedDatabase(folder) ??
      (await startEmbeddedDatabase({ dataDir: folder, settings, say: console.log }))
    if (others.length === 0) await sweep(server)
    const joined = { ...server, template: await ensureTemplate(server) }
    writeFileSync(join(members, String(process.pid)), '')
    return joined
  })
  const { port, superuserPassword, rolePasswords, template } = cluster
  return { port, superuserPassword, rolePasswords, template, leave }
}

async function leave(): Promise<void> {
  await alone(async () => {
    rmSync(join(members, String(process.pid)), { force: true })
    if (livingMembers().length > 0) return
    const running = joinEmbeddedDatabase(folder)
    if (running !== null) await stopPostmaster(running.folder)
  })
}

/** Lets something look at a freshly migrated database, as its owner. */
export async function withMigratedDatabase<T>(look: (adminUrl: string) => Promise<T>): Promise<T> {
  const { leave, ...cluster } = await joinTestCluster()
  try {
    const { adminUrl, drop } = await cloneDatabase(cluster, cluster.template)
    return await look(adminUrl).finally(drop)
  } finally {
    await leave()
  }
}

/** Makes a database of its own from a template, or an empty one. */
export async function cloneDatabase(server: Server, template: string | undefined) {
  const { port, superuserPassword, rolePasswords } = server
  const name = `test_${randomBytes(8).toString('hex')}`
  await withSuperuser(port, superuserPassword, 'postgres', (client) => createDatabase(client, name, template))
  const drop = () =>
    withSuperuser(port, superuserPassword, 'postgres', async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    })
  return { ...databaseUrls(port, rolePasswords, name), drop }
}

type Server = Omit<TestCluster, 'template'>

/** The template's name says which migrations made it, so an unchanged one is used again. */
async function ensureTemplate(server: Server): Promise<string> {
  const template = `template_${fingerprint()}`
  await withSuperuser(server.port, server.superuserPassword, 'postgres', async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template])
    if (rowCount === 1) return
    const half = `half_${template}`
    await client.query(`DROP DATABASE IF EXISTS ${half} WITH (FORCE)`)
    await createDatabase(client, half)
    await migrate(databaseUrls(server.port, server.rolePasswords, half).adminUrl)
    await client.query(`ALTER DATABASE ${half} RENAME TO ${template}`)
  })
  return template
}

function fingerprint(): string {
  const hash = createHash('sha256').update(String(jobPackage.pgboss.schema))
  const sources = join(import.meta.dirname, '..', 'platform', 'db')
  const files = [
    ...readdirSync(migrationsFolder).map((name) => join(migrationsFolder, name)),
    ...['install-job-tables.ts', 'migrate.ts', 'roles.ts'].map((name) => join(sources, name)),
  ]
  for (const file of files.sort()) hash.update(file.slice(-60)).update(readFileSync(file))
  return hash.digest('hex').slice(0, 12)
}

/** Removes what killed runs left behind, and templates of older migrations. */
async function sweep(server: Server): Promise<void> {
  const current = `template_${fingerprint()}`
  await withSuperuser(server.port, server.superuserPassword, 'postgres', async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE datname ~ '^(test|template|half)_' AND datname <> $1`,
      [current],
    )
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
  })
}

function livingMembers(): number[] {
  return readdirSync(members)
    .map(Number)
    .filter((pid) => {
      if (isAlive(pid)) return true
      rmSync(join(members, String(pid)), { force: true })
      return false
    })
}

/** One test run at a time may start, stop or migrate. */
async function alone<T>(act: () => Promise<T>): Promise<T> {
  const lock = join(folder, 'lock')
  while (!takeLock(lock)) await wait(50)
  try {
    return await act()
  } finally {
    rmSync(lock, { force: true })
  }
}

function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
    if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true })
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
