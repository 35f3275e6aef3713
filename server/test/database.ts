import { inject } from 'vitest'
import type {} from './start-test-cluster.ts'
import { cloneDatabase } from './test-cluster.ts'

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
  const { url, adminUrl, directUrl, drop } = await cloneDatabase(inject('testCluster'), template)
  return { adminUrl, appUrl: url, relayUrl: directUrl, drop }
}
