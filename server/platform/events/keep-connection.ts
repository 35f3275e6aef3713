import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { House } from '../context.ts'

export type KeptConnection = { close(): Promise<void> }

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000

/**
 * Keeps one session of its own on the direct connection, for what a pooler cannot carry: advisory locks and LISTEN.
 * `use` runs on each session until `ended` aborts; a lost session is replaced with back-off, for as long as it takes.
 */
export function keepConnection(
  house: House,
  name: string,
  use: (client: pg.Client, ended: AbortSignal) => Promise<void>,
): KeptConnection {
  const closing = new AbortController()
  const done = run()
  return {
    close: async () => {
      closing.abort()
      await done
    },
  }

  async function run(): Promise<void> {
    let pause = FIRST_PAUSE_MS
    while (!closing.signal.aborted) {
      const startedAt = Date.now()
      try {
        await runSession()
      } catch (error) {
        if (!closing.signal.aborted) house.log.warn({ err: error, connection: name }, 'connection lost')
      }
      // A session that held for a while was a good one: the next may be tried at once.
      pause =
        Date.now() - startedAt > LONGEST_PAUSE_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS)
      await pauseUnless(closing.signal, pause)
    }
  }

  async function runSession(): Promise<void> {
    const lost = new AbortController()
    const client = new pg.Client({
      connectionString: house.config.database.directUrl,
      application_name: `interchange ${name}`,
      connectionTimeoutMillis: 10_000,
      // A server that vanished without a word must not hold us for ever.
      query_timeout: 30_000,
      keepAlive: true,
    })
    client.on('error', (error) => lost.abort(error))
    client.on('end', () => lost.abort(new Error('The database ended the session')))
    try {
      await client.connect()
      await use(client, AbortSignal.any([closing.signal, lost.signal]))
      if (lost.signal.aborted) throw lost.signal.reason
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

/** Waits, but no longer than until the signal. */
export async function pauseUnless(signal: AbortSignal, milliseconds: number): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => undefined)
}

/** Resolves when the signal aborts. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
