import { setTimeout as wait } from 'node:timers/promises'
import { type ServerProcess, startServerProcess } from '../ground/server-process.ts'
import { settingsFor } from '../ground/settings.ts'
import { startCreators } from './creators.ts'
import type { Findings } from './find-breaches.ts'
import { openProof, type Say, withAdmin } from './open-proof.ts'
import { isSettled, within } from './settle.ts'

const leads = (server: ServerProcess) => server.log().includes('sequencer leads')

/**
 * Two servers on one database. Each request goes to both at once with one key; then the one that orders the events is
 * killed, and the other has to take that over.
 */
export async function twoServers({ port, say }: { port: number; say: Say }): Promise<Findings> {
  return openProof(`proof-two-${port}`, say, async (proof) => {
    const { address, mail } = proof
    const start = (at: number) => startServerProcess(settingsFor(address, at, mail.settings))
    const servers = [await start(port), await start(port + 1)]
    const target = (key: string, attempt: number) => ({
      url: (servers[attempt % servers.length] as ServerProcess).url,
      apiKey: proof.apiKeyOf(key),
    })
    const creators = startCreators(target, 4, 2)
    const breaches: string[] = []
    try {
      await within(30, () => creators.ledger.acknowledged.size >= 50)
      const leaders = servers.filter(leads)
      if (leaders.length !== 1) breaches.push(`${leaders.length} servers order the events`)
      const [leader] = leaders
      const other = servers.find((server) => server !== leader)
      if (leader && other) {
        await leader.kill()
        const killedAt = Date.now()
        const caught = await withAdmin(address, mail.noteKill)
        const taken = await within(30, () => leads(other))
        if (!taken) breaches.push('nobody took over the ordering of events')
        say(
          `  the leader was killed, ${caught} mails caught between; the other leads after ${Date.now() - killedAt} ms at most`,
        )
        const before = creators.ledger.acknowledged.size
        await within(60, () => creators.ledger.acknowledged.size >= before + 50)
        servers[servers.indexOf(leader)] = await start(leader === servers[0] ? port : port + 1)
        await wait(2000)
        await creators.stop()
        if (!(await withAdmin(address, (admin) => within(300, () => isSettled(admin)))))
          breaches.push('not settled after 300 s')
      }
      const findings = await proof.conclude(creators, target)
      return { ...findings, breaches: [...breaches, ...findings.breaches] }
    } finally {
      await creators.abandon()
      for (const server of servers) await server.stop()
    }
  })
}
