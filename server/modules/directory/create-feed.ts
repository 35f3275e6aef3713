import type { DirectoryConfig } from '../../platform/directory-config.ts'
import type { DirectoryFeed } from './directory-feed.ts'
import { platformFeed } from './platform-feed/platform-feed.ts'
import { referenceFeed } from './reference-feed.ts'

/** The adapter that `DIRECTORY_FEED` names; null where nothing is read by itself. */
export function createFeed({ feed }: DirectoryConfig): DirectoryFeed | null {
  switch (feed.kind) {
    case 'reference':
      return referenceFeed(feed)
    case 'platform':
      return platformFeed(feed)
    case 'file':
      return null
  }
}
