import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { checkSnapshot } from '../check-snapshot.ts'
import { FeedFailed } from '../directory-feed.ts'
import { Snapshot, SnapshotRejected } from '../snapshot.ts'
import { invalidFile } from './invalid-file.ts'
import { networkOfTables } from './network-of-tables.ts'

const MOST_BYTES = 64 * 1024 * 1024

/** The bytes of a network file, or of the CSV files of a folder, with a hash of them all. */
export type NetworkFiles = { kind: 'json' | 'csv'; files: Map<string, Buffer>; hash: string }

/** Reads the file, or the CSV files of the folder. Throws `FeedFailed` where there is none. */
export async function readNetworkFiles(path: string): Promise<NetworkFiles> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => null,
  )
  if (isFolder === null) throw new FeedFailed('file-missing', `${basename(path)}: there is no such file`)
  const names = isFolder
    ? (await readdir(path)).filter((name) => name.endsWith('.csv')).sort()
    : [basename(path)]
  const files = new Map<string, Buffer>()
  const hash = createHash('sha256')
  for (const name of names) {
    const file = isFolder ? join(path, name) : path
    const bytes = await readBounded(file, name)
    files.set(name, bytes)
    hash.update(`${name} ${bytes.length}\n`).update(bytes)
  }
  return { kind: isFolder ? 'csv' : 'json', files, hash: hash.digest('hex') }
}

async function readBounded(file: string, name: string): Promise<Buffer> {
  try {
    const { size } = await stat(file)
    if (size <= MOST_BYTES) return await readFile(file)
  } catch (error) {
    throw new FeedFailed('file-missing', `${name}: cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  throw new FeedFailed('too-large', `${name}: is larger than ${MOST_BYTES} bytes`)
}

/**
 * The network of these files, whole. Throws `FeedFailed` with all that is wrong, each line with its file, and for CSV
 * with line and column; so there is never half an import.
 */
export function networkOfFiles(
  { kind, files }: NetworkFiles,
  timeZones: ReadonlyMap<string, string>,
): Snapshot {
  return kind === 'json' ? networkOfJson(files, timeZones) : networkOfTables(files, timeZones)
}

function networkOfJson(files: NetworkFiles['files'], timeZones: ReadonlyMap<string, string>): Snapshot {
  const [[name, bytes] = ['', Buffer.alloc(0)]] = files
  let content: unknown
  try {
    content = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw invalidFile([`${name}: is not JSON`])
  }
  try {
    checkSnapshot(content, timeZones)
    return Snapshot.parse(content)
  } catch (error) {
    if (error instanceof SnapshotRejected) throw invalidFile(error.problems.map((line) => `${name}: ${line}`))
    throw error
  }
}
