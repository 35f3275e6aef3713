import { sql } from 'kysely'
import type { TicketQuery } from '../../../contract/tickets.ts'
import type { Ctx } from '../../platform/context.ts'
import { readQuestion } from './search-question.ts'
import { type Findable, ticketWords } from './search-words.ts'

/* What the database's search functions (migration 0017) are asked; the table itself is closed to the application. */

/** Writes what a ticket is found by, in the act that made or changed it. */
export async function writeWords(ctx: Ctx, tickets: readonly (Findable & { id: string })[]): Promise<void> {
  const words = await Promise.all(tickets.map((ticket) => ticketWords(ctx, ticket)))
  const ids = tickets.map(({ id }) => id)
  await sql`select write_ticket_words(${ids}::uuid[], ${words}::text[])`.execute(ctx.tx)
}

/** The next tickets without words, in the order of their ids. */
export async function ticketsWithoutWords(ctx: Ctx, after: string | null, most: number): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select tickets_without_words as id from tickets_without_words(${after}, ${most})`.execute(ctx.tx)
  return found.rows.map(({ id }) => id)
}

export type Found = { id: string; at: Date }
type Asked = Omit<TicketQuery, 'limit' | 'cursor' | 'q'> & { onlyOpen: boolean; whole: boolean }

/**
 * Tickets that the present actor sees and that have all words of the question, in the order of creation. `whole` leaves
 * out what staff see only because their company asked.
 */
export async function findTickets(
  ctx: Ctx,
  text: string,
  asked: Asked,
  page: { after: { at: string; id: string } | null; most: number },
): Promise<Found[]> {
  const { withReference, open, number } = readQuestion(text)
  const { sort, onlyOpen, whole, ...filters } = asked
  // What stands in it says that it is asked for.
  const given = { ...filters, ...(onlyOpen ? { open: true } : {}), ...(whole ? { whole: true } : {}) }
  const found = await sql<{ id: string; created_at: Date }>`
    select id, created_at from find_tickets(${withReference}::tsquery, ${open}::tsquery, ${number}::tsquery,
      ${JSON.stringify(given)}::jsonb, ${scopeOf(asked)}::text[], ${sort === '-createdAt'},
      ${page.after?.at ?? null}, ${page.after?.id ?? null}, ${page.most})`.execute(ctx.tx)
  return found.rows.map((row) => ({ id: row.id, at: row.created_at }))
}

/** The filters that the index knows, as `ticket_scope` writes them. */
function scopeOf(asked: Asked): string[] {
  const only = (values: readonly string[] | undefined) => (values?.length === 1 ? values[0] : undefined)
  const lexemes: Record<string, string | undefined> = {
    company: asked.companyId,
    branch: asked.branchId,
    team: asked.teamId,
    own: asked.assigneeId,
    brand: asked.brandId,
    type: only(asked.type),
  }
  return [
    ...Object.entries(lexemes).flatMap(([name, value]) => (value === undefined ? [] : [`${name}:${value}`])),
    ...(only(asked.assignment) === 'unassigned' ? ['unassigned'] : []),
    ...(asked.onlyOpen ? ['open'] : []),
  ]
}
