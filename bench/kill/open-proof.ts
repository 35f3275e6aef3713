import type pg from 'pg'
import type { House } from '../../server/platform/context.ts'
import { breakGround, type DatabaseAddress, type Ground } from '../ground/database.ts'
import { openOffice } from '../ground/settings.ts'
import { settleNetwork } from '../ground/settle-network.ts'
import { type Creators, type Ledger, postTicket, type Target } from './creators.ts'
import { type Findings, findBreaches } from './find-breaches.ts'
import { type MailLedger, startMailLedger } from './mail-ledger.ts'
import { connectAdmin, isSettled, within } from './settle.ts'

export type Say = (line: string) => void

/** What every proof has: a durable PostgreSQL with the demo's network, a mail server, and API clients. */
export type Proof = {
  ground: Ground
  address: DatabaseAddress
  mail: MailLedger
  /** The client that a key belongs to: the one that used it first. */
  apiKeyOf(key: string): string
  /** Waits until all is done, then compares the ledgers. */
  conclude(creators: Creators, target: Target): Promise<Findings>
}

const CLIENTS = 40
const SETTLE_SECONDS = 300
const MAIL_DELAY_MS = 40

export async function openProof(
  name: string,
  say: Say,
  prove: (proof: Proof) => Promise<Findings>,
): Promise<Findings> {
  const ground = await breakGround(name, say)
  const mail = await startMailLedger(MAIL_DELAY_MS)
  try {
    const address = await ground.database('interchange')
    const keys = await withHouse(address, (house) => settleNetwork(house, CLIENTS))
    return await prove({
      ...{ ground, address, mail },
      apiKeyOf: (key) => keys[Number(key.split('-')[1]) % keys.length] ?? '',
      conclude: async (creators, target) => {
        await creators.stop()
        // PostgreSQL may have moved since.
        const now = await ground.database('interchange')
        return withAdmin(now, async (admin) => {
          const settled = await within(SETTLE_SECONDS, () => isSettled(admin))
          await mail.quiet()
          const findings = await withHouse(now, (house) => findBreaches(house, admin, creators.ledger, mail))
          if (!settled) findings.breaches.push(`not settled after ${SETTLE_SECONDS} s`)
          findings.breaches.push(...(await replay(creators.ledger, target)))
          return findings
        })
      },
    })
  } finally {
    await mail.close()
    await ground.remove()
  }
}

export async function withHouse<Result>(address: DatabaseAddress, act: (house: House) => Promise<Result>) {
  const house = openOffice(address)
  return act(house).finally(() => house.db.destroy())
}

export async function withAdmin<Result>(
  address: DatabaseAddress,
  act: (admin: pg.Client) => Promise<Result>,
): Promise<Result> {
  const admin = await connectAdmin(address.adminUrl)
  return act(admin).finally(() => admin.end())
}

/** The keys are still remembered: the same request gives the same ticket. */
async function replay({ acknowledged }: Ledger, target: Target): Promise<string[]> {
  const breaches: string[] = []
  for (const [key, id] of [...acknowledged].slice(-50)) {
    const { status, body } = await postTicket({ ...target(key, 0), key })
    if (status !== 201 || (body as { id: string }).id !== id)
      breaches.push(`${key}: sent again, answered ${status} and not ${id}`)
  }
  return breaches
}
