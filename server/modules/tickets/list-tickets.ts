import { createHash } from 'node:crypto'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ReducedTicket, Sort, TicketQuery, TicketRow } from '../../../contract/tickets.ts'
import type { Ctx } from '../../platform/context.ts'
import { refuse } from '../../platform/refusal.ts'
import { isPosition } from './page-position.ts'
import { presentRow } from './present-ticket.ts'
import { type Found, findTickets } from './search-queries.ts'
import { sightOf, visibleTicket, type Way } from './ticket-access.ts'
import { type Condition, conditionsOf, questionOf, waysFor } from './ticket-filters.ts'
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
  const fingerprint = fingerprintOf(query)
  const position = query.cursor === undefined ? null : readCursor(query.cursor, fingerprint)
  const wanted = query.limit + 1
  const found =
    query.q === undefined
      ? await scan(ctx, query, ways, position, wanted)
      : await findTickets(ctx, query.q, questionOf(ctx, query), { after: position, most: wanted })
  const page = found.slice(0, query.limit)
  const rows = await inOrder(
    ctx,
    page.map((row) => row.id),
  )
  const last = found.length > query.limit ? page.at(-1) : undefined
  const viewer = await viewerOf(ctx)
  const items = []
  for (const ticket of rows) items.push(presentRow(viewer, { ticket, sight: await sightOf(ctx, ticket) }))
  const next = last && { at: last.at.toISOString(), id: last.id }
  return { items, nextCursor: next ? writeCursor(next, fingerprint) : null }
}

/** Each way of seeing is one ordered scan that stops at the page's length. */
async function scan(
  ctx: Ctx,
  query: TicketQuery,
  ways: readonly Way[],
  position: Position | null,
  wanted: number,
): Promise<Found[]> {
  const { column, direction } = ORDERS[query.sort]
  const order = sql`at ${sql.raw(direction)}, id ${sql.raw(direction)}`
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
  const { rows } = await sql<Found>`
    select distinct id, at from (${sql.join(scans, sql` union all `)}) as seen
    order by ${order} limit ${wanted}`.execute(ctx.tx)
  return rows
}

async function inOrder(ctx: Ctx, ids: string[]): Promise<TicketRecord[]> {
  if (ids.length === 0) return []
  const rows = await ticketTables(ctx)
    .selectFrom('tickets')
    .selectAll()
    .where('id', 'in', ids)
    .where(visibleTicket(ctx))
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
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
