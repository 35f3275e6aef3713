import { type SelectQueryBuilder, sql, type Updateable } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import { refuse } from '../../platform/refusal.ts'
import { admit, admitting } from '../access/index.ts'
import type { HandOffRecord, TicketRecord, TicketsTable, TicketTables } from './tables.ts'
import { type Sight, sightOf, visibleTicket } from './ticket-access.ts'

/* All SQL of single tickets; lists are in `list-tickets.ts`. */

export type { HandOffRecord, TicketRecord } from './tables.ts'
export type SeenTicket = { ticket: TicketRecord; sight: Sight }

export const ticketTables = (ctx: Pick<Ctx, 'tx'>) => ctx.tx.withTables<TicketTables>()

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The ticket by id or number, as far as the actor sees it; otherwise `not-found`, the same as for none at all. */
export async function findTicket(ctx: Ctx, idOrNumber: string): Promise<SeenTicket> {
  return fetchTicket(ctx, idOrNumber, false)
}

/**
 * The ticket after the caller's own act. Whom the act itself took it from (handed on, brand changed) is left the line
 * that says which ticket it was; a repeat of such an act is `not-found`, as what became of it since is not theirs.
 */
export async function findAfterAct(ctx: Ctx, id: string): Promise<SeenTicket> {
  const acted = admitted.get(ctx.tx) === id
  const { ticket, visible } = await fetchActedOn(ctx, id)
  if (!visible && !acted) return refuse('not-found')
  return { ticket, sight: visible ? await sightOf(ctx, ticket) : 'reduced' }
}

/**
 * The ticket that the caller made, as far as they see it. Staff who made it for a customer where they do not see it are
 * shown what they have just written, and nothing once it has changed: a repeat is `not-found` then.
 */
export async function findCreated(ctx: Ctx, id: string): Promise<SeenTicket> {
  const fresh = written.get(ctx.tx)
  if (fresh?.id === id) return { ticket: fresh, sight: await sightOf(ctx, fresh) }
  const { ticket, visible } = await fetchActedOn(ctx, id)
  if (!visible && ctx.actor.kind === 'staff' && ticket.version > 1) return refuse('not-found')
  return { ticket, sight: await sightOf(ctx, ticket) }
}

const written = new WeakMap<Ctx['tx'], TicketRecord>()

/** The row that this transaction has just written, so that its answer need not read it again. */
export function rememberWritten(ctx: Ctx, ticket: TicketRecord): void {
  written.set(ctx.tx, ticket)
}

/** A ticket that the caller has acted on, now or in the request that this one repeats, and whether they see it now. */
async function fetchActedOn(ctx: Ctx, id: string): Promise<{ ticket: TicketRecord; visible: boolean }> {
  // The act itself has admitted it; a repeat has not acted.
  if (admitted.get(ctx.tx) !== id) await admit(ctx, id)
  const row = await ticketTables(ctx)
    .selectFrom('tickets')
    .selectAll()
    .select(visibleTicket(ctx).as('visible'))
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return refuse('not-found')
  const { visible, ...ticket } = row
  return { ticket, visible: Boolean(visible) }
}

/**
 * The same with the row locked: acts begin here, so that one ticket's acts happen one after the other. The act's time is
 * read again behind the lock and never lies before the ticket's last change, so that its history runs forward.
 */
export async function lockTicket(ctx: Ctx, idOrNumber: string): Promise<SeenTicket> {
  const seen = await fetchTicket(ctx, idOrNumber, true)
  const clock = ctx.history ? ctx.now : ctx.house.clock()
  ctx.now = new Date(Math.max(ctx.now.getTime(), clock.getTime(), seen.ticket.updated_at.getTime()))
  return seen
}

/** The ticket that this transaction has locked; acts go on with it, also when they have taken it from the actor's sight. */
const admitted = new WeakMap<Ctx['tx'], string>()

async function fetchTicket(ctx: Ctx, idOrNumber: string, lock: boolean): Promise<SeenTicket> {
  const byId = UUID.test(idOrNumber)
  const query = ticketTables(ctx)
    .selectFrom('tickets')
    .selectAll()
    .where(byId ? 'id' : 'number', '=', byId ? idOrNumber.toLowerCase() : idOrNumber.toUpperCase())
    .where(visibleTicket(ctx))
  const ticket = await (lock ? lockedAndAdmitted(ctx, query) : query).executeTakeFirst()
  if (!ticket) return refuse('not-found')
  if (lock) admitted.set(ctx.tx, ticket.id)
  return { ticket, sight: await sightOf(ctx, ticket) }
}

/** Admits the row as it was found behind the lock: whoever waited while it went out of sight gets nothing. */
function lockedAndAdmitted(ctx: Ctx, query: SelectQueryBuilder<TicketTables, 'tickets', TicketRecord>) {
  return ticketTables(ctx)
    .with('locked', () => query.forUpdate())
    .selectFrom('locked')
    .selectAll()
    .where(admitting(sql.ref('locked.id')), 'is not', null)
}

/** Writes changes to a locked ticket. `raise` is false for a message alone, which leaves the version. */
export async function changeTicket(
  ctx: Ctx,
  ticket: TicketRecord,
  changes: Updateable<TicketsTable>,
  raise = true,
): Promise<TicketRecord> {
  const confirmed = { customer_link: 'verified' as const }
  return ticketTables(ctx)
    .updateTable('tickets')
    .set({
      ...changes,
      ...(confirms(ctx, ticket) ? confirmed : {}),
      updated_at: ctx.now,
      version: ticket.version + (raise ? 1 : 0),
    })
    .where('id', '=', ticket.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** A signed-in customer who acts on a request that named their address has said that it is theirs. */
function confirms({ actor }: Ctx, ticket: TicketRecord): boolean {
  return (
    actor.kind === 'customer' &&
    actor.customerId !== undefined &&
    actor.customerId === ticket.customer_id &&
    ticket.customer_link === 'email'
  )
}

/** Codes of the requirements that still stand open. */
export async function openRequirements(ctx: Ctx, ticketId: string): Promise<string[]> {
  const rows = await ticketTables(ctx)
    .selectFrom('ticket_requirements')
    .select('code')
    .where('ticket_id', '=', ticketId)
    .where('met_at', 'is', null)
    .orderBy('code')
    .execute()
  return rows.map((row) => row.code)
}

export async function requirementsOf(ctx: Ctx, ticketId: string): Promise<{ code: string; met: boolean }[]> {
  const rows = await ticketTables(ctx)
    .selectFrom('ticket_requirements')
    .select(['code', 'met_at'])
    .where('ticket_id', '=', ticketId)
    .orderBy('code')
    .execute()
  return rows.map((row) => ({ code: row.code, met: row.met_at !== null }))
}

/** Hand-offs of a ticket, oldest first. */
export async function handOffsOf(ctx: Ctx, ticketId: string): Promise<HandOffRecord[]> {
  return ticketTables(ctx)
    .selectFrom('hand_offs')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .orderBy('serial')
    .execute()
}
