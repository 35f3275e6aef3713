import { type House, inTransaction } from '../../platform/context.ts'
import { keepConnection, pauseUnless, untilAborted } from '../../platform/events/keep-connection.ts'
import { settleSources } from './accept-source.ts'
import { feedOf } from './create-feed.ts'
import { readState } from './directory-queries.ts'
import { baseSource } from './plan-step.ts'
import { reasonOf } from './read-feed.ts'
import { DIRECTORY_CHANNEL, timesAsked } from './source-queries.ts'
import { syncDirectory } from './sync-directory.ts'

export type DirectorySync = {
  /** Ends when the feed was read for the first time, well or not. */
  first: Promise<void>
  close(): Promise<void>
}

// How soon to look again where another process reads, in case it died.
const BUSY_MS = 5_000
// A failure that goes on is told again after this.
const TELL_AGAIN_MS = 15 * 60_000

/**
 * Reads the feed now, every `DIRECTORY_SYNC_SECONDS`, and as soon as somebody asks for it on any process. A failure
 * keeps the last copy and says how old it is.
 */
export function startDirectorySync(house: House): DirectorySync {
  const stop = new AbortController()
  const failures = failureLog(house)
  let woken = new AbortController()
  /** How often a reading had been asked for when the last one began. */
  let seen: number | null = null
  let begun: () => void = () => undefined
  const first = new Promise<void>((resolve) => {
    begun = resolve
  })
  const done = run().finally(begun)
  const listener = feedOf(house.config.directory)
    ? listen(
        house,
        () => woken.abort(),
        () => seen,
      )
    : null
  return {
    first,
    close: async () => {
      stop.abort()
      await Promise.all([done, listener?.close()])
    },
  }

  async function run(): Promise<void> {
    await settle(house)
    if (!feedOf(house.config.directory)) return
    while (!stop.signal.aborted) {
      // Renewed before reading: whoever asks after this is heard.
      woken = new AbortController()
      seen = await timesAsked({ tx: house.db }, baseSource(house.config.directory)).catch(() => null)
      const busy = await round()
      begun()
      const pause = house.config.directory.syncSeconds * 1000
      await pauseUnless(AbortSignal.any([stop.signal, woken.signal]), busy ? Math.min(pause, BUSY_MS) : pause)
    }
  }

  /** True where another process was at it. */
  async function round(): Promise<boolean> {
    try {
      const outcome = await syncDirectory(house, stop.signal)
      if (outcome.kind === 'changed')
        house.log.info({ version: outcome.version }, 'directory: a new copy of the network')
      if (outcome.kind === 'waiting') await failures.tell('shrink-waiting', { hash: outcome.hash }, WAITING)
      else failures.forget()
      return outcome.kind === 'busy'
    } catch (error) {
      if (stop.signal.aborted) return false
      const reason = reasonOf(error)
      await failures.tell(reason, { reason }, 'the feed failed')
      return false
    }
  }
}

const WAITING = 'too much would go by what the feed gives: it waits to be confirmed'

async function settle(house: House): Promise<void> {
  try {
    await inTransaction(house, { actor: { kind: 'system', name: 'directory-sync' } }, settleSources)
  } catch (error) {
    house.log.warn(
      { reason: reasonOf(error) },
      'directory: what is kept of the sources does not fit together',
    )
  }
}

function listen(house: House, wake: () => void, seen: () => number | null) {
  return keepConnection(house, 'directory', async (client, ended) => {
    client.on('notification', wake)
    await client.query(`listen ${DIRECTORY_CHANNEL}`)
    // Somebody may have asked while nobody listened.
    if ((await timesAsked({ tx: house.db }, baseSource(house.config.directory))) !== seen()) wake()
    await untilAborted(ended)
  })
}

/** Tells of a failure when it begins, when it becomes another one, and now and then while it lasts. */
function failureLog(house: House) {
  let last: { what: string; at: number } | null = null
  return {
    forget: () => {
      last = null
    },
    tell: async (what: string, about: object, sentence: string) => {
      const now = house.clock().getTime()
      if (last?.what === what && now - last.at < TELL_AGAIN_MS) return
      last = { what, at: now }
      const age = await ageOfCopy(house)
      house.log.warn(
        { ...about, ageSeconds: age },
        age === null
          ? `directory: ${sentence}, and there is no copy yet`
          : `directory: ${sentence}; going on with a copy ${age} s old`,
      )
    },
  }
}

async function ageOfCopy(house: House): Promise<number | null> {
  const syncedAt = await readState({ tx: house.db }).then(
    (state) => state.synced_at,
    () => null,
  )
  return syncedAt === null ? null : Math.round((house.clock().getTime() - syncedAt.getTime()) / 1000)
}
