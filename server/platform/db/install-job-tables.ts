import type { ClientBase } from 'pg'
import { getConstructionPlans, getMigrationPlans } from 'pg-boss'
import jobPackage from 'pg-boss/package.json' with { type: 'json' }
import { DatabaseUnusable } from './database-unusable.ts'

/** The schema of the job queue, pg-boss. Start it with `jobQueueOptions`. */
const jobSchema = 'pgboss'

/**
 * How the application must construct `PgBoss`: its role owns nothing, so it may neither make nor
 * change tables. Statistics would add a partition every day, and rebuilding an index needs its owner.
 */
export const jobQueueOptions = {
  schema: jobSchema,
  migrate: false,
  createSchema: false,
  persistQueueStats: false,
  reindex: false,
} as const

/** Makes or updates the job queue's tables as the owner, and lets the application's roles use them. */
export async function installJobTables(client: ClientBase): Promise<void> {
  const installed = await installedVersion(client)
  const wanted = jobPackage.pgboss.schema
  if (installed === null) await client.query(getConstructionPlans(jobSchema))
  else if (installed < wanted) await client.query(getMigrationPlans(jobSchema, installed))
  else if (installed > wanted)
    throw new DatabaseUnusable(`The job tables are of a newer version (${installed}, not ${wanted})`)
  const roles = 'interchange_app, interchange_relay'
  await client.query(`
    GRANT USAGE ON SCHEMA ${jobSchema} TO ${roles};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${jobSchema} TO ${roles};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${jobSchema} TO ${roles};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${jobSchema} TO ${roles};
  `)
}

async function installedVersion(client: ClientBase): Promise<number | null> {
  const { rows } = await client.query<{ there: string | null }>(
    `SELECT to_regclass('${jobSchema}.version')::text AS there`,
  )
  if (rows[0]?.there == null) return null
  const version = await client.query<{ version: number }>(`SELECT version FROM ${jobSchema}.version`)
  return version.rows[0]?.version ?? null
}
