import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ClientActor } from '../../../contract/actor.ts'
import type { TicketQuery } from '../../../contract/tickets.ts'
import type { Ctx } from '../../platform/context.ts'
import { refuse } from '../../platform/refusal.ts'
import { settingOf } from '../access/index.ts'
import { visibleTickets, type Way } from './ticket-access.ts'

/* What a list, a search and a count may be narrowed by, and by whom. */

/** What a list may be asked for, without the page. */
export type TicketFilters = Omit<TicketQuery, 'limit' | 'cursor' | 'q' | 'sort'>
type Asked = TicketFilters & Pick<TicketQuery, 'q' | 'sort'>

const HOLDER_FILTERS = ['assignment', 'companyId', 'branchId', 'teamId', 'assigneeId'] as const
/** What the answer does not show to staff who see a row only because their company asked. */
const WHOLE_FILTERS = [...HOLDER_FILTERS, 'source', 'externalReference'] as const
/** A signed-in customer is not told where their tickets came from, and looks through them without words. */
const HIDDEN_FROM_CUSTOMERS = ['source', 'externalReference', 'q'] as const

/**
 * The ways in which this actor may see rows, as far as the filters and the order ask nothing that a row of theirs does
 * not show: otherwise a filter would tell what the answer hides. Staff, and clients that read their unit, lose the way of
 * the requester; another client is told which filter is not for it.
 */
export function waysFor(ctx: Ctx, query: Asked): Way[] {
  const { actor } = ctx
  if (actor.kind === 'client' && !actor.scopes.has('tickets.read.unit')) {
    const errors = hiddenFromMaker(actor, query).map((name) => ({
      ...{ pointer: `?${name}`, code: 'not-for-this-client' as const },
    }))
    if (errors.length > 0) refuse('invalid-input', { errors })
  }
  if (actor.kind === 'customer') {
    const hidden = [...HOLDER_FILTERS, ...HIDDEN_FROM_CUSTOMERS].filter((name) => query[name] !== undefined)
    const errors = hidden.map((name) => ({ pointer: `?${name}`, code: 'not-for-this-caller' as const }))
    if (errors.length > 0) refuse('invalid-input', { errors })
  }
  if (query.q !== undefined && query.sort.endsWith('updatedAt')) {
    refuse('invalid-input', { errors: [{ pointer: '?sort', code: 'not-with-search' }] })
  }
  const whole = asksWhole(ctx, query)
  return visibleTickets(ctx).filter((way) => way.sight === 'full' || !whole)
}

/** What a client may not ask of the tickets that it made and does not see wholly. */
function hiddenFromMaker(actor: ClientActor, query: Asked): string[] {
  const shown = actor.companyKind === 'distributor' ? ['assignment', 'companyId', 'branchId'] : []
  const hidden: string[] = HOLDER_FILTERS.filter((name) => query[name] !== undefined && !shown.includes(name))
  // Of a ticket that a rival holds, a dealer's client knows the category alone.
  if (actor.companyKind !== 'distributor') {
    if (query.status !== undefined) hidden.push('status')
    if (query.brandId !== undefined) hidden.push('brandId')
    if (query.updatedAfter !== undefined) hidden.push('updatedAfter')
    if (query.sort.endsWith('updatedAt')) hidden.push('sort')
  }
  return hidden
}

/** Is something asked for that only those read who see a ticket wholly? */
export function asksWhole({ actor }: Pick<Ctx, 'actor'>, query: Asked): boolean {
  if (actor.kind === 'client') return hiddenFromMaker(actor, query).length > 0
  return actor.kind === 'staff' && WHOLE_FILTERS.some((name) => query[name] !== undefined)
}

/**
 * May the present actor know by whose system a ticket came (present-message.ts, `knowsClient`)? If not, its reference
 * there is not theirs to ask for either.
 */
export const clientKnownInDatabase: RawBuilder<SqlBool> = sql<SqlBool>`(tickets.created_by_company_id is null
    or ${settingOf('distributor')} = 'on' or tickets.created_by_company_id = ${settingOf('company')}
    or ${settingOf('actor')} = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active))`

export type Condition = RawBuilder<SqlBool>
const equals = (column: string, value: string | undefined): Condition[] =>
  value === undefined ? [] : [sql<SqlBool>`${sql.ref(`tickets.${column}`)} = ${value}`]
const oneOf = (column: string, values: readonly string[] | undefined): Condition[] =>
  values === undefined ? [] : [sql<SqlBool>`${sql.ref(`tickets.${column}`)} in (${sql.join(values)})`]
const OPEN = ['new', 'active', 'paused', 'waiting']
export const asksOpen = ({ category }: TicketFilters) => category?.every((one) => OPEN.includes(one)) ?? false

export function conditionsOf(query: TicketFilters, updated: 'updated_at' | 'public_updated_at'): Condition[] {
  // Said the way the partial indexes say it.
  const onlyOpen = asksOpen(query)
  return [
    ...oneOf('type', query.type),
    ...oneOf('status', query.status),
    ...(onlyOpen ? [sql<SqlBool>`tickets.closed_at is null`] : []),
    ...(onlyOpen && query.category?.length === OPEN.length ? [] : oneOf('status_category', query.category)),
    ...oneOf('assignment', query.assignment),
    ...equals('holder_company_id', query.companyId),
    ...equals('holder_branch_id', query.branchId),
    ...equals('holder_team_id', query.teamId),
    ...equals('assignee_id', query.assigneeId),
    ...equals('brand_id', query.brandId),
    ...equals('source', query.source),
    ...equals('external_reference', query.externalReference),
    ...(query.externalReference === undefined ? [] : [clientKnownInDatabase]),
    ...(query.createdAfter ? [sql<SqlBool>`tickets.created_at > ${new Date(query.createdAfter)}`] : []),
    ...(query.createdBefore ? [sql<SqlBool>`tickets.created_at < ${new Date(query.createdBefore)}`] : []),
    ...(query.updatedAfter
      ? [sql<SqlBool>`${sql.ref(`tickets.${updated}`)} > ${new Date(query.updatedAfter)}`]
      : []),
  ]
}

/** The same for the database's search, which puts the conditions together itself. */
export function questionOf(ctx: Ctx, { limit: _, cursor: __, q: ___, ...query }: TicketQuery) {
  return { ...query, onlyOpen: asksOpen(query), whole: asksWhole(ctx, query) }
}
