import { defineConfig } from 'vitest/config'

const shared = { exclude: ['**/node_modules/**', '**/dist/**', '.data/**', '.test/**'] }

export default defineConfig({
  test: {
    // Two workers, because the bar is set for machines with two cores. No retries: a test that fails
    // once in fifty is a defect.
    maxWorkers: 2,
    retry: 0,
    globalSetup: ['server/test/start-test-cluster.ts'],
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'unit+integration',
          include: [
            '{bin,contract,texts,client,server,identity,demo,bench,web,forms,portal}/**/*.test.{ts,tsx}',
          ],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // Browser journeys share one running system.
          fileParallelism: false,
        },
      },
    ],
  },
})
