import { type Ctx, type House, inTransaction } from '../../platform/context.ts'
import { networkOf } from '../directory/index.ts'
import { decideMoveUp } from './decide-move-up.ts'
import { handOffReaders, handOver } from './hand-over.ts'
import { type Assigned, assignedOf } from './holder.ts'
import { holdersOfOpenTickets, openTicketsOf, waitingMoveOf } from './move-queries.ts'
import { changeTicket, lockTicket, type TicketRecord } from './ticket-queries.ts'

/** The part of the product that acts when the directory changed. */
export const DIRECTORY_ACTOR = { kind: 'system', name: 'directory' } as const
const asDirectory = <Result>(house: House, act: (ctx: Ctx) => Promise<Result>) =>
  inTransaction(house, { actor: DIRECTORY_ACTOR }, act)

const BATCH = 100

/**
 * Moves open tickets away from units and people that the directory no longer has; returns how many. It looks at how
 * things stand, not at what changed: run twice it does nothing more, and after a crash the next run goes on. Each ticket
 * is judged again behind its own lock, in its own short transaction.
 */
export async function moveTicketsUp(house: House, stop?: AbortSignal): Promise<number> {
  const misplaced = await asDirectory(house, async (ctx) => {
    const network = await networkOf(ctx)
    return (await holdersOfOpenTickets(ctx)).filter((held) => decideMoveUp(held, network) !== null)
  })
  let moved = 0
  const failures: unknown[] = []
  for (const held of misplaced) {
    let last: string | null = null
    for (;;) {
      const ids: string[] = await asDirectory(house, (ctx) => openTicketsOf(ctx, held, last, BATCH))
      for (const id of ids) {
        if (stop?.aborted) return moved
        try {
          if (await asDirectory(house, (ctx) => moveTicketUp(ctx, id))) moved += 1
        } catch (error) {
          // One that will not move must not keep the rest; the job fails at the end and comes again.
          house.log.error({ err: error, ticketId: id }, 'tickets: one could not be moved')
          failures.push(error)
        }
      }
      last = ids.at(-1) ?? null
      if (ids.length < BATCH) break
    }
  }
  if (moved > 0)
    house.log.info({ moved }, 'tickets: moved away from holders that the directory no longer has')
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} tickets could not be moved`)
  return moved
}

/** Moves one ticket up where its holder calls for it. False where, by now, all is well. */
async function moveTicketUp(ctx: Ctx, id: string): Promise<boolean> {
  const { ticket } = await lockTicket(ctx, id)
  if (ticket.status_category === 'closed') return false
  const network = await networkOf(ctx)
  const from = assignedOf(ticket)
  const move = decideMoveUp(from, network)
  if (move === null) return false
  const target = move.reason === 'branch-moved' && move.to.status === 'unassigned'
  const branchMoveId =
    target && from.branchId !== null && from.companyId !== null
      ? await waitingMoveOf(
          ctx,
          from.branchId,
          from.companyId,
          network.branches.get(from.branchId)?.companyId ?? '',
        )
      : null
  await moveAsSystem(ctx, ticket, from, move.to, { code: move.reason, branchMoveId })
  return true
}

/** The hand-off, the columns and the event of a change that follows from the directory. */
export async function moveAsSystem(
  ctx: Ctx,
  ticket: TicketRecord,
  from: Assigned,
  to: Assigned,
  why: { code: NonNullable<Parameters<typeof handOver>[4]['code']>; branchMoveId: string | null },
): Promise<void> {
  const { distributor } = await networkOf(ctx)
  const readers = handOffReaders(distributor.id, from.companyId, to.companyId)
  const { handOffId, linkReplaced, columns } = await handOver(ctx, ticket, from, to, {
    ...{ kind: 'system', reason: null, reasonCompanies: readers, ...why },
  })
  await changeTicket(ctx, ticket, columns)
  ctx.record({
    ...{ subjectType: 'ticket', subjectId: ticket.id, type: 'ticket.assigned', audience: 'network' },
    companies: readers,
    data: { handOffId, from, to, reason: why.code, ...(linkReplaced ? { linkReplaced: true } : {}) },
  })
}
