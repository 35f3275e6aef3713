import { type House, inTransaction } from '../../platform/context.ts'
import { applySnapshot } from './apply-snapshot.ts'
import { readState, tryLockSync, writeState } from './directory-queries.ts'

export type DirectorySync = {
  /** Ends when the feed was read for the first time, well or not. */
  first: Promise<void>
  close(): Promise<void>
}

// Below the 30 s after which the database ends a transaction that waits.
const PATIENCE_MS = 15_000

/** Reads the feed now and again every `DIRECTORY_SYNC_SECONDS`. A failure keeps the last copy and says how old it is. */
export function startDirectorySync(house: House): DirectorySync {
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const round = () => {
    running = syncDirectory(house, stop.signal).catch((error) => logFailure(house, error, stop.signal))
    running = running.then(() => {
      if (!stop.signal.aborted) timer = setTimeout(round, house.config.directoryFeed.syncSeconds * 1000)
    })
    return running
  }
  return {
    first: round(),
    close: async () => {
      stop.abort()
      clearTimeout(timer)
      await running
    },
  }
}

/** Reads the feed once, unless another process does so at this moment. */
export async function syncDirectory(house: House, stop?: AbortSignal): Promise<void> {
  await inTransaction(house, { actor: { kind: 'system', name: 'directory-sync' } }, async (ctx) => {
    if (!(await tryLockSync(ctx))) return
    const state = await readState(ctx)
    const answer = await fetchFeed(house, state.version > 0 ? state.feed_etag : null, stop)
    if (answer.status === 304) return writeState(ctx, { synced_at: ctx.now })
    const result = await applySnapshot(ctx, await answer.json(), answer.headers.get('etag'))
    if (result.changed) house.log.info({ version: result.version }, 'directory: a new copy of the network')
  })
}

async function fetchFeed(house: House, tag: string | null, stop?: AbortSignal): Promise<Response> {
  const { url, token } = house.config.directoryFeed
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const answer = await fetch(url, {
    headers: {
      ...{ accept: 'application/json', authorization: `Bearer ${token}` },
      ...(tag ? { 'if-none-match': tag } : {}),
    },
    // The token is for this address and no other.
    redirect: 'error',
    signal: stop ? AbortSignal.any([patience, stop]) : patience,
  })
  if (answer.status !== 200 && answer.status !== 304) {
    await answer.body?.cancel()
    throw new Error(`the feed answered ${answer.status}`)
  }
  return answer
}

async function logFailure(house: House, error: unknown, stop: AbortSignal): Promise<void> {
  if (stop.aborted) return
  const age = await ageOfCopy(house)
  house.log.warn(
    { reason: reasonOf(error), ageSeconds: age },
    age === null
      ? 'directory: the feed failed, and there is no copy yet'
      : `directory: the feed failed; going on with a copy ${age} s old`,
  )
}

async function ageOfCopy(house: House): Promise<number | null> {
  const syncedAt = await readState({ tx: house.db }).then(
    (state) => state.synced_at,
    () => null,
  )
  return syncedAt === null ? null : Math.round((house.clock().getTime() - syncedAt.getTime()) / 1000)
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}
