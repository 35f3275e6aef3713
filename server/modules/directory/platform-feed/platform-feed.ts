import { createHash } from 'node:crypto'
import type { FeedConfig } from '../../../platform/directory-config.ts'
import type { DirectoryFeed, FeedReading } from '../directory-feed.ts'
import { mapNetwork } from './map-network.ts'
import { platformClient } from './platform-client.ts'
import type { PlatformLists } from './platform-lists.ts'
import {
  PLATFORM_KINDS,
  type PlatformKind,
  type PlatformMapping,
  readPlatformMapping,
} from './platform-mapping.ts'
import { column, type PlatformRow, textOf } from './read-columns.ts'

type PlatformConfig = Extract<FeedConfig, { kind: 'platform' }>

/** Columns without which rights or reach would be wrong; a list that leaves one out is read row by row. */
const NEEDED: Partial<Record<PlatformKind, readonly string[]>> = {
  CompanyBranch: ['Brands', 'Departments', 'Services'],
  Team: ['CompanyBranches', 'Users'],
  User: ['AccessTrees'],
  AccessTree: ['Tree'],
  CompanyCalendar: ['Branches', 'ShiftGroups', 'WeekendGroups'],
}
const AT_ONCE = 4

// A feed is made for each reading; its tokens last longer.
const clients = new WeakMap<PlatformConfig, ReturnType<typeof platformClient>>()

/**
 * The platform's Identity System by its list endpoints (docs/operations/identity-systems.md). It has no change feed, so
 * everything is read each time; a reading that says the same as the last one is "unchanged".
 */
export function platformFeed(config: PlatformConfig, clock: () => Date = () => new Date()): DirectoryFeed {
  const client = clients.get(config) ?? platformClient(config)
  clients.set(config, client)

  async function readKind(kind: PlatformKind, mapping: PlatformMapping, stop: AbortSignal) {
    if (kind === 'CompanyCalendar' && !mapping.calendars) return []
    const rows = await client.list(kind, mapping, stop)
    const lacks = NEEDED[kind]?.some((name) =>
      rows.some((row) => column(mapping, kind, row, name) === undefined),
    )
    if (!lacks && !mapping.detail.includes(kind)) return rows
    return inBatches(rows, async (row) => {
      const key = textOf(column(mapping, kind, row, 'ID'))
      return key === null ? row : { ...row, ...(await client.row(kind, key, mapping, stop)) }
    })
  }

  return {
    ...{ adapter: 'platform', patienceMs: 120_000 },
    read: async ({ mark }, stop): Promise<FeedReading> => {
      const mapping = await readPlatformMapping(config.mappingFile)
      const lists: Partial<PlatformLists> = {}
      for (const kind of PLATFORM_KINDS) lists[kind] = await readKind(kind, mapping, stop)
      const today = clock().toISOString().slice(0, 10)
      const { snapshot, notes } = mapNetwork(lists as PlatformLists, mapping, today)
      const hash = createHash('sha256').update(JSON.stringify(snapshot)).digest('base64url')
      if (mark?.hash === hash) return { kind: 'unchanged' }
      return { kind: 'snapshot', snapshot, mark: { hash }, notes }
    },
  }
}

async function inBatches(
  rows: readonly PlatformRow[],
  read: (row: PlatformRow) => Promise<PlatformRow>,
): Promise<PlatformRow[]> {
  const found: PlatformRow[] = []
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    found.push(...(await Promise.all(rows.slice(at, at + AT_ONCE).map(read))))
  }
  return found
}
