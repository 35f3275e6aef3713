import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { databaseUrls, withSuperuser } from '../platform/db/embedded/embedded-database.ts'
import { createDatabase } from '../platform/db/roles.ts'
import type {} from './start-test-cluster.ts'

/** A database of a test file's own. */
export type TestDatabase = {
  /** As interchange_owner, who owns every table. */
  adminUrl: string
  /** As interchange_app, the role the application runs as. */
  appUrl: string
  /** As interchange_relay. */
  relayUrl: string
  drop(): Promise<void>
}

/** Clones the migrated template. Drop it in `afterAll`; open connections are ended. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return clone(inject('testCluster').template)
}

/** An empty database with our roles' rights, for tests of migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return clone(undefined)
}

async function clone(template: string | undefined): Promise<TestDatabase> {
  const { port, superuserPassword, rolePasswords } = inject('testCluster')
  const name = `test_${randomBytes(8).toString('hex')}`
  await withSuperuser(port, superuserPassword, 'postgres', (client) => createDatabase(client, name, template))
  const { url, adminUrl, directUrl } = databaseUrls(port, rolePasswords, name)
  const drop = () =>
    withSuperuser(port, superuserPassword, 'postgres', async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    })
  return { adminUrl, appUrl: url, relayUrl: directUrl, drop }
}
