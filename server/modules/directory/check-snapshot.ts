import { Snapshot, SnapshotRejected } from './snapshot.ts'
import { faultsOf, lineOf } from './snapshot-faults.ts'

const MAX_PROBLEMS = 50

/** Reads the form of a snapshot. Throws `SnapshotRejected` with everything that is wrong with it. */
export function parseSnapshot(input: unknown): Snapshot {
  const parsed = Snapshot.safeParse(input)
  if (parsed.success) return parsed.data
  throw new SnapshotRejected(
    parsed.error.issues.slice(0, MAX_PROBLEMS).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  )
}

/**
 * Reads a snapshot and checks that it holds together; where a city names no time zone, the one configured for it is
 * taken. Throws `SnapshotRejected` with everything that is wrong.
 */
export function checkSnapshot(input: unknown, timeZones: ReadonlyMap<string, string> = new Map()): Snapshot {
  const parsed = parseSnapshot(input)
  const cities = parsed.cities.map((city) => ({
    ...city,
    timeZone: city.timeZone ?? timeZones.get(city.id) ?? timeZones.get('*'),
  }))
  const snapshot = { ...parsed, cities }
  const faults = faultsOf(snapshot)
  if (faults.length > 0) throw new SnapshotRejected(faults.slice(0, MAX_PROBLEMS).map(lineOf), faults)
  return snapshot
}
