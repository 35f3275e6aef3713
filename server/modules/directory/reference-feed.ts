import type { FeedConfig } from '../../platform/directory-config.ts'
import type { DirectoryFeed, FeedReading, FeedState } from './directory-feed.ts'
import { askFeed, readJson } from './read-feed.ts'

type ReferenceConfig = Extract<FeedConfig, { kind: 'reference' }>

/** The snapshot feed of the reference Identity System (identity/README.md), or of whoever offers the same. */
export function referenceFeed({ url, token }: ReferenceConfig): DirectoryFeed {
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` }
  return {
    ...{ adapter: 'reference', patienceMs: 15_000 },
    read: (state, stop) => readSnapshot(state, stop),
  }

  async function readSnapshot({ mark }: FeedState, stop: AbortSignal): Promise<FeedReading> {
    const known = mark?.etag ? { 'if-none-match': String(mark.etag) } : {}
    const answer = await askFeed(url, { headers: { ...headers, ...known }, stop })
    if (answer.status === 304) return { kind: 'unchanged' }
    const snapshot = await readJson(answer, stop)
    return { kind: 'snapshot', snapshot, mark: { etag: answer.headers.get('etag') } }
  }
}
