import type { Ctx } from '../../platform/context.ts'
import type { Change } from './compare-copies.ts'
import { heldPeople } from './held-people.ts'
import { isSuspiciousShrink, type Loss, lossesBetween } from './is-suspicious-shrink.ts'
import { mergedNetwork, planStep, type Step } from './plan-step.ts'
import type { Snapshot } from './snapshot.ts'

/** What taking over a network would change, without changing it. */
export type Preview = {
  changes: readonly (Change & { name: string })[]
  losses: readonly Loss[]
  /** True where it would wait to be confirmed. */
  suspicious: boolean
}

/** A dry run. Throws `SnapshotRejected` where the network does not fit with what other sources give. */
export async function previewNetwork(ctx: Ctx, network: Snapshot): Promise<Preview> {
  const merged = await mergedNetwork(ctx, { base: network, held: await heldPeople(ctx) })
  const step = merged && (await planStep(ctx, merged.network))
  if (!step) return { changes: [], losses: [], suspicious: false }
  const losses = lossesBetween(step.before.active, step.after.active)
  const suspicious = isSuspiciousShrink(losses, ctx.house.config.directory.shrinkPercent)
  return {
    changes: step.changes.map((change) => ({ ...change, name: nameIn(step, change) })),
    losses,
    suspicious,
  }
}

/** As the new copy calls it; what is dropped as the old one did. */
function nameIn({ before, after }: Step, { kind, id }: Change): string {
  const row = [after, before]
    .map(({ copy }) => copy.find((table) => table.kind === kind)?.rows.find((found) => found.id === id))
    .find((found) => found !== undefined)
  return (row?.name as { en?: string } | undefined)?.en ?? id
}
