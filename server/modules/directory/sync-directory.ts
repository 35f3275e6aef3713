import { type House, inTransaction } from '../../platform/context.ts'
import { applySnapshot } from './apply-snapshot.ts'
import { createFeed } from './create-feed.ts'
import { readState, tryLockSync, writeState } from './directory-queries.ts'
import { reasonOf } from './read-feed.ts'

export type DirectorySync = {
  /** Ends when the feed was read for the first time, well or not. */
  first: Promise<void>
  close(): Promise<void>
}

/** Reads the feed now and again every `DIRECTORY_SYNC_SECONDS`. A failure keeps the last copy and says how old it is. */
export function startDirectorySync(house: House): DirectorySync {
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const round = () => {
    running = syncDirectory(house, stop.signal).catch((error) => logFailure(house, error, stop.signal))
    running = running.then(() => {
      if (!stop.signal.aborted) timer = setTimeout(round, house.config.directory.syncSeconds * 1000)
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
  const feed = createFeed(house.config.directory)
  if (!feed) return
  await inTransaction(house, { actor: { kind: 'system', name: 'directory-sync' } }, async (ctx) => {
    if (!(await tryLockSync(ctx))) return
    const state = await readState(ctx)
    const patience = AbortSignal.timeout(feed.patienceMs)
    const reading = await feed.read(
      { mark: state.version > 0 ? { etag: state.feed_etag } : null, accepted: null },
      stop ? AbortSignal.any([patience, stop]) : patience,
    )
    if (reading.kind === 'unchanged') return writeState(ctx, { synced_at: ctx.now })
    const tag = reading.mark.etag
    const result = await applySnapshot(ctx, reading.snapshot, typeof tag === 'string' ? tag : null)
    if (result.changed) house.log.info({ version: result.version }, 'directory: a new copy of the network')
  })
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
