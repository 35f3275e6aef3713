import { sql } from 'kysely'
import type { Language } from '../../../contract/languages.ts'
import type { CreateTicket } from '../../../contract/tickets.ts'
import type { Ctx } from '../../platform/context.ts'
import { refuseInput } from '../../platform/refusal.ts'
import { admitting } from '../access/index.ts'
import { linkCustomer, NO_CUSTOMER } from '../customers/index.ts'
import { networkOf } from '../directory/index.ts'
import { DEFAULT_RULES, decideRoute } from '../routing/index.ts'
import { checkReferences } from './check-references.ts'
import { handOffReaders, handOffRow } from './hand-over.ts'
import { type Assigned, holderColumnsOf } from './holder.ts'
import { factsOf, NUMBER_PREFIX, openTicket, type RequesterSnapshot } from './open-ticket.ts'
import { declareRequirements } from './requirements.ts'
import { writeWords } from './search-queries.ts'
import { rememberWritten, ticketTables } from './ticket-queries.ts'
import type { TicketTypePorts } from './ticket-type-port.ts'

/**
 * Creates a ticket and routes it, in one transaction: references → facts → rules → row, hand-off, event. Refuses input
 * that names what does not exist or does not belong together.
 */
export async function createTicket(
  ctx: Ctx,
  request: CreateTicket,
  ports: TicketTypePorts,
): Promise<{ id: string; number: string }> {
  const network = await networkOf(ctx)
  const references = await checkReferences(ctx, request, network)
  const requester = requesterSnapshot(ctx, request, network.users)
  const route = decideRoute(factsOf(request, references), network, DEFAULT_RULES)
  const to: Assigned = { ...route.target, assigneeId: null }

  const opened = openTicket(
    request,
    { actor: ctx.actor, requester, language: ctx.language },
    references,
    ctx.now,
  )
  const customer = await customerOf(ctx, requester, opened.language)
  const ticket = { ...opened, ...customer, id: ctx.proposedId ?? opened.id }
  const readers = handOffReaders(network.distributor.id, to.companyId)
  const handOff = handOffRow(ctx, ticket.id, null, to, {
    kind: 'rule',
    reason: null,
    reasonCompanies: readers,
  })

  const routing = { rule: route.rule, reasons: route.reasons }
  const placed = {
    ...holderColumnsOf(to),
    priority: route.priority,
    hand_off_id: handOff.id,
    first_assigned_at: to.status === 'unassigned' ? null : ctx.now,
  }
  // The maker may not see where it went, so the statement itself lets the act in to its own ticket; and it is one
  // statement for both rows, because each spares a walk to the database.
  const id = admitting(sql`${ticket.id}`)
  const { number } = await ticketTables(ctx)
    .with('first_hand_off', (db) => db.insertInto('hand_offs').values({ ...handOff, ticket_id: id }))
    .insertInto('tickets')
    .values({
      ...{ ...ticket, id },
      ...placed,
      routing: JSON.stringify(routing),
      number: sql<string>`${`${NUMBER_PREFIX[request.type]}-`}::text || nextval('ticket_numbers')`,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  const written = { ...asRead(ticket), ...placed, routing, number }
  rememberWritten(ctx, written)
  await writeWords(ctx, [written])
  await declareRequirements(ctx, ports, ticket)

  const subject = { subjectType: 'ticket', subjectId: ticket.id }
  const created = { type: request.type, source: ticket.source, language: ticket.language, test: ticket.test }
  ctx.record({
    ...subject,
    type: 'ticket.created',
    audience: 'public',
    companies: [],
    data: created,
    first: true,
  })
  ctx.record({
    ...subject,
    type: 'ticket.assigned',
    audience: 'network',
    companies: readers,
    data: { handOffId: handOff.id, from: null, to, rule: route.rule },
  })
  return { id: ticket.id, number }
}

/** The new columns as the database would give them back: JSON as what it holds. */
function asRead<Columns extends ReturnType<typeof openTicket>>(row: Columns) {
  const { details, tags, source_client, attribution, ...columns } = row
  return {
    ...columns,
    details: JSON.parse(details),
    tags: JSON.parse(tags),
    source_client: source_client === null ? null : JSON.parse(source_client),
    attribution: attribution === null ? null : JSON.parse(attribution),
  }
}

/** The record of the customer who asks; staff who ask have none. */
async function customerOf(ctx: Ctx, requester: RequesterSnapshot, language: Language) {
  if (requester.requester_kind !== 'customer') return NO_CUSTOMER
  return linkCustomer(ctx, { email: requester.requester_email, phone: requester.requester_phone, language })
}

/** Who asks, as they are now: the ticket keeps its own copy. */
function requesterSnapshot(
  ctx: Ctx,
  request: CreateTicket,
  users: ReadonlyMap<string, { name: string; phone: string | null; email: string | null }>,
): RequesterSnapshot {
  const { requester } = request
  if (requester.kind === 'customer') {
    return {
      requester_kind: 'customer',
      requester_name: requester.name,
      requester_phone: requester.phone ?? null,
      requester_email: requester.email ?? null,
      requester_user_id: null,
      requester_company_id: null,
    }
  }
  const { actor } = ctx
  if (actor.kind !== 'staff') return refuseInput('#/requester/kind', 'not-for-this-caller')
  const user = users.get(actor.userId)
  return {
    requester_kind: 'staff',
    requester_name: user?.name ?? actor.userId,
    requester_phone: user?.phone ?? null,
    requester_email: user?.email ?? null,
    requester_user_id: actor.userId,
    requester_company_id: actor.companyId,
  }
}
