import { randomUUID } from 'node:crypto'
import { type Ctx, type House, inTransaction } from '../../platform/context.ts'
import type { FeedConfig } from '../../platform/directory-config.ts'
import { type Accepted, acceptSource } from './accept-source.ts'
import { feedOf } from './create-feed.ts'
import { type DirectoryFeed, FeedFailed, type FeedMark, type FeedReading } from './directory-feed.ts'
import { lockDirectory, readState, writeState } from './directory-queries.ts'
import { baseSource } from './plan-step.ts'
import { reasonOf } from './read-feed.ts'
import { type Snapshot, SnapshotRejected } from './snapshot.ts'
import {
  claimReading,
  lockReader,
  releaseReading,
  timesAsked,
  writeFailure,
  writeUnchanged,
} from './source-queries.ts'
import type { DirectorySourcesTable } from './tables.ts'

/** `busy`: another process reads at this moment; `dropped`: our reading took so long that another one followed it. */
export type SyncOutcome = Accepted | { kind: 'busy' | 'dropped' }

const ACTOR = { kind: 'system', name: 'directory-sync' } as const
// Between a reading that is given up and the moment at which another process may begin one.
const GRACE_MS = 5_000

/**
 * Reads the feed and takes what it gives, in one step; again at once where somebody asked for it meanwhile. No
 * transaction is open while the feed is read. Throws `FeedFailed` or `SnapshotRejected`, which then stand with the
 * source; the last copy stays.
 */
export async function syncDirectory(house: House, stop: AbortSignal = never): Promise<SyncOutcome> {
  const feed = feedOf(house.config.directory)
  if (!feed) return { kind: 'dropped' }
  for (;;) {
    const { outcome, askedMeanwhile } = await readOnce(house, feed, stop)
    if (!askedMeanwhile || stop.aborted) return outcome
  }
}

const never = new AbortController().signal

async function readOnce(
  house: House,
  feed: DirectoryFeed,
  stop: AbortSignal,
): Promise<{ outcome: SyncOutcome; askedMeanwhile: boolean }> {
  const source = baseSource(house.config.directory)
  const reader = randomUUID()
  const claim = await inTransaction(house, { actor: ACTOR }, (ctx) =>
    claimReading(ctx, source, { reader, until: new Date(ctx.now.getTime() + feed.patienceMs + GRACE_MS) }),
  )
  if (!claim) return { outcome: { kind: 'busy' }, askedMeanwhile: false }
  try {
    const reading = await readPatiently(feed, claim, stop, placeOf(house.config.directory.feed))
    if (reading.kind === 'snapshot') tellNotes(house, reading.notes ?? [])
    const outcome = await inTransaction(house, { actor: ACTOR }, (ctx) => take(ctx, feed, reading, reader))
    return { outcome, askedMeanwhile: (await timesAsked({ tx: house.db }, source)) !== claim.asked }
  } catch (error) {
    if (!stop.aborted) await noteFailure(house, error)
    throw error
  } finally {
    await releaseReading({ tx: house.db }, source, reader).catch((error: unknown) =>
      house.log.warn({ err: error }, 'directory: the right to read could not be given back'),
    )
  }
}

/** What an operator knows the source by. */
const placeOf = (feed: FeedConfig) => (feed.kind === 'file' ? 'the file' : new URL(feed.url).origin)

async function readPatiently(
  feed: DirectoryFeed,
  { adapter, mark, accepted }: DirectorySourcesTable,
  stop: AbortSignal,
  where: string,
): Promise<FeedReading> {
  const known = adapter === feed.adapter && accepted !== null
  const state = known
    ? { mark: mark as FeedMark | null, accepted: accepted as Snapshot }
    : { mark: null, accepted: null }
  const patience = AbortSignal.timeout(feed.patienceMs)
  try {
    return await feed.read(state, AbortSignal.any([patience, stop]))
  } catch (error) {
    if (patience.aborted && !stop.aborted)
      throw new FeedFailed('unreachable', `${where} gave no answer within ${feed.patienceMs / 1000} s`)
    if (stop.aborted || error instanceof FeedFailed) throw error
    throw new FeedFailed('bad-answer', reasonOf(error))
  }
}

/** What an adapter had to leave aside is an operator's to mend; it names ids only. */
function tellNotes(house: House, notes: readonly string[]): void {
  if (notes.length === 0) return
  house.log.warn(
    { rows: notes.length, first: notes.slice(0, 20) },
    'directory: the feed was read without some rows',
  )
}

/** What was read becomes ours, unless another process has taken over reading because we took too long. */
async function take(
  ctx: Ctx,
  feed: DirectoryFeed,
  reading: FeedReading,
  reader: string,
): Promise<SyncOutcome> {
  // In the order in which every change of the directory locks: the directory, then its sources.
  await lockDirectory(ctx)
  const source = baseSource(ctx.house.config.directory)
  if ((await lockReader(ctx, source)) !== reader) return { kind: 'dropped' }
  if (reading.kind === 'snapshot')
    return acceptSource(ctx, { source, adapter: feed.adapter, ...reading }, { guarded: true })
  await writeUnchanged(ctx, source, reading.mark)
  await writeState(ctx, { synced_at: ctx.now })
  return { kind: 'unchanged', version: (await readState(ctx)).version }
}

/** What is wrong with the feed stands with its source; what is wrong on our side is only thrown. */
async function noteFailure(house: House, error: unknown): Promise<void> {
  if (!(error instanceof FeedFailed || error instanceof SnapshotRejected)) return
  const code = error instanceof FeedFailed ? error.code : 'snapshot-rejected'
  await inTransaction(house, { actor: ACTOR }, (ctx) =>
    writeFailure(ctx, baseSource(house.config.directory), code, error.problems),
  ).catch((failure: unknown) =>
    house.log.error({ err: failure }, 'directory: a failure could not be written down'),
  )
}
