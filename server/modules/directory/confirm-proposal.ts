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
  const { source, adapter, snapshot, mark } = proposal
  // Under another configuration the network comes from elsewhere now.
  const isInUse = source === 'scim' || source === baseSource(ctx.house.config.directory)
  if (proposal.state === 'withdrawn' || !isInUse) refuse('proposal-withdrawn')
  const gone = (proposal.losses as KeptLoss[]).map((loss) => [loss.kind, loss.gone])
  await recordSecurity(ctx, {
    ...{ type: 'directory.confirmed', outcome: 'done', subject: { type: 'directory', id: source } },
    detail: { hash, gone: Object.fromEntries(gone) },
  })
  await markConfirmed(ctx, hash, ctx.actor.kind === 'staff' ? ctx.actor.userId : null)
  // Of SCIM, what is kept are the people who were held, and nobody is any more.
  const given =
    source === 'scim' ? { source, adapter } : { source, adapter, snapshot, mark: mark as FeedMark | null }
  await acceptSource(ctx, given, { guarded: false })
}
