import { createHash } from 'node:crypto'
import type { SourceName } from '../../../contract/directory.ts'
import type { Ctx } from '../../platform/context.ts'
import type { DirectoryConfig } from '../../platform/directory-config.ts'
import { scopeRowsOfAll } from '../access/index.ts'
import { type ActiveUnits, activeUnits } from './active-units.ts'
import { checkSnapshot } from './check-snapshot.ts'
import { type Change, compareCopies } from './compare-copies.ts'
import { asCopy, type CopyTables, copyOf } from './copy-tables.ts'
import { readCopyTables, readState, type Upsert } from './directory-queries.ts'
import { mergeSources } from './merge-sources.ts'
import { readPlacedPeople } from './scim/people-overlay.ts'
import type { Snapshot } from './snapshot.ts'
import { readSource } from './source-queries.ts'

/** One step from the present copy to another: all that it would change, and nothing done yet. */
export type Step = {
  contentHash: Buffer
  /** True for the very first copy: there is nothing that it could change. */
  first: boolean
  upserts: Upsert[]
  network: Snapshot
  changes: Change[]
  before: { copy: CopyTables; active: ActiveUnits }
  after: { copy: CopyTables; active: ActiveUnits }
}

/** The source that gives companies, branches and teams; SCIM only brings people on top of it. */
export function baseSource({ feed }: DirectoryConfig): Exclude<SourceName, 'scim'> {
  return feed.kind === 'file' ? 'file' : 'feed'
}

export type Merged = {
  network: Snapshot
  /** Ids of active people of the SCIM client who have no place by what it says. */
  unplaced: ReadonlySet<string>
  /** Those of them who keep the place that they had, until it is confirmed that they go. */
  held: Snapshot['users']
}

/**
 * The network that the sources give together, with the base as given here instead of as kept; null while it has given
 * nothing. People of the SCIM client are placed anew each time, on the network as it is then. Throws `SnapshotRejected` where it does not hold together.
 */
export async function mergedNetwork(
  ctx: Pick<Ctx, 'tx' | 'house'>,
  given: { base?: unknown; held: Snapshot['users'] },
): Promise<Merged | null> {
  const { directory } = ctx.house.config
  // By itself first, so that what is wrong is told of the source that it is wrong in.
  const base = given.base ? checkSnapshot(given.base, directory.timeZones) : await baseNetwork(ctx)
  if (base === null) return null
  const { overlay, unplaced } = await readPlacedPeople(ctx, base)
  const lost = new Set(unplaced.map(({ personId }) => personId))
  const companies = new Set(base.companies.map(({ id }) => id))
  const held = given.held.filter((user) => lost.has(user.id) && companies.has(user.companyId))
  const merged = mergeSources(base, { ...overlay, users: [...overlay.users, ...held] })
  const network = merged === base ? base : checkSnapshot(merged, directory.timeZones)
  return { network, unplaced: lost, held }
}

/** The network as its own source gave it, without people of another; null while it has given nothing. */
export async function baseNetwork(ctx: Pick<Ctx, 'tx' | 'house'>): Promise<Snapshot | null> {
  const { directory } = ctx.house.config
  const { accepted } = await readSource(ctx, baseSource(directory))
  return accepted === null ? null : checkSnapshot(accepted, directory.timeZones)
}

/** What taking over this network would change; null where it says nothing new. */
export async function planStep(ctx: Pick<Ctx, 'tx'>, network: Snapshot): Promise<Step | null> {
  const present = await readState(ctx)
  const contentHash = createHash('sha256').update(JSON.stringify(network)).digest()
  if (present.content_hash?.equals(contentHash)) return null
  const { copy: after, upserts } = copyOf(network)
  const tables = await readCopyTables(ctx, upserts)
  const scopes = await scopesOf(ctx, tables)
  const before = asCopy(tables, (id) => scopes.get(id) ?? [])
  return {
    ...{ contentHash, upserts, network, first: present.version === 0 },
    changes: compareCopies(before, after),
    before: { copy: before, active: activeUnits(before) },
    after: { copy: after, active: activeUnits(after) },
  }
}

async function scopesOf(ctx: Pick<Ctx, 'tx'>, tables: readonly Upsert[]) {
  const users = tables.find(({ table }) => table === 'users')?.rows as { id: string }[] | undefined
  const ids = users?.map((user) => user.id) ?? []
  const found: Awaited<ReturnType<typeof scopeRowsOfAll>> = new Map()
  // A statement takes 65,535 values.
  for (let start = 0; start < ids.length; start += 10_000) {
    const part = await scopeRowsOfAll(ctx, ids.slice(start, start + 10_000))
    for (const [id, rows] of part) found.set(id, rows)
  }
  return found
}
