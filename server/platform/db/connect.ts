import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { PreparingClient } from './statement-names.ts'

/** The tables that the platform itself owns. Rooms name their own with `db.withTables`. */
export type PlatformTables = {
  schema_migrations: { name: string; checksum: string; applied_at: Date }
}

export type ConnectOptions = {
  /** Connections at most. */
  max: number
  /** A statement that takes longer is ended by the server; 0 means no limit. */
  statementTimeoutMs?: number
  /** Shown in `pg_stat_activity`. */
  name?: string
  /** Keeps frequent statements prepared; only where no pooler is in between. */
  prepare?: boolean
}

/**
 * Opens a pool. int8 comes as a number (an unsafe one is an error), numeric and date as text, because
 * money is never a float and a day has no time zone; timestamptz comes as `Date`.
 */
export function connect(url: string, options: ConnectOptions): Kysely<PlatformTables> {
  const { max, statementTimeoutMs = 15_000, name = 'interchange', prepare = false } = options
  const pool = new pg.Pool({
    ...{ connectionString: url, max, types: { getTypeParser }, application_name: name },
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    ...(prepare ? { Client: PreparingClient } : {}),
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  // The same for one that breaks between two statements of a transaction; the next statement reports it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const dialect = new PostgresDialect({
    pool,
    // A statement of its own, because poolers refuse it as a start-up parameter.
    onCreateConnection: async (connection) => {
      await connection.executeQuery(
        CompiledQuery.raw(`SET statement_timeout = ${Math.trunc(statementTimeoutMs)}`),
      )
    },
  })
  return new Kysely<PlatformTables>({ dialect })
}

const { builtins } = pg.types

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The database answered ${text}, too large for a number`)
  return value
}

const asText = (text: string) => text

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: unknown) => {
  if (format !== 'binary') {
    if (oid === builtins.INT8) return safeInteger
    if (oid === builtins.NUMERIC || oid === builtins.DATE) return asText
  }
  return pg.types.getTypeParser(oid, format as 'text')
}
