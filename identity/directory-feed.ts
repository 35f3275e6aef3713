import type { IncomingMessage, ServerResponse } from 'node:http'
import { mayReadFeed, sendProblem, sendTagged } from './directory-access.ts'
import type { NetworkStore } from './network-store.ts'

type Store = Pick<NetworkStore, 'current' | 'changesAfter'>

/** The directory, for who holds the feed token: `GET /directory/snapshot` and `GET /directory/changes`. */
export function answerDirectory(store: Store, feedToken: string) {
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    if (!mayReadFeed(request, response, feedToken)) return
    return url.pathname === '/directory/snapshot'
      ? answerSnapshot(store, request, response)
      : answerChanges(store, request, response, url.searchParams.get('after'))
  }
}

/** The whole network, 304 while it has not changed. `Directory-Cursor` tells from where to ask for changes. */
async function answerSnapshot(store: Store, request: IncomingMessage, response: ServerResponse) {
  const { text, etag, cursor } = await store.current()
  response.setHeader('Directory-Cursor', cursor)
  sendTagged(request, response, { text, etag })
}

/**
 * What changed after a cursor, with today's values: `{changes: [{kind, id, op, value?}], cursor, more}`. Whoever reads
 * until `more` is false has the network of today; take it over then, in one step. 410 says: read the snapshot again.
 */
async function answerChanges(
  store: Store,
  request: IncomingMessage,
  response: ServerResponse,
  after: string | null,
) {
  if (!after) return sendProblem(response, 400, 'Bad Request', 'The query needs after=<cursor>.')
  const found = await store.changesAfter(after)
  if (!found) {
    return sendProblem(response, 410, 'Gone', 'This cursor is unknown or too old: read the snapshot again.')
  }
  response.setHeader('Directory-Cursor', found.cursor)
  // With more to come, the values are of today, not of that cursor; only the head has a tag that can be known before.
  const etag = found.more ? `"${found.cursor}+${(await store.current()).cursor}"` : `"${found.cursor}"`
  sendTagged(request, response, { text: JSON.stringify(found), etag })
}
