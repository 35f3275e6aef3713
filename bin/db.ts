// npm run db -- migrate | schema | reset-demo
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ConfigurationError, readAdminUrl, readLaunchPlan } from '../server/platform/config.ts'
import { describeSchema } from '../server/platform/db/describe-schema.ts'
import { embeddedFolder } from '../server/platform/db/embedded/embedded-database.ts'
import { stopPostmaster } from '../server/platform/db/embedded/postmaster.ts'
import { migrate } from '../server/platform/db/migrate.ts'
import { markRunning } from './serve/running-mark.ts'

const commands: Record<string, () => Promise<void>> = {
  migrate: migrateGiven,
  schema: writeSchema,
  'reset-demo': resetDemo,
}

const command = commands[process.argv[2] ?? '']
if (command === undefined) {
  console.error(`Usage: npm run db -- migrate     run the migrations on the database of DATABASE_ADMIN_URL
       npm run db -- schema      write server/schema.sql from a freshly migrated database
       npm run db -- reset-demo  throw away the demo's database and people (the folder DATA_DIR)`)
  process.exitCode = 2
} else {
  try {
    await command()
  } catch (error) {
    const lines = error instanceof ConfigurationError ? error.problems : [(error as Error).message]
    for (const line of lines) console.error(line)
    process.exitCode = error instanceof ConfigurationError ? 2 : 1
  }
}

async function migrateGiven(): Promise<void> {
  const applied = await migrate(readAdminUrl(process.env))
  console.log(applied.length === 0 ? 'The database is up to date' : applied.join('\n'))
}

async function writeSchema(): Promise<void> {
  // Only where the tests are, which a production image does not hold.
  const { withMigratedDatabase } = await import('../server/test/test-cluster.ts')
  const text = await withMigratedDatabase(describeSchema)
  writeFileSync(join(import.meta.dirname, '..', 'server', 'schema.sql'), text)
  console.log('server/schema.sql is written')
}

/** Only what the start itself makes: never a database that somebody gave by DATABASE_URL. */
async function resetDemo(): Promise<void> {
  const { dataDir, database } = readLaunchPlan(process.env)
  if (database !== null)
    throw new Error('DATABASE_URL is given: only the embedded demo database can be reset')
  if (!existsSync(dataDir)) return console.log(`There is nothing in ${dataDir}`)
  const unmark = markRunning(dataDir, 'npm run db -- reset-demo')
  try {
    const folder = embeddedFolder(dataDir)
    if (folder !== null) {
      if (existsSync(folder)) await stopPostmaster(folder)
      // Where root keeps data elsewhere, the folder around it is ours too.
      rmSync(folder.startsWith(dataDir) ? folder : dirname(folder), { recursive: true, force: true })
    }
    const made = [
      'postgres.json',
      'postgres.log',
      'postgres.new',
      'demo.json',
      'identity',
      'identity.log',
      'secret-key',
    ]
    for (const name of [...made, 'identity-client-secret', 'identity-feed-token', 'blobs']) {
      rmSync(join(dataDir, name), { recursive: true, force: true })
    }
    console.log('The demo is gone; the next npm start makes a new one')
  } finally {
    unmark()
  }
}
