import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { embeddedFolder } from '../../server/platform/db/embedded/embedded-database.ts'
import { runningPostmaster } from '../../server/platform/db/embedded/postmaster.ts'
import { startServerProcess } from '../ground/server-process.ts'
import { settingsFor } from '../ground/settings.ts'
import { startCreators } from './creators.ts'
import type { Findings } from './find-breaches.ts'
import type { KillPlan } from './kill-server.ts'
import { openProof, withAdmin } from './open-proof.ts'
import { startPortForward } from './port-forward.ts'
import { within } from './settle.ts'

/** Kills PostgreSQL at random moments while tickets are created; the server lives on and has to find back. */
export async function killPostgres({ kills, port, atOnce, say }: KillPlan): Promise<Findings> {
  const name = `proof-kill-postgres-${port}`
  return openProof(name, say, async (proof) => {
    const { ground, mail } = proof
    // The server knows one address; a PostgreSQL that is started again has another port.
    const forward = await startPortForward(() => ground.server().port)
    const server = await startServerProcess(settingsFor(forward.instead(proof.address), port, mail.settings))
    const target = (key: string) => ({ url: server.url, apiKey: proof.apiKeyOf(key) })
    const creators = startCreators(target, atOnce)
    const { acknowledged } = creators.ledger
    const hasEnded = () => server.child.exitCode !== null
    try {
      for (let kill = 1; kill <= kills; kill++) {
        const before = acknowledged.size
        const alive = await within(60, () => acknowledged.size > before || hasEnded())
        if (!alive || hasEnded())
          throw new Error(`The server does not find back\n${server.log().slice(-4000)}`)
        const moment = randomInt(200, 1500)
        await wait(moment)
        const { ended } = ground.server()
        const running = runningPostmaster(embeddedFolder(`.data/${name}`) ?? '')
        if (running) process.kill(running.pid, 'SIGKILL')
        await ended
        await mail.quiet()
        // Held, so that it sends nothing again before it is noted what the mail server has.
        server.child.kill('SIGSTOP')
        await ground.restart()
        const caught = await withAdmin(await ground.database('interchange'), mail.noteKill)
        say(`  kill ${kill}, ${moment} ms: ${acknowledged.size} acknowledged, ${caught} mails caught between`)
        server.child.kill('SIGCONT')
      }
      const findings = await proof.conclude(creators, target)
      findings.figures['answers of 500 and above while it was down'] = creators.ledger.serverErrors
      return findings
    } finally {
      server.child.kill('SIGCONT')
      await creators.abandon()
      await server.stop()
      await forward.close()
    }
  })
}
