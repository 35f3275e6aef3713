import type { Ctx } from '../../platform/context.ts'
import type { FeedConfig } from '../../platform/directory-config.ts'
import { type Accepted, acceptSource } from './accept-source.ts'
import type { Snapshot } from './snapshot.ts'

/** The network comes from elsewhere, so an import would be undone by the next reading. */
export class ImportNotUsed extends Error {
  constructor(why: string) {
    super(`${why}: nothing was imported`)
    this.name = 'ImportNotUsed'
  }
}

/** Why an import is not taken with these settings; null where it is. */
export function whyNoImport(feed: FeedConfig): string | null {
  if (feed.kind !== 'file') return `DIRECTORY_FEED is ${feed.kind}, not file`
  return feed.path === null ? null : 'DIRECTORY_FILE names the file that is read by itself'
}

/** Takes a file as the network, once; what would take too much away waits to be confirmed. */
export async function importFile(ctx: Ctx, file: { network: Snapshot; hash: string }): Promise<Accepted> {
  const why = whyNoImport(ctx.house.config.directory.feed)
  if (why !== null) throw new ImportNotUsed(why)
  const { network: snapshot, hash } = file
  return acceptSource(ctx, { source: 'file', adapter: 'file', snapshot, mark: { hash } }, { guarded: true })
}
