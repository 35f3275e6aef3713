import type { z } from 'zod'
import type { directorySettings } from './directory-settings.ts'

type Given = {
  [Name in keyof typeof directorySettings]?: z.output<(typeof directorySettings)[Name]['schema']>
}

/** Where companies, branches, teams and users come from: one kind of feed, with what that kind needs. */
export type FeedConfig =
  | {
      kind: 'reference'
      url: string
      token: string
      /** Where to ask for changes since a cursor; null: the snapshot is read each time it changed. */
      changesUrl: string | null
    }
  | {
      kind: 'platform'
      url: string
      username: string
      password: string
      /** A JSON file, read with each reading; null: the defaults. */
      mappingFile: string | null
    }
  | {
      kind: 'file'
      /** A JSON file or a folder of CSV files, read when it changes; null: `npm run directory -- import` only. */
      path: string | null
    }

export type DirectoryConfig = {
  feed: FeedConfig
  syncSeconds: number
  /** Key of signed change notices; null where none are taken. */
  noticeKey: Buffer | null
  /** More than this share of what is active going in one step waits for a person. */
  shrinkPercent: number
  /** A copy older than this is called stale. */
  staleMinutes: number
  /** The SCIM service: who may use it, and what its users are called here; null where there is none. */
  scim: { tokens: readonly string[]; userId: 'id' | 'externalId' } | null
  /** City id → IANA time zone, `*` for all others: used where the feed names none. */
  timeZones: ReadonlyMap<string, string>
}

/** Which settings each kind of feed cannot do without. */
const NEEDED: Record<FeedConfig['kind'], readonly (keyof Given)[]> = {
  reference: ['DIRECTORY_FEED_URL', 'DIRECTORY_FEED_TOKEN'],
  platform: ['PLATFORM_URL', 'PLATFORM_USERNAME', 'PLATFORM_PASSWORD'],
  file: [],
}

export function directoryConfig(given: Given): DirectoryConfig {
  return {
    feed: feedConfig(given),
    syncSeconds: given.DIRECTORY_SYNC_SECONDS ?? 30,
    noticeKey: given.DIRECTORY_NOTICE_SECRET ?? null,
    shrinkPercent: given.DIRECTORY_SHRINK_PERCENT ?? 20,
    staleMinutes: given.DIRECTORY_STALE_MINUTES ?? 15,
    scim: given.SCIM_TOKEN ? { tokens: given.SCIM_TOKEN, userId: given.SCIM_USER_ID ?? 'id' } : null,
    timeZones: given.DIRECTORY_TIME_ZONES ?? new Map(),
  }
}

/** What the chosen feed lacks. */
export function missingForFeed(given: Given): string[] {
  return NEEDED[given.DIRECTORY_FEED ?? 'reference'].filter((name) => given[name] === undefined)
}

function feedConfig(given: Given): FeedConfig {
  switch (given.DIRECTORY_FEED ?? 'reference') {
    case 'reference':
      return {
        kind: 'reference',
        url: given.DIRECTORY_FEED_URL ?? '',
        token: given.DIRECTORY_FEED_TOKEN ?? '',
        changesUrl: given.DIRECTORY_CHANGES_URL ?? null,
      }
    case 'platform':
      return {
        ...{ kind: 'platform', url: given.PLATFORM_URL ?? '', username: given.PLATFORM_USERNAME ?? '' },
        ...{ password: given.PLATFORM_PASSWORD ?? '', mappingFile: given.PLATFORM_MAPPING ?? null },
      }
    case 'file':
      return { kind: 'file', path: given.DIRECTORY_FILE ?? null }
  }
}
