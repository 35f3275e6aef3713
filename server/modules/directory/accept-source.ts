import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { GuardedKind, SourceName } from '../../../contract/directory.ts'
import type { Ctx } from '../../platform/context.ts'
import { recordSecurity } from '../../platform/security-log/record-security.ts'
import { applyStep } from './apply-step.ts'
import { parseSnapshot } from './check-snapshot.ts'
import type { FeedMark } from './directory-feed.ts'
import { lockDirectory, readState, writeState } from './directory-queries.ts'
import { heldPeople, lossOf, peopleToHold } from './held-people.ts'
import { isSuspiciousShrink, type Loss, lossesBetween } from './is-suspicious-shrink.ts'
import { baseSource, type Merged, mergedNetwork, planStep, type Step } from './plan-step.ts'
import { propose, withdrawProposals } from './proposal-queries.ts'
import { readSource, writeAccepted, writeFailure, writeUnchanged } from './source-queries.ts'

/** What a source gives: the whole network; or, from tables of its own, people on top of it. */
export type Given =
  | { source: 'feed' | 'file'; adapter: string; snapshot: unknown; mark: FeedMark | null }
  | { source: 'scim'; adapter: string }

/** `unchanged` also while there is no network that the people could stand on. */
export type Accepted = { kind: 'unchanged' | 'changed'; version: number } | { kind: 'waiting'; hash: string }

/**
 * Takes what a source gives and makes the merge of all sources our copy, in the act's transaction: all of it or, with
 * `SnapshotRejected`, nothing. With `guarded`, what looks like a broken feed is kept as a proposal instead; of SCIM, only
 * the people whom it would take away are: all else of it holds at once, and so does what it says later.
 */
export async function acceptSource(
  ctx: Ctx,
  given: Given,
  { guarded }: { guarded: boolean },
): Promise<Accepted> {
  await lockDirectory(ctx)
  const isBase = given.source === baseSource(ctx.house.config.directory)
  if (!isBase && given.source !== 'scim')
    throw new Error(`${given.source} is not where the network comes from`)
  const kept = given.source === 'scim' ? null : parseSnapshot(given.snapshot)
  const waiting = await heldPeople(ctx)
  const base = kept === null ? {} : { base: kept }
  let merged = await mergedNetwork(ctx, { ...base, held: waiting })
  let step = merged && (await planStep(ctx, merged.network))
  if (merged && step && guarded && given.source === 'scim') {
    const more = await peopleToHold(ctx, step, merged.unplaced)
    if (more.length > 0) {
      merged = await mergedNetwork(ctx, { held: [...waiting, ...more] })
      step = merged && (await planStep(ctx, merged.network))
    }
  }
  if (step && guarded && given.source !== 'scim') {
    const hash = await keepIfSuspicious(ctx, step, { ...given, snapshot: kept })
    if (hash !== null) return { kind: 'waiting', hash }
  }
  const mark = given.source === 'scim' ? null : given.mark
  const held = merged?.held ?? waiting
  if (merged) await keepHeld(ctx, merged, waiting)
  // While people are held, SCIM counts as failing: what it says is not yet what holds.
  if (given.source !== 'scim' || held.length === 0)
    await writeAccepted(ctx, { source: given.source, adapter: given.adapter, accepted: kept, mark })
  if (isBase) {
    await withdrawProposals(ctx, given.source)
    await writeState(ctx, { synced_at: ctx.now })
  }
  // Who is held stands elsewhere in the list than before, which alone is no change.
  const isSame = given.source === 'scim' && held.length > 0 && step?.changes.length === 0
  if (!step || isSame) return { kind: 'unchanged', version: (await readState(ctx)).version }
  return { kind: 'changed', version: await applyStep(ctx, step, given.source) }
}

/** Keeps as a proposal who is held now, where it is not what waited before; nobody any more withdraws it. */
async function keepHeld(ctx: Ctx, { held, network }: Merged, waiting: Merged['held']): Promise<void> {
  if (isDeepStrictEqual(held, waiting)) return
  if (held.length > 0) {
    const given = { source: 'scim', adapter: 'scim', snapshot: { held }, mark: null } as const
    await keepProposal(ctx, given, [lossOf(held, network)])
    return
  }
  await withdrawProposals(ctx, 'scim')
  await writeUnchanged(ctx, 'scim', undefined)
}

/**
 * Takes the sources as they are kept, for a start: under another configuration they may merge to something else. What
 * would take too much away waits to be confirmed, as any reading.
 */
export async function settleSources(ctx: Ctx): Promise<void> {
  await lockDirectory(ctx)
  const source = baseSource(ctx.house.config.directory)
  const row = await readSource(ctx, source)
  const merged = await mergedNetwork(ctx, { held: await heldPeople(ctx) })
  const step = merged && (await planStep(ctx, merged.network))
  if (!step) return
  const given = {
    source,
    adapter: row.adapter ?? '',
    snapshot: row.accepted,
    mark: row.mark as FeedMark | null,
  }
  if ((await keepIfSuspicious(ctx, step, given)) === null) await applyStep(ctx, step, source)
}

type Proposed = { source: SourceName; adapter: string; snapshot: unknown; mark: FeedMark | null }

/** Keeps it as a proposal where too much would go, and gives the hash by which a person confirms it; else null. */
async function keepIfSuspicious(ctx: Ctx, step: Step, given: Proposed): Promise<string | null> {
  const losses = lossesBetween(step.before.active, step.after.active)
  if (!isSuspiciousShrink(losses, ctx.house.config.directory.shrinkPercent)) return null
  return keepProposal(ctx, given, losses)
}

async function keepProposal(ctx: Ctx, given: Proposed, losses: readonly Loss[]): Promise<string> {
  const { source, adapter, snapshot, mark } = given
  const hash = createHash('sha256').update(JSON.stringify(snapshot)).digest('hex')
  const isNew = await propose(ctx, { hash, source, adapter, snapshot, mark, losses: losses.map(keptLoss) })
  await writeFailure(ctx, source, 'shrink-waiting', [
    `too much would go: ${losses.map(({ kind, active, gone }) => `${kind} ${gone.length} of ${active}`).join(', ')}`,
  ])
  if (!isNew) return hash
  const counts = Object.fromEntries(losses.map(({ kind, gone }) => [kind, gone.length]))
  await recordSecurity(ctx, {
    ...{ type: 'directory.refused', outcome: 'refused', subject: { type: 'directory', id: source } },
    detail: { code: 'shrink-waiting', hash, gone: counts },
  })
  return hash
}

/** What a proposal keeps of a loss: all counts, and the first of the things that would go. */
export type KeptLoss = { kind: GuardedKind; active: number; gone: number; ids: string[] }

const keptLoss = ({ kind, active, gone }: Loss): KeptLoss => ({
  ...{ kind, active, gone: gone.length, ids: gone.slice(0, 100) },
})
