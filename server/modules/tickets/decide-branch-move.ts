import { type Ctx, type House, inTransaction } from '../../platform/context.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { refuse } from '../../platform/refusal.ts'
import { recordSecurity } from '../../platform/security-log/record-security.ts'
import { networkOf } from '../directory/index.ts'
import { assignedOf, UNASSIGNED } from './holder.ts'
import { decideMove, lockMove, moveById, moveOfHandOff, ticketsLeftBy } from './move-queries.ts'
import { DIRECTORY_ACTOR, moveAsSystem } from './move-tickets-up.ts'
import { requireStaff } from './ticket-access.ts'
import { lockTicket } from './ticket-queries.ts'

/** The queue of the work that a confirmed move leaves. */
export const TAKE_ALONG = 'tickets.take-along'
export type TakeAlongJob = { moveId: string }

/**
 * The distributor's answer to a branch that went to another company: `confirmed`, its tickets go along; `dismissed`, they
 * stay where they are. The same answer again changes nothing; the other one is refused with `branch-move-decided`.
 */
export async function decideBranchMove(
  ctx: Ctx,
  id: string,
  state: 'confirmed' | 'dismissed',
): Promise<{ id: string }> {
  const { userId } = requireStaff(ctx.actor)
  const move = await lockMove(ctx, id)
  if (!move) return refuse('not-found')
  if (move.state === state) return { id }
  if (move.state !== 'waiting') return refuse('branch-move-decided')
  const branch = (await networkOf(ctx)).branches.get(move.branch_id)
  if (state === 'confirmed' && (!branch?.active || branch.companyId !== move.to_company_id)) {
    return refuse('unit-inactive')
  }
  await decideMove(ctx, id, state, userId)
  await recordSecurity(ctx, {
    ...{ type: 'branch-move.decided', outcome: 'done', subject: { type: 'directory', id: move.branch_id } },
    detail: { state, from: move.from_company_id, to: move.to_company_id },
  })
  if (state === 'confirmed') await enqueue(ctx, TAKE_ALONG, { moveId: id } satisfies TakeAlongJob)
  return { id }
}

const BATCH = 100

/**
 * Takes the tickets of a confirmed move to the branch at its new company; returns how many. What somebody has assigned
 * meanwhile stays; a branch that closed or moved on in between gets none.
 */
export async function takeTicketsAlong(house: House, moveId: string, stop?: AbortSignal): Promise<number> {
  const asDirectory = <Result>(act: (ctx: Ctx) => Promise<Result>) =>
    inTransaction(house, { actor: DIRECTORY_ACTOR }, act)
  let taken = 0
  let last: string | null = null
  for (;;) {
    const ids: string[] = await asDirectory((ctx) => ticketsLeftBy(ctx, moveId, last, BATCH))
    for (const id of ids) {
      if (stop?.aborted) return taken
      if (await asDirectory((ctx) => takeAlong(ctx, moveId, id))) taken += 1
    }
    last = ids.at(-1) ?? null
    if (ids.length < BATCH) return taken
  }
}

async function takeAlong(ctx: Ctx, moveId: string, ticketId: string): Promise<boolean> {
  const move = await moveById(ctx, moveId)
  const { ticket } = await lockTicket(ctx, ticketId)
  const from = assignedOf(ticket)
  const waits = ticket.status_category !== 'closed' && from.status === 'unassigned'
  if (move?.state !== 'confirmed' || !waits) return false
  if ((await moveOfHandOff(ctx, ticket.hand_off_id)) !== moveId) return false
  const branch = (await networkOf(ctx)).branches.get(move.branch_id)
  if (!branch?.active || branch.companyId !== move.to_company_id) return false
  const to = { ...UNASSIGNED, status: 'branch' as const, companyId: branch.companyId, branchId: branch.id }
  await moveAsSystem(ctx, ticket, from, to, { code: 'branch-move-confirmed', branchMoveId: null })
  return true
}
