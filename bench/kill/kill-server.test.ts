import { expect, it } from 'vitest'
import { freePort } from '../../identity/test/run-identity.ts'
import { killServer } from './kill-server.ts'

// Two kills of the ten that `npm run proof -- kill` does. It waits for the dead worker's jobs to be taken over.
it('loses and doubles nothing when the server is killed during creates', { timeout: 120_000 }, async () => {
  const plan = { kills: 2, port: await freePort(), atOnce: 4, say: () => undefined }
  const { figures, breaches } = await killServer(plan)
  expect(breaches).toEqual([])
  expect(figures['acknowledged tickets']).toBeGreaterThan(10)
})
