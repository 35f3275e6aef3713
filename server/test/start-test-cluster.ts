import type { TestProject } from 'vitest/node'
import { joinTestCluster, type TestCluster } from './test-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: TestCluster
  }
}

/** Vitest's global set-up: one PostgreSQL for the whole run. */
export default async function startTestCluster(project: TestProject): Promise<() => Promise<void>> {
  const { leave, ...cluster } = await joinTestCluster()
  project.provide('testCluster', cluster)
  return leave
}
