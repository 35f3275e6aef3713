import type { DirectoryFeed } from '../directory-feed.ts'
import { networkOfFiles, readNetworkFiles } from './read-network-file.ts'

/** A JSON file in the form of a snapshot, or a folder of CSV files; taken anew when any byte of it has changed. */
export function fileFeed(path: string, timeZones: ReadonlyMap<string, string>): DirectoryFeed {
  return {
    ...{ adapter: 'file', patienceMs: 30_000 },
    read: async ({ mark }) => {
      const files = await readNetworkFiles(path)
      if (files.hash === mark?.hash) return { kind: 'unchanged' }
      return { kind: 'snapshot', snapshot: networkOfFiles(files, timeZones), mark: { hash: files.hash } }
    },
  }
}
