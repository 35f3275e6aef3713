import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { startServerProcess } from '../ground/server-process.ts'
import { settingsFor } from '../ground/settings.ts'
import { startCreators } from './creators.ts'
import type { Findings } from './find-breaches.ts'
import { openProof, type Say, withAdmin } from './open-proof.ts'
import { within } from './settle.ts'

export type KillPlan = { kills: number; port: number; atOnce: number; say: Say }

/** Kills the server at random moments while tickets are created, starts it again, and compares in the end. */
export async function killServer({ kills, port, atOnce, say }: KillPlan): Promise<Findings> {
  return openProof(`proof-kill-server-${port}`, say, async (proof) => {
    const { address, mail } = proof
    const settings = settingsFor(address, port, mail.settings)
    let server = await startServerProcess(settings)
    const target = (key: string) => ({ url: server.url, apiKey: proof.apiKeyOf(key) })
    const creators = startCreators(target, atOnce)
    const { acknowledged } = creators.ledger
    try {
      for (let kill = 1; kill <= kills; kill++) {
        const before = acknowledged.size
        await within(30, () => acknowledged.size > before)
        const moment = randomInt(200, 1500)
        await wait(moment)
        await server.kill()
        const caught = await withAdmin(address, mail.noteKill)
        say(`  kill ${kill}, ${moment} ms: ${acknowledged.size} acknowledged, ${caught} mails caught between`)
        server = await startServerProcess(settings)
      }
      const findings = await proof.conclude(creators, target)
      const { serverErrors } = creators.ledger
      if (serverErrors > 0) findings.breaches.push(`${serverErrors} answers of 500 and above`)
      return findings
    } finally {
      await creators.abandon()
      await server.stop()
    }
  })
}
