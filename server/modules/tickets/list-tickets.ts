import { createHash } from 'node:crypto'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ReducedTicket, Sort, TicketQuery, TicketRow } from '../../../contract/tickets.ts'
import type { Ctx } from '../../platform/context.ts'
import { refuse } from '../../platform/refusal.ts'
import { isPosition } from './page-position.ts'
import { presentRow } from './present-ticket.ts'
import { sightOf, visibleTickets, type Way } from './ticket-access.ts'
import { type TicketRecord, ticketTables } from './ticket-queries.ts'
import { viewerOf } from './viewer.ts'

type Page = { items: (TicketRow | ReducedTicket)[]; nextCursor: string | null }
type Position = { at: string; id: string }

const ORDERS: Record<Sort, { column: 'created_at' | 'updated_at'; direction: 'asc' | 'desc' }> = {
  '-createdAt': { column: 'created_at', direction: 'desc' },
  createdAt: { column: 'created_at', direction: 'asc' },
  '-updatedAt': { column: 'updated_at', direction: 'desc' },
  updatedAt: { column: 'updated_at', direction: 'asc' },
}

/**
 * One page of the tickets that this actor may see. By `createdAt` each way of seeing is one ordered index scan that stops
 * at the page's length; the scans are merged, so that a page costs the same among ten tickets and a million. By
 * `updatedAt` there is no such index: what this actor may see is read and sorted, page by page.
 */
export async function listTickets(ctx: Ctx, query: TicketQuery): Promise<Page> {
  const ways = waysFor(ctx, query)
  if (ways.length === 0) return { items: [], nextCursor: null }
  const { column, direction } = ORDERS[query.sort]
  const fingerprint = fingerprintOf(query)
  const position = query.cursor === undefined ? null : readCursor(query.cursor, fingerprint)

  const order = sql`at ${sql.raw(direction)}, id ${sql.raw(direction)}`
  const wanted = query.limit + 1
  // Inner changes move a row for those who see it wholly, so each row stands in one of the two orders only.
  const full = ways.filter((way) => way.sight === 'full').map((way) => way.predicate)
  const notFull = full.length === 0 ? [] : [sql<SqlBool>`(${sql.join(full, sql` or `)}) is not true`]
  const scans = ways.map((way) => {
    const updated = way.sight === 'full' ? 'updated_at' : 'public_updated_at'
    const key = sql.ref(`tickets.${column === 'created_at' ? column : updated}`)
    const where = sql.join(
      [
        way.predicate,
        ...conditionsOf(query, updated),
        ...(column === 'updated_at' && way.sight !== 'full' ? notFull : []),
        ...(position ? [after(position, key, direction)] : []),
      ],
      sql` and `,
    )
    return sql`(select id, ${key} as at from tickets where ${where}
      order by ${key} ${sql.raw(direction)}, id ${sql.raw(direction)} limit ${wanted})`
  })
  const found = await sql<{ id: string; at: Date }>`
    select distinct id, at from (${sql.join(scans, sql` union all `)}) as seen
    order by ${order} limit ${wanted}`.execute(ctx.tx)
  const page = found.rows.slice(0, query.limit)
  const rows = await inOrder(
    ctx,
    page.map((row) => row.id),
  )
  const last = found.rows.length > query.limit ? page.at(-1) : undefined
  const viewer = await viewerOf(ctx)
  const items = []
  for (const ticket of rows) items.push(presentRow(viewer, { ticket, sight: await sightOf(ctx, ticket) }))
  const next = last && { at: last.at.toISOString(), id: last.id }
  return { items, nextCursor: next ? writeCursor(next, fingerprint) : null }
}

const HOLDER_FILTERS = ['assignment', 'companyId', 'branchId', 'teamId', 'assigneeId'] as const

/**
 * The ways in which this actor may see rows, as far as the filters and the order ask nothing that a row of theirs does
 * not show: otherwise a filter would tell what the answer hides. Staff lose the way of the requester; a client is told
 * which filter is not for it.
 */
function waysFor(ctx: Ctx, query: TicketQuery): Way[] {
  const asked = HOLDER_FILTERS.filter((name) => query[name] !== undefined)
  const { actor } = ctx
  if (actor.kind === 'client') {
    const shown = actor.companyKind === 'distributor' ? ['assignment', 'companyId', 'branchId'] : []
    const hidden: string[] = asked.filter((name) => !shown.includes(name))
    // Of a ticket that a rival holds, a dealer's client knows the category alone.
    if (actor.companyKind !== 'distributor') {
      if (query.status !== undefined) hidden.push('status')
      if (query.brandId !== undefined) hidden.push('brandId')
      if (query.updatedAfter !== undefined) hidden.push('updatedAfter')
      if (query.sort.endsWith('updatedAt')) hidden.push('sort')
    }
    if (hidden.length > 0) {
      const errors = hidden.map((name) => ({ pointer: `?${name}`, code: 'not-for-this-client' as const }))
      refuse('invalid-input', { errors })
    }
  }
  return visibleTickets(ctx).filter(
    (way) => way.sight === 'full' || actor.kind !== 'staff' || asked.length === 0,
  )
}

async function inOrder(ctx: Ctx, ids: string[]): Promise<TicketRecord[]> {
  if (ids.length === 0) return []
  const rows = await ticketTables(ctx).selectFrom('tickets').selectAll().where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

type Condition = RawBuilder<SqlBool>
const equals = (column: string, value: string | undefined): Condition[] =>
  value === undefined ? [] : [sql<SqlBool>`${sql.ref(`tickets.${column}`)} = ${value}`]
const oneOf = (column: string, values: readonly string[] | undefined): Condition[] =>
  values === undefined ? [] : [sql<SqlBool>`${sql.ref(`tickets.${column}`)} in (${sql.join(values)})`]
const OPEN = ['new', 'active', 'paused', 'waiting']

function conditionsOf(query: TicketQuery, updated: 'updated_at' | 'public_updated_at'): Condition[] {
  // Said the way the partial indexes say it.
  const onlyOpen = query.category?.every((category) => OPEN.includes(category))
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
    ...(query.createdAfter ? [sql<SqlBool>`tickets.created_at > ${new Date(query.createdAfter)}`] : []),
    ...(query.createdBefore ? [sql<SqlBool>`tickets.created_at < ${new Date(query.createdBefore)}`] : []),
    ...(query.updatedAfter
      ? [sql<SqlBool>`${sql.ref(`tickets.${updated}`)} > ${new Date(query.updatedAfter)}`]
      : []),
  ]
}

/** Rows behind the cursor's position in the total order (key, id): stable while others are added. */
function after(position: Position, key: RawBuilder<unknown>, direction: 'asc' | 'desc'): Condition {
  return direction === 'desc'
    ? sql<SqlBool>`(${key}, tickets.id) < (${position.at}::timestamptz, ${position.id}::uuid)`
    : sql<SqlBool>`(${key}, tickets.id) > (${position.at}::timestamptz, ${position.id}::uuid)`
}

/** A cursor belongs to its filters and order. */
function fingerprintOf({ limit: _, cursor: __, ...rest }: TicketQuery): string {
  return createHash('sha256').update(JSON.stringify(rest)).digest('base64url').slice(0, 12)
}

function writeCursor(position: Position, fingerprint: string): string {
  return Buffer.from(JSON.stringify([position.at, position.id, fingerprint])).toString('base64url')
}

function readCursor(cursor: string, fingerprint: string): Position {
  try {
    const [at, id, given] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [
      string,
      string,
      string,
    ]
    if (isPosition(at, id) && given === fingerprint) return { at, id }
  } catch {
    // Falls through to the refusal: a cursor that cannot be read is not one of ours.
  }
  return refuse('cursor-mismatch')
}
