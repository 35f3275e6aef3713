import type {
  DirectoryChange,
  DirectoryChangesPage,
  DirectoryChangesQuery,
  DirectoryStatus,
  NetworkKind,
} from '../../../contract/directory.ts'
import type { Reference } from '../../../contract/network.ts'
import type { Ctx } from '../../platform/context.ts'
import type { KeptLoss } from './accept-source.ts'
import { findChanges } from './change-queries.ts'
import { directoryAge } from './directory-age.ts'
import { readState } from './directory-queries.ts'
import { networkOf } from './network.ts'
import type { Network } from './network-entries.ts'
import { baseSource } from './plan-step.ts'
import { waitingProposal } from './proposal-queries.ts'
import { refer } from './refer.ts'
import { readSources } from './source-queries.ts'

/** How the copy, its sources and a waiting reading stand. Works before the first copy, too. */
export async function presentStatus(ctx: Ctx): Promise<DirectoryStatus> {
  const { directory } = ctx.house.config
  const base = baseSource(directory)
  // One is shown at a time: when it is decided, the other is.
  const proposal = (await waitingProposal(ctx, base)) ?? (await waitingProposal(ctx, 'scim'))
  const { version } = await readState(ctx)
  const name = version === 0 ? withoutName : namesOf(ctx, await networkOf(ctx))
  const sources = (await readSources(ctx)).filter((row) => row.source === base || row.accepted_at !== null)
  return {
    ...(await directoryAge(ctx)),
    ...{ version, feed: directory.feed.kind },
    sources: sources.map((row) => ({
      ...{ source: row.source, inUse: row.source === base || row.source === 'scim', adapter: row.adapter },
      readAt: row.read_at?.toISOString() ?? null,
      acceptedAt: row.accepted_at?.toISOString() ?? null,
      failing:
        row.last_error === null || row.failing_since === null
          ? null
          : { code: row.last_error, since: row.failing_since.toISOString(), problems: row.problems },
    })),
    proposal: proposal
      ? {
          ...{ hash: proposal.hash, proposedAt: proposal.proposed_at.toISOString() },
          losses: (proposal.losses as KeptLoss[]).map(({ kind, active, gone, ids }) => ({
            ...{ kind, active, gone, things: ids.map((id) => name(kind, id)) },
          })),
        }
      : null,
  }
}

/** One page of what changed, newest first, things by their present names. */
export async function presentChanges(ctx: Ctx, query: DirectoryChangesQuery): Promise<DirectoryChangesPage> {
  const rows = await findChanges(ctx, query)
  const page = rows.slice(0, query.limit)
  const name = page.length === 0 ? withoutName : namesOf(ctx, await networkOf(ctx))
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: page.map(
      (row): DirectoryChange => ({
        ...{ version: row.version, at: row.at.toISOString(), source: row.source, kind: row.kind },
        ...{ thing: name(row.kind, row.id), op: row.op, fields: row.fields },
      }),
    ),
    nextCursor: last ? String(last.serial) : null,
  }
}

const withoutName = (_: NetworkKind, id: string): Reference => ({ id, name: id })

/** Countries and regions are nowhere shown, so the network in memory does not have their names. */
function namesOf(ctx: Ctx, network: Network): (kind: NetworkKind, id: string) => Reference {
  const entries: Partial<Record<NetworkKind, Map<string, Parameters<typeof refer>[0]>>> = {
    ...{ company: network.companies, branch: network.branches, team: network.teams, user: network.users },
    ...{ brand: network.brands, department: network.departments, service: network.services },
    city: network.cities,
  }
  return (kind, id) => {
    const entry = entries[kind]?.get(id)
    return entry ? refer(entry, ctx.language) : { id, name: id }
  }
}
