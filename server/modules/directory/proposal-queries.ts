import type { SourceName } from '../../../contract/directory.ts'
import type { Ctx } from '../../platform/context.ts'
import type { DirectoryProposalsTable, DirectoryTables } from './tables.ts'

type Reader = Pick<Ctx, 'tx' | 'now'>
const db = (ctx: Pick<Ctx, 'tx'>) => ctx.tx.withTables<DirectoryTables>()

/** Decided ones are kept as answers to a late confirmation. */
const KEPT = 20

export async function waitingProposal(
  ctx: Pick<Ctx, 'tx'>,
  source: SourceName,
): Promise<Pick<DirectoryProposalsTable, 'hash' | 'losses' | 'proposed_at' | 'source'> | undefined> {
  return db(ctx)
    .selectFrom('directory_proposals')
    .select(['hash', 'losses', 'proposed_at', 'source'])
    .where('state', '=', 'waiting')
    .where('source', '=', source)
    .executeTakeFirst()
}

/** What waits of this source, whole; null where nothing does. */
export async function waitingReading(ctx: Pick<Ctx, 'tx'>, source: SourceName): Promise<unknown> {
  const row = await db(ctx)
    .selectFrom('directory_proposals')
    .select('snapshot')
    .where('state', '=', 'waiting')
    .where('source', '=', source)
    .executeTakeFirst()
  return row?.snapshot ?? null
}

export async function lockProposal(
  ctx: Pick<Ctx, 'tx'>,
  hash: string,
): Promise<DirectoryProposalsTable | undefined> {
  return db(ctx)
    .selectFrom('directory_proposals')
    .selectAll()
    .where('hash', '=', hash)
    .forUpdate()
    .executeTakeFirst()
}

type NewProposal = Pick<
  DirectoryProposalsTable,
  'hash' | 'source' | 'adapter' | 'snapshot' | 'mark' | 'losses'
>

/** Keeps a reading for a person to decide; true where it was not waiting before. What waited of that source gives way. */
export async function propose(ctx: Reader, proposal: NewProposal): Promise<boolean> {
  const known = await lockProposal(ctx, proposal.hash)
  if (known?.state === 'waiting') {
    await db(ctx)
      .updateTable('directory_proposals')
      .set({ seen_at: ctx.now, losses: JSON.stringify(proposal.losses) })
      .where('hash', '=', proposal.hash)
      .execute()
    return false
  }
  await withdrawProposals(ctx, proposal.source)
  const row = {
    ...{ hash: proposal.hash, source: proposal.source, adapter: proposal.adapter, state: 'waiting' as const },
    ...{ snapshot: JSON.stringify(proposal.snapshot), mark: JSON.stringify(proposal.mark) },
    ...{ losses: JSON.stringify(proposal.losses), proposed_at: ctx.now, seen_at: ctx.now },
    ...{ decided_at: null, decided_by: null },
  }
  await db(ctx)
    .insertInto('directory_proposals')
    .values(row)
    .onConflict((conflict) => conflict.column('hash').doUpdateSet(row))
    .execute()
  return true
}

/** The source has gone on to something else: what it proposed before is no longer there to confirm. */
export async function withdrawProposals(ctx: Reader, source: SourceName): Promise<void> {
  await decide(ctx, { state: 'withdrawn', by: null }).where('source', '=', source).execute()
  await forgetOldProposals(ctx)
}

export async function markConfirmed(ctx: Reader, hash: string, by: string | null): Promise<void> {
  await decide(ctx, { state: 'confirmed', by }).where('hash', '=', hash).execute()
}

/** A decided proposal keeps its name and counts; the network in it is dropped. */
function decide(ctx: Reader, { state, by }: { state: 'confirmed' | 'withdrawn'; by: string | null }) {
  return db(ctx)
    .updateTable('directory_proposals')
    .set({ state, snapshot: null, mark: null, decided_at: ctx.now, decided_by: by })
    .where('state', '=', 'waiting')
}

async function forgetOldProposals(ctx: Reader): Promise<void> {
  await db(ctx)
    .deleteFrom('directory_proposals')
    .where('state', '!=', 'waiting')
    .where('hash', 'not in', (newest) =>
      newest
        .selectFrom('directory_proposals')
        .select('hash')
        .where('state', '!=', 'waiting')
        .orderBy('decided_at', 'desc')
        .limit(KEPT),
    )
    .execute()
}
