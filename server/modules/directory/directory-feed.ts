import type { Snapshot } from './snapshot.ts'

/** How far a source was read: a tag, a cursor, a hash, as the adapter likes. Kept as JSON, given back to it only. */
export type FeedMark = Readonly<Record<string, string | number | null>>

/** What the adapter is told of its last reading. */
export type FeedState = {
  /** Of the last accepted reading by the same adapter; null: read everything. */
  mark: FeedMark | null
  /** The network as this source gave it then, checked and complete; null with `mark`. */
  accepted: Snapshot | null
}

/**
 * `snapshot` is the whole network in the form of `SnapshotInput`; it is checked by whoever takes it. `notes` are lines
 * for the operator about what the adapter had to leave aside, by ids.
 */
export type FeedReading =
  | { kind: 'unchanged'; mark?: FeedMark }
  | { kind: 'snapshot'; snapshot: unknown; mark: FeedMark; notes?: readonly string[] }

/**
 * A way to read the network from an Identity System. An adapter only reads: it holds no transaction, writes nothing,
 * and throws `FeedFailed` where it cannot answer. README, "A new adapter".
 */
export type DirectoryFeed = {
  /** Its name in `directory_sources`; marks of another adapter are not given to it. */
  readonly adapter: string
  /** After this a reading counts as dead, and another process may read. */
  readonly patienceMs: number
  read(state: FeedState, stop: AbortSignal): Promise<FeedReading>
}

/** Why a source could not be read or taken. Shown to operators, kept with the source. */
export const FEED_FAILURES = [
  'unreachable',
  'refused',
  'bad-answer',
  'too-large',
  'file-missing',
  'file-invalid',
  'snapshot-rejected',
  'shrink-waiting',
] as const
export type FeedFailure = (typeof FEED_FAILURES)[number]

/** A reading that failed; `problems` are lines for the operator, without secrets and contacts. */
export class FeedFailed extends Error {
  readonly code: FeedFailure
  readonly problems: readonly string[]
  constructor(code: FeedFailure, message: string, problems: readonly string[] = [message]) {
    super(message)
    this.name = 'FeedFailed'
    this.code = code
    this.problems = problems
  }
}
