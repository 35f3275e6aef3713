import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import {
  databaseUrls,
  type EmbeddedDatabase,
  embeddedFolder,
  ensureDatabase,
  startEmbeddedDatabase,
  withSuperuser,
} from '../../server/platform/db/embedded/embedded-database.ts'
import { stopPostmaster } from '../../server/platform/db/embedded/postmaster.ts'
import { migrate } from '../../server/platform/db/migrate.ts'
import { createDatabase } from '../../server/platform/db/roles.ts'

export type DatabaseAddress = ReturnType<typeof databaseUrls>

/** A PostgreSQL of a run's own: as durable as the product's, thrown away at the end. */
export type Ground = {
  server: () => EmbeddedDatabase
  /** A migrated database of that name. */
  database(name: string): Promise<DatabaseAddress>
  /** A copy of a database that nobody is connected to. */
  copy(from: string, to: string): Promise<void>
  /** Starts PostgreSQL again after it was killed; it answers on another port. */
  restart(): Promise<void>
  remove(): Promise<void>
}

/** Starts a new PostgreSQL in `.data/<name>`; what an interrupted run left there is removed first. */
export async function breakGround(name: string, say: (line: string) => void): Promise<Ground> {
  const dataDir = resolve('.data', name)
  await clear(dataDir)
  mkdirSync(dataDir, { recursive: true })
  let server = await startEmbeddedDatabase({ dataDir, say })
  return {
    server: () => server,
    database: async (database) => {
      await ensureDatabase(server, database)
      const address = databaseUrls(server.port, server.rolePasswords, database)
      await migrate(address.adminUrl)
      return address
    },
    copy: (from, to) =>
      withSuperuser(server.port, server.superuserPassword, 'postgres', (client) =>
        createDatabase(client, to, from),
      ),
    restart: async () => {
      server = await startEmbeddedDatabase({ dataDir, say })
    },
    remove: () => clear(dataDir),
  }
}

async function clear(dataDir: string): Promise<void> {
  const folder = existsSync(join(dataDir, 'postgres.json')) ? embeddedFolder(dataDir) : null
  if (folder !== null && existsSync(folder)) await stopPostmaster(folder)
  // Root keeps the data where the OS user `postgres` can go.
  if (folder !== null && !folder.startsWith(dataDir))
    rmSync(dirname(folder), { recursive: true, force: true })
  rmSync(dataDir, { recursive: true, force: true })
}
