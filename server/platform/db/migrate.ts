import pg from 'pg'
import { DatabaseUnusable } from './database-unusable.ts'
import { installJobTables } from './install-job-tables.ts'
import { type MigrationFile, migrationsFolder, pendingMigrations, readMigrations } from './migration-files.ts'
import { prepareOwner } from './roles.ts'

/** Any constant: two starts at once must queue up on the same one. */
const migrationLock = 7_261_114

/**
 * Brings a database up to date, as its owner: our SQL files in order, each in its own transaction,
 * then the tables of the job queue. Two callers at once take turns. Returns the names that ran.
 */
export async function migrate(adminUrl: string, folder: string = migrationsFolder): Promise<string[]> {
  const files = readMigrations(folder)
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'interchange migrate' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    // Better a failed start than a table that everybody waits for.
    await client.query(`SET lock_timeout = '60s'`)
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    await prepareOwner(client)
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
      name text PRIMARY KEY,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`)
    // Readiness compares what has run with what the program brings.
    await client.query('GRANT SELECT ON schema_migrations TO interchange_app')
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'SELECT name, checksum FROM schema_migrations ORDER BY name',
    )
    await installJobTables(client)
    const pending = pendingMigrations(files, rows)
    for (const file of pending) await run(client, file)
    return pending.map((file) => file.name)
  } finally {
    // Ending the session gives the lock back, also after an error.
    await client.end()
  }
}

async function run(client: pg.Client, file: MigrationFile): Promise<void> {
  try {
    await client.query('BEGIN')
    await client.query(file.sql)
    await client.query('INSERT INTO schema_migrations (name, checksum) VALUES ($1, $2)', [
      file.name,
      file.checksum,
    ])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new DatabaseUnusable(
      `Migration ${file.name} failed and changed nothing: ${(error as Error).message}`,
      {
        cause: error,
      },
    )
  }
}
