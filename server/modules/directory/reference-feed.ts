import type { FeedConfig } from '../../platform/directory-config.ts'
import { applyChanges, ChangesAnswer, type FeedChange } from './apply-changes.ts'
import { checkSnapshot } from './check-snapshot.ts'
import { type DirectoryFeed, FeedFailed, type FeedReading, type FeedState } from './directory-feed.ts'
import { askFeed, readJson } from './read-feed.ts'
import { type Snapshot, SnapshotRejected } from './snapshot.ts'

type ReferenceConfig = Extract<FeedConfig, { kind: 'reference' }>

/** Answers of the change feed that are read one after the other; whoever is further behind reads the snapshot. */
const MOST_PAGES = 50

/**
 * The feed of the reference Identity System (identity/README.md), or of whoever offers the same: first the snapshot,
 * then what changed since its cursor, and the snapshot again where that does not fit.
 */
export function referenceFeed(
  { url, token, changesUrl }: ReferenceConfig,
  timeZones: ReadonlyMap<string, string> = new Map(),
): DirectoryFeed {
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` }
  return { adapter: 'reference', patienceMs: 15_000, read }

  async function read({ mark, accepted }: FeedState, stop: AbortSignal): Promise<FeedReading> {
    const cursor = typeof mark?.cursor === 'string' ? mark.cursor : null
    if (changesUrl !== null && cursor !== null && accepted !== null) {
      const found = await readChanges(changesUrl, cursor, stop)
      if (found?.changes.length === 0) return { kind: 'unchanged', mark: { ...mark, cursor: found.cursor } }
      const snapshot = found && fitting(accepted, found.changes)
      // The tag was that of the snapshot, before these changes.
      if (snapshot) return { kind: 'snapshot', snapshot, mark: { etag: null, cursor: found.cursor } }
      return readSnapshot(null, stop)
    }
    return readSnapshot(typeof mark?.etag === 'string' ? mark.etag : null, stop)
  }

  async function readSnapshot(etag: string | null, stop: AbortSignal): Promise<FeedReading> {
    const known = etag === null ? {} : { 'if-none-match': etag }
    const answer = await askFeed(url, { headers: { ...headers, ...known }, stop })
    if (answer.status === 304) return { kind: 'unchanged' }
    const mark = { etag: answer.headers.get('etag'), cursor: answer.headers.get('directory-cursor') }
    return { kind: 'snapshot', snapshot: await readJson(answer, stop), mark }
  }

  /** All that changed after the cursor; null where the feed no longer knows it, or there is too much to follow. */
  async function readChanges(
    address: string,
    after: string,
    stop: AbortSignal,
  ): Promise<{ changes: FeedChange[]; cursor: string } | null> {
    const changes: FeedChange[] = []
    let cursor = after
    for (let page = 0; page < MOST_PAGES; page++) {
      const asked = new URL(address)
      asked.searchParams.set('after', cursor)
      const answer = await askFeed(asked.href, { headers, stop, fine: [200, 400, 404, 410] })
      if (answer.status !== 200) {
        await answer.body?.cancel()
        return null
      }
      const parsed = ChangesAnswer.safeParse(await readJson(answer, stop))
      if (!parsed.success)
        throw new FeedFailed('bad-answer', 'the change feed answered something else than changes')
      changes.push(...parsed.data.changes)
      cursor = parsed.data.cursor
      if (!parsed.data.more) return { changes, cursor }
    }
    return null
  }

  /** The network with the changes in it; null where it then does not hold together, as after one that was missed. */
  function fitting(accepted: Snapshot, changes: readonly FeedChange[]): unknown {
    const snapshot = applyChanges(accepted, changes)
    try {
      checkSnapshot(snapshot, timeZones)
      return snapshot
    } catch (error) {
      if (error instanceof SnapshotRejected) return null
      throw error
    }
  }
}
