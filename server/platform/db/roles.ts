import type { ClientBase } from 'pg'
import { DatabaseUnusable } from './database-unusable.ts'

/** Passwords of `interchange_owner`, `interchange_app` and `interchange_relay`. */
export type RolePasswords = { owner: string; app: string; relay: string }

/** The application's roles, which migrations may name in their grants. */
const granteeRoles = ['interchange_app', 'interchange_relay'] as const

const powers = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS'

/** Makes the three roles, or sets them right. Needs a superuser or a role that may create roles. */
export async function ensureRoles(client: ClientBase, passwords: RolePasswords): Promise<void> {
  for (const [name, password] of Object.entries(passwords)) {
    const role = `interchange_${name}`
    const verb = (await roleExists(client, role)) ? 'ALTER' : 'CREATE'
    await client.query(`${verb} ROLE ${role} ${powers} PASSWORD ${client.escapeLiteral(password)}`)
  }
  // A session that hangs must not hold locks for ever; migrations and the relay may take their time.
  await client.query(`ALTER ROLE interchange_app SET idle_in_transaction_session_timeout = '30s'`)
}

/** Makes a database of the owner's that only our roles may connect to. */
export async function createDatabase(client: ClientBase, name: string, template?: string): Promise<void> {
  const database = client.escapeIdentifier(name)
  const source = template === undefined ? '' : ` TEMPLATE ${client.escapeIdentifier(template)}`
  await client.query(`CREATE DATABASE ${database} OWNER interchange_owner${source}`)
  await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`)
  await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${granteeRoles.join(', ')}`)
}

/**
 * Before the first migration, as its owner: what is made from now on is closed to everybody, so that
 * each migration grants what it means to (also EXECUTE on functions).
 */
export async function prepareOwner(client: ClientBase): Promise<void> {
  await client.query('ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC')
  for (const role of granteeRoles) {
    if (await roleExists(client, role)) continue
    try {
      await client.query(`CREATE ROLE ${role} NOLOGIN`)
    } catch (error) {
      throw new DatabaseUnusable(
        `The role ${role} is missing and may not be made here (${(error as Error).message}): make it as docs/operations/postgresql.md shows.`,
      )
    }
  }
}

async function roleExists(client: ClientBase, role: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])
  return rowCount === 1
}
