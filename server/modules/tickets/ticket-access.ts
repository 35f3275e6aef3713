import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor, ClientActor, ScopeRow } from '../../../contract/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { closedLinksEnd } from '../../platform/enter-act.ts'
import { refuse } from '../../platform/refusal.ts'
import {
  clientScopeRows,
  covers,
  type HolderColumns,
  predicatesOf,
  presentActorSees,
  settingOf,
} from '../access/index.ts'
import { networkOf } from '../directory/index.ts'
import { assignedOf, holderOf } from './holder.ts'
import type { TicketRecord } from './tables.ts'

/**
 * How much of a ticket an actor sees. `full`: staff, or a client with `tickets.read.unit`, whose scope rows see its
 * holder. `requester`: its public part, for whoever asked (link, client, staff of the requester's company). `reduced`:
 * number, type and status category, for a dealer's client whose ticket another dealer holds, and for the link that such a
 * client was given.
 */
export type Sight = 'full' | 'requester' | 'reduced'

const column = (name: string): Expression<unknown> => sql.ref(`tickets.${name}`)
const COLUMNS: HolderColumns = {
  companyId: column('holder_company_id'),
  branchId: column('holder_branch_id'),
  teamId: column('holder_team_id'),
  assigneeId: column('assignee_id'),
  brandId: column('brand_id'),
}

/** A client's scope rows reach no further than what its own company holds; those of staff as far as they say. */
const OWN_COMPANY_HOLDS = (companyId: unknown) => sql<SqlBool>`tickets.holder_company_id = ${companyId}`

/** One way in which an actor sees rows: wholly (`full`), or what is public to whoever asked (`requester`). */
export type Way = { predicate: RawBuilder<SqlBool>; sight: 'full' | 'requester' }
const ways = (sight: Way['sight'], predicates: RawBuilder<SqlBool>[]): Way[] =>
  predicates.map((predicate) => ({ predicate, sight }))

/** Seen because of who asked, by kind of actor. The values are an actor's, or the database's settings of the act. */
const SEEN_BY = {
  staff: (companyId: unknown) => sql<SqlBool>`tickets.requester_company_id = ${companyId}`,
  client: (clientId: unknown) => sql<SqlBool>`tickets.created_by_client_id = ${clientId}`,
  link: (ticketId: unknown, version: unknown, closedAfter: unknown) =>
    sql<SqlBool>`(tickets.id = ${ticketId}
      and ${version} between tickets.link_oldest_version and tickets.link_version
      and (tickets.closed_at is null or tickets.closed_at > ${closedAfter}))`,
  // Theirs by an address that they have proved; a number that somebody typed opens nothing.
  customer: (customerId: unknown) =>
    sql<SqlBool>`(tickets.customer_id = ${customerId} and tickets.customer_link in ('verified', 'email'))`,
  customerMaker: (customerId: unknown) => sql<SqlBool>`tickets.created_by_customer_id = ${customerId}`,
}

/**
 * The start of every query on tickets: one predicate per way in which this actor may see a row, each with its own
 * ordered index. None: the actor sees no ticket at all. The database holds every query to the same (`seenInDatabase`).
 */
export function visibleTickets(ctx: Pick<Ctx, 'actor' | 'now' | 'house'>): Way[] {
  const { actor } = ctx
  switch (actor.kind) {
    case 'system':
      return ways('full', [sql<SqlBool>`true`])
    case 'staff':
      return [
        ...ways('full', predicatesOf(actor.scopes, actor.userId, COLUMNS)),
        ...ways('requester', [SEEN_BY.staff(actor.companyId)]),
      ]
    case 'client':
      return [...ways('full', seenForUnit(actor)), ...ways('requester', [SEEN_BY.client(actor.clientId)])]
    case 'link': {
      const closedAfter = closedLinksEnd(ctx.house.config, ctx.now)
      return ways('requester', [SEEN_BY.link(actor.ticketId, actor.linkVersion, closedAfter)])
    }
    case 'customer': {
      // Nobody to a ticket until they have proved an address.
      const { customerId: id } = actor
      return id === undefined ? [] : ways('requester', [SEEN_BY.customer(id), SEEN_BY.customerMaker(id)])
    }
    case 'nobody':
      return []
  }
}

function seenForUnit(actor: ClientActor): RawBuilder<SqlBool>[] {
  return predicatesOf(clientScopeRows(actor), '', COLUMNS).map(
    (predicate) => sql<SqlBool>`(${predicate} and ${OWN_COMPANY_HOLDS(actor.companyId)})`,
  )
}

/** The same relation as row-level security applies it; true also for the thing that the act was let in to (`admit`). */
export const seenInDatabase: RawBuilder<SqlBool> = sql<SqlBool>`(case ${settingOf('actor')}
    when 'system' then true
    when 'staff' then ${presentActorSees(COLUMNS)} or ${SEEN_BY.staff(settingOf('company'))}
    when 'client' then ${presentActorSees(COLUMNS)} and ${OWN_COMPANY_HOLDS(settingOf('company'))}
      or ${SEEN_BY.client(settingOf('client', 'uuid'))}
    when 'link' then ${SEEN_BY.link(
      settingOf('ticket', 'uuid'),
      settingOf('link_version', 'integer'),
      settingOf('closed_after', 'timestamptz'),
    )}
    when 'customer' then ${SEEN_BY.customer(settingOf('customer', 'uuid'))}
      or ${SEEN_BY.customerMaker(settingOf('customer', 'uuid'))}
    else false
  end or tickets.id = ${settingOf('admitted', 'uuid')})`

/**
 * True where who sees the row may read its public part too, as `sightOf` tells `requester` from `reduced`: not a dealer's
 * client while another dealer holds it, nor a link that was replaced.
 */
export const publicInDatabase: RawBuilder<SqlBool> = sql<SqlBool>`(case ${settingOf('actor')}
    when 'client' then tickets.holder_company_id is null or ${settingOf('distributor')} = 'on'
      or tickets.holder_company_id = ${settingOf('company')}
      or tickets.holder_company_id = (select id from companies where kind = 'distributor' and active)
    when 'link' then tickets.link_version = ${settingOf('link_version', 'integer')}
    else true
  end)`

/** True where the present staff or client see the row wholly, not only because they asked. */
export const wholeInDatabase: RawBuilder<SqlBool> = sql<SqlBool>`(${presentActorSees(COLUMNS)}
    and (${settingOf('actor')} = 'staff' or ${OWN_COMPANY_HOLDS(settingOf('company'))}))`

/** The visible rows as one condition, where a single ticket is fetched. */
export function visibleTicket(ctx: Pick<Ctx, 'actor' | 'now' | 'house'>): RawBuilder<SqlBool> {
  const predicates = visibleTickets(ctx).map((way) => way.predicate)
  return predicates.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(predicates, sql` or `)})`
}

/** How much of a visible ticket this actor sees. */
export async function sightOf(ctx: Ctx, ticket: TicketRecord): Promise<Sight> {
  const { actor } = ctx
  switch (actor.kind) {
    case 'system':
      return 'full'
    case 'staff': {
      const holder = holderOf(assignedOf(ticket), ticket.brand_id)
      return covers(actor.scopes, actor.userId, holder) ? 'full' : 'requester'
    }
    case 'client':
      if (seesForUnit(actor, ticket)) return 'full'
      return (await rivalHolds(ctx, actor, ticket)) ? 'reduced' : 'requester'
    case 'link':
      return actor.linkVersion === ticket.link_version ? 'requester' : 'reduced'
    default:
      return 'requester'
  }
}

/** Does a client with `tickets.read.unit` see it wholly? */
function seesForUnit(actor: ClientActor, ticket: TicketRecord): boolean {
  const rows: ScopeRow[] = clientScopeRows(actor)
  const holder = holderOf(assignedOf(ticket), ticket.brand_id)
  return ticket.holder_company_id === actor.companyId && covers(rows, '', holder)
}

async function rivalHolds(ctx: Ctx, actor: ClientActor, ticket: TicketRecord): Promise<boolean> {
  if (actor.companyKind === 'distributor') return false
  const { distributor } = await networkOf(ctx)
  const holder = ticket.holder_company_id
  return holder !== null && holder !== actor.companyId && holder !== distributor.id
}

/**
 * Is it this actor who asks, or who acts for them? Of the staff of the requester's company only the requester; colleagues
 * read along. Who made it for a customer has no right to it by that. Of clients only the one that sent it; another one of
 * the holder's company reads.
 */
export function asks(actor: Actor, ticket: TicketRecord): boolean {
  if (actor.kind === 'client') return ticket.created_by_client_id === actor.clientId
  return actor.kind === 'staff' ? ticket.requester_user_id === actor.userId : true
}

/** Do they work on it for those who hold it? A client never does, however much it sees; it asks, or only reads. */
export function works(actor: Actor, sight: Sight): boolean {
  return sight === 'full' && actor.kind !== 'client'
}

/** Refuses who sees no more than the public part: 403, since they know that it is there. */
export function refuseUnlessFull(sight: Sight): void {
  if (sight !== 'full') refuse('not-permitted')
}

/** Staff who see it wholly, as staff; anybody else is refused. */
export function requireStaff(actor: Actor): Extract<Actor, { kind: 'staff' }> {
  return actor.kind === 'staff' ? actor : refuse('not-permitted')
}
