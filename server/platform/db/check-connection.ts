import pg from 'pg'
import { DatabaseUnusable } from './database-unusable.ts'

const oldestVersion = 150_000

/** Tries the three addresses before anything is changed, and says plainly which one is wrong and how. */
export async function checkDatabase(urls: {
  url: string
  adminUrl: string
  directUrl: string
  singleRole: boolean
}): Promise<void> {
  const app = await look('DATABASE_URL', urls.url)
  if (app.version < oldestVersion) {
    throw new DatabaseUnusable(
      `DATABASE_URL: PostgreSQL 15 or later is needed, this is ${Math.trunc(app.version / 10_000)}`,
    )
  }
  if (app.unbound && !urls.singleRole) {
    throw new DatabaseUnusable(
      `DATABASE_URL: the role ${app.role} is a superuser or has BYPASSRLS, so the database would not guard what it must not touch; see docs/operations/postgresql.md`,
    )
  }
  const others = { DATABASE_ADMIN_URL: urls.adminUrl, DATABASE_DIRECT_URL: urls.directUrl }
  for (const [name, url] of Object.entries(others)) {
    const other = await look(name, url, app.role)
    // Whoever owns the tables, or may become who does, is bound by no policy.
    if (name === 'DATABASE_ADMIN_URL' && other.isOurs && !urls.singleRole) {
      throw new DatabaseUnusable(
        `DATABASE_URL: the role ${app.role} is, or may become, the role ${other.role} of DATABASE_ADMIN_URL, so row-level security would not bind it; see docs/operations/postgresql.md`,
      )
    }
    if (other.database !== app.database) {
      throw new DatabaseUnusable(
        `${name} leads to the database ${other.database}, but DATABASE_URL to ${app.database}`,
      )
    }
  }
}

/** `isOurs`: the application's role is this one or a member of it. */
type Look = { version: number; unbound: boolean; role: string; database: string; isOurs: boolean }

async function look(setting: string, url: string, appRole: string | null = null): Promise<Look> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<Look>(
      `SELECT current_setting('server_version_num')::int AS version, rolsuper OR rolbypassrls AS unbound,
        current_user AS role, current_database() AS database,
        coalesce(pg_has_role($1::text, current_user, 'MEMBER'), false) AS "isOurs"
       FROM pg_roles WHERE rolname = current_user`,
      [appRole],
    )
    const found = rows[0]
    if (found === undefined) throw new Error('the role is not in pg_roles')
    return found
  } catch (error) {
    throw new DatabaseUnusable(`${setting}: ${explain(error as NodeJS.ErrnoException, new URL(url))}`)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function explain(error: NodeJS.ErrnoException, { hostname, port, username }: URL): string {
  const place = `${hostname || 'localhost'}:${port || 5432}`
  switch (error.code) {
    case 'ECONNREFUSED':
      return `nothing answers at ${place}`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the host ${hostname} is not known`
    case '28P01':
    case '28000':
      return `${place} refuses the role ${username} with this password`
    default:
      return `${place}: ${error.message.split('\n')[0] || error.code || 'no connection'}`
  }
}
