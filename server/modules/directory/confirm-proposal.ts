import type { Ctx } from '../../platform/context.ts'
import { refuse } from '../../platform/refusal.ts'
import { recordSecurity } from '../../platform/security-log/record-security.ts'
import { requireAction } from '../access/index.ts'
import { acceptSource, type KeptLoss } from './accept-source.ts'
import type { FeedMark } from './directory-feed.ts'
import { lockDirectory } from './directory-queries.ts'
import { baseSource } from './plan-step.ts'
import { lockProposal, markConfirmed } from './proposal-queries.ts'

/**
 * Takes the reading that waits, by the hash under which it was shown. Refuses with `proposal-confirmed` where somebody
 * was first, and with `proposal-withdrawn` where the source has given something else since.
 */
export async function confirmProposal(ctx: Ctx, hash: string): Promise<void> {
  requireAction(ctx.actor, 'directory.manage')
  await lockDirectory(ctx)
  const proposal = await lockProposal(ctx, hash)
  if (!proposal) return refuse('not-found')
  if (proposal.state === 'confirmed') refuse('proposal-confirmed')
  const source = baseSource(ctx.house.config.directory)
  // Under another configuration the network comes from elsewhere now.
  if (proposal.state === 'withdrawn' || proposal.source !== source) refuse('proposal-withdrawn')
  const gone = (proposal.losses as KeptLoss[]).map((loss) => [loss.kind, loss.gone])
  await recordSecurity(ctx, {
    ...{ type: 'directory.confirmed', outcome: 'done', subject: { type: 'directory', id: source } },
    detail: { hash, gone: Object.fromEntries(gone) },
  })
  await markConfirmed(ctx, hash, ctx.actor.kind === 'staff' ? ctx.actor.userId : null)
  const { adapter, snapshot, mark } = proposal
  await acceptSource(ctx, { source, adapter, snapshot, mark: mark as FeedMark | null }, { guarded: false })
}
