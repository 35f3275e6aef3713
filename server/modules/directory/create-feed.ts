import type { DirectoryConfig } from '../../platform/directory-config.ts'
import type { DirectoryFeed } from './directory-feed.ts'
import { fileFeed } from './file-feed/file-feed.ts'
import { platformFeed } from './platform-feed/platform-feed.ts'
import { referenceFeed } from './reference-feed.ts'

const feeds = new WeakMap<DirectoryConfig, DirectoryFeed | null>()

/** The adapter that `DIRECTORY_FEED` names, one for the process; null where nothing is read by itself. */
export function feedOf(config: DirectoryConfig): DirectoryFeed | null {
  const known = feeds.get(config)
  if (known !== undefined) return known
  const feed = createFeed(config)
  feeds.set(config, feed)
  return feed
}

function createFeed({ feed, timeZones }: DirectoryConfig): DirectoryFeed | null {
  switch (feed.kind) {
    case 'reference':
      return referenceFeed(feed, timeZones)
    case 'platform':
      return platformFeed(feed)
    case 'file':
      return feed.path === null ? null : fileFeed(feed.path, timeZones)
  }
}
