import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

const Created = z.object({ id: z.string(), number: z.string() })

/** What was acknowledged: for each idempotency key the ticket that the 201 named. */
export type Ledger = {
  acknowledged: Map<string, string>
  /** Keys that were sent again because no answer came. */
  retried: Set<string>
  /** Answers that should not be: another ticket for the same key, a refusal. */
  wrong: string[]
  /** Answers of 500 and above; expected only while PostgreSQL is down. */
  serverErrors: number
}

export type Creators = {
  ledger: Ledger
  /** Ends when every key that was begun has its answer. */
  stop(): Promise<void>
  /** Ends at once; for a proof that has failed. */
  abandon(): Promise<void>
}

export type Post = { url: string; apiKey: string; key: string }

/** Where a key goes: always to the same client (keys are the client's own), to any server. */
export type Target = (key: string, attempt: number) => Omit<Post, 'key'>

/** The customer of a key has an address of their own, because one address gets a few mails an hour only. */
export const addressOf = (key: string) => `${key}@customer.example`

const ATTEMPT_MS = 15_000

/** Sends one request to create; throws where no answer came. */
export async function postTicket({ url, apiKey, key }: Post): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${url}/api/v1/tickets`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify({
      type: 'general-inquiry',
      requester: { name: 'Lana Qadir', email: addressOf(key) },
      externalReference: key,
      details: { topic: 'information', message: 'Is the showroom open on Saturday?' },
    }),
    signal: AbortSignal.timeout(ATTEMPT_MS),
  })
  return { status: answer.status, body: await answer.json() }
}

/** Creates tickets as fast as answers come, so many at once, and never gives a key up before it is answered. */
export function startCreators(target: Target, atOnce: number, copies = 1): Creators {
  const ledger: Ledger = { acknowledged: new Map(), retried: new Set(), wrong: [], serverErrors: 0 }
  const giveUp = new AbortController()
  let going = true
  let next = 1
  const work = async () => {
    while (going) {
      const key = `proof-${next++}`
      // Twins: the same request several times at the same moment.
      await Promise.all(
        Array.from({ length: copies }, (_, twin) => insist(ledger, target, key, twin, giveUp.signal)),
      )
    }
  }
  const workers = Array.from({ length: atOnce }, work)
  return {
    ledger,
    stop: async () => {
      going = false
      await Promise.all(workers)
    },
    abandon: async () => {
      going = false
      giveUp.abort()
      await Promise.all(workers)
    },
  }
}

async function insist(
  ledger: Ledger,
  target: Target,
  key: string,
  twin: number,
  giveUp: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + 120_000
  for (let attempt = twin; Date.now() < deadline && !giveUp.aborted; attempt++) {
    if (attempt > twin) ledger.retried.add(key)
    const answer = await postTicket({ ...target(key, attempt), key }).catch(() => null)
    if (answer?.status === 201) return acknowledge(ledger, key, answer.body)
    if (answer !== null && answer.status >= 500) ledger.serverErrors += 1
    if (answer !== null && answer.status < 500 && answer.status !== 409) {
      ledger.wrong.push(`${key}: answered ${answer.status} ${JSON.stringify(answer.body)}`)
      return
    }
    await wait(50)
  }
  ledger.wrong.push(`${key}: no answer within two minutes`)
}

function acknowledge(ledger: Ledger, key: string, body: unknown): void {
  const { id } = Created.parse(body)
  const known = ledger.acknowledged.get(key)
  if (known !== undefined && known !== id) ledger.wrong.push(`${key}: acknowledged as ${known} and as ${id}`)
  ledger.acknowledged.set(key, id)
}
