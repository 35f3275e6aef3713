import { type SqlBool, sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Ctx } from '../../platform/context.ts'
import { type Assigned, assignedOf } from './holder.ts'
import type { BranchMovesTable } from './tables.ts'
import { ticketTables } from './ticket-queries.ts'

/* What the directory's changes ask of tickets: who holds open ones, and branches that went to another company. */

type Store = Pick<Ctx, 'tx'>

/** Everybody who holds an open ticket, each holder once. */
export async function holdersOfOpenTickets(ctx: Store): Promise<Assigned[]> {
  const rows = await ticketTables(ctx)
    .selectFrom('tickets')
    .select(['assignment', 'holder_company_id', 'holder_branch_id', 'holder_team_id', 'assignee_id'])
    .distinct()
    .where('closed_at', 'is', null)
    .where('assignment', '<>', 'unassigned')
    .execute()
  return rows.map(assignedOf)
}

/** Some open tickets of exactly this holder, after the one given, in the order of their ids. */
export async function openTicketsOf(
  ctx: Store,
  held: Assigned,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const same = (column: string, value: string | null) =>
    sql<SqlBool>`${sql.ref(column)} is not distinct from ${value}`
  let query = ticketTables(ctx)
    .selectFrom('tickets')
    .select('id')
    .where('closed_at', 'is', null)
    .where('assignment', '=', held.status)
    // The company by equality, so that its index is used; the rest may be null.
    .where('holder_company_id', '=', held.companyId)
    .where(same('holder_branch_id', held.branchId))
    .where(same('holder_team_id', held.teamId))
    .where(same('assignee_id', held.assigneeId))
    .orderBy('id')
    .limit(limit)
  if (after !== null) query = query.where('id', '>', after)
  return (await query.execute()).map((row) => row.id)
}

/** The open question about a branch that went from one company to another; made where there is none. */
export async function waitingMoveOf(
  ctx: Pick<Ctx, 'tx' | 'now'>,
  branchId: string,
  fromCompanyId: string,
  toCompanyId: string,
): Promise<string> {
  const found = () =>
    ticketTables(ctx)
      .selectFrom('branch_moves')
      .select('id')
      .where('branch_id', '=', branchId)
      .where('from_company_id', '=', fromCompanyId)
      .where('to_company_id', '=', toCompanyId)
      .where('state', '=', 'waiting')
      .executeTakeFirst()
  const known = await found()
  if (known) return known.id
  await ticketTables(ctx)
    .insertInto('branch_moves')
    .values({
      ...{ id: uuidv7(), branch_id: branchId, from_company_id: fromCompanyId, to_company_id: toCompanyId },
      ...{ found_at: ctx.now, state: 'waiting', decided_at: null, decided_by: null },
    })
    // Another worker may have asked the same question a moment ago.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const made = await found()
  if (!made) throw new Error('a branch move was decided while it was being found')
  return made.id
}

export type WaitingMove = BranchMovesTable & { tickets: number }

/** Open questions, oldest first, each with how many of its tickets still wait. */
export async function waitingMoves(ctx: Store): Promise<WaitingMove[]> {
  const rows = await ticketTables(ctx)
    .selectFrom('branch_moves')
    .selectAll()
    .select((e) =>
      e
        .selectFrom('hand_offs')
        .innerJoin('tickets', 'tickets.hand_off_id', 'hand_offs.id')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('hand_offs.branch_move_id', '=', 'branch_moves.id')
        .where('tickets.closed_at', 'is', null)
        .as('tickets'),
    )
    .where('state', '=', 'waiting')
    .orderBy('found_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, tickets: row.tickets ?? 0 }))
}

/** The move, with its row locked. */
export async function lockMove(ctx: Store, id: string): Promise<BranchMovesTable | undefined> {
  return ticketTables(ctx)
    .selectFrom('branch_moves')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function moveById(ctx: Store, id: string): Promise<BranchMovesTable | undefined> {
  return ticketTables(ctx).selectFrom('branch_moves').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function decideMove(
  ctx: Pick<Ctx, 'tx' | 'now'>,
  id: string,
  state: 'confirmed' | 'dismissed',
  userId: string,
): Promise<void> {
  await ticketTables(ctx)
    .updateTable('branch_moves')
    .set({ state, decided_at: ctx.now, decided_by: userId })
    .where('id', '=', id)
    .execute()
}

/** Some open tickets that still stand where this move left them, in the order of their ids. */
export async function ticketsLeftBy(
  ctx: Store,
  moveId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  let query = ticketTables(ctx)
    .selectFrom('tickets')
    .innerJoin('hand_offs', 'hand_offs.id', 'tickets.hand_off_id')
    .select('tickets.id')
    .where('hand_offs.branch_move_id', '=', moveId)
    .where('tickets.closed_at', 'is', null)
    .orderBy('tickets.id')
    .limit(limit)
  if (after !== null) query = query.where('tickets.id', '>', after)
  return (await query.execute()).map((row) => row.id)
}

/** Which move a ticket's present hand-off came of, if any. */
export async function moveOfHandOff(ctx: Store, handOffId: string): Promise<string | null> {
  const row = await ticketTables(ctx)
    .selectFrom('hand_offs')
    .select('branch_move_id')
    .where('id', '=', handOffId)
    .executeTakeFirst()
  return row?.branch_move_id ?? null
}
