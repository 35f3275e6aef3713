import * as z from 'zod/mini'
import {
  type BranchMove,
  BranchMove as BranchMoveAnswer,
  BranchMoves,
} from '../../../contract/branch-moves.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Route, read, write } from '../../platform/http/route.ts'
import { refuse } from '../../platform/refusal.ts'
import { type Network, networkOf, refer } from '../directory/index.ts'
import { decideBranchMove } from './decide-branch-move.ts'
import { moveById, waitingMoves } from './move-queries.ts'
import type { BranchMovesTable } from './tables.ts'

const shared = { tag: 'Directory', callers: ['staff'], action: 'tickets.assign.network' } as const
const OneMove = z.object({ id: z.string().check(z.uuid()) })

const waiting = read({
  ...shared,
  path: '/branch-moves',
  summary: 'Branches that went to another company with open tickets',
  description: 'Their tickets are Unassigned until the distributor says whether they go along.',
  answer: BranchMoves,
  read: async (ctx) => {
    const network = await networkOf(ctx)
    const items = (await waitingMoves(ctx)).map((row) => present(row, row.tickets, network, ctx))
    return { body: { items } }
  },
})

const decide = (word: 'confirm' | 'dismiss', state: 'confirmed' | 'dismissed', summary: string) =>
  write({
    ...shared,
    method: 'POST',
    path: `/branch-moves/{id}/${word}`,
    summary,
    params: OneMove,
    answer: BranchMoveAnswer,
    status: 200,
    refusals: ['not-found', 'branch-move-decided', 'unit-inactive'],
    act: (ctx, { params }) => decideBranchMove(ctx, params.id, state),
    present: async (ctx, id) => {
      const row = await moveById(ctx, id)
      if (!row) return refuse('not-found')
      const left = (await waitingMoves(ctx)).find((move) => move.id === id)?.tickets ?? 0
      return { body: present(row, left, await networkOf(ctx), ctx) }
    },
  })

export const branchMoveRoutes: readonly Route[] = [
  waiting,
  decide('confirm', 'confirmed', 'Let the tickets of a branch go along to its new company'),
  decide('dismiss', 'dismissed', 'Leave the tickets of a branch where they are'),
]

function present(row: BranchMovesTable, tickets: number, network: Network, ctx: Ctx): BranchMove {
  const name = (entries: Map<string, Parameters<typeof refer>[0]>, id: string) => {
    const entry = entries.get(id)
    return entry ? refer(entry, ctx.language) : { id, name: id }
  }
  return {
    ...{ id: row.id, branch: name(network.branches, row.branch_id), state: row.state, tickets },
    ...{ from: name(network.companies, row.from_company_id), to: name(network.companies, row.to_company_id) },
    foundAt: row.found_at.toISOString(),
  }
}
