import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { parse } from 'zod/mini'
import { type TicketCounts, TicketQuery } from '../../../contract/tickets.ts'
import type { Ctx } from '../../platform/context.ts'
import { shortly } from '../../platform/short-memory.ts'
import { networkOf } from '../directory/index.ts'
import { builtInViews } from '../sign-in/index.ts'
import { requireStaff, visibleTickets, type Way } from './ticket-access.ts'
import { asksOpen, asksWhole, conditionsOf, type TicketFilters, waysFor } from './ticket-filters.ts'

/** A higher number says nothing more to anybody; counting stops there. */
const COUNTED_AT_MOST = 9_999
const STALE_MS = 2_000

/**
 * How many tickets stand in each view of this member of staff: the view's own list, counted. Kept in this process for two
 * seconds, for whoever sees just as far.
 */
export async function countTickets(ctx: Ctx): Promise<TicketCounts> {
  const actor = requireStaff(ctx.actor)
  const views = builtInViews(actor, await networkOf(ctx), ctx.language)
  if (views.length === 0) return { items: [] }
  const sight = JSON.stringify([actor.userId, actor.companyId, actor.scopes, views.map(({ key }) => key)])
  const counts = await shortly(
    ctx.house,
    `counts ${sight}`,
    () =>
      countEach(
        ctx,
        views.map(({ query }) => parse(TicketQuery, query)),
      ),
    STALE_MS,
  )
  return {
    items: views.map(({ key }, place) => {
      const count = counts[place] ?? 0
      return { key, count: Math.min(count, COUNTED_AT_MOST), capped: count > COUNTED_AT_MOST }
    }),
  }
}

// More open tickets than a house of this size has: then each view is counted apart, and stops early.
const IN_SIGHT_AT_MOST = 40_000

/** The lengths of these lists, up to one more than is told. */
export async function countEach(
  ctx: Ctx,
  queries: readonly TicketQuery[],
  inSight = IN_SIGHT_AT_MOST,
): Promise<number[]> {
  const together = queries.every(asksOpen) ? await countInSight(ctx, queries, inSight) : null
  return together ?? countApart(ctx, queries)
}

// What a view's query may ask of a row.
const ASKED = `type, status, status_category, assignment, holder_company_id, holder_branch_id, holder_team_id, assignee_id,
  brand_id, source, external_reference, created_by_company_id, created_at, updated_at, closed_at`

/** All views in one walk through the open tickets in sight; null where these are too many. */
async function countInSight(
  ctx: Ctx,
  queries: readonly TicketQuery[],
  atMost: number,
): Promise<number[] | null> {
  const predicates = (sight?: Way['sight']) =>
    visibleTickets(ctx).flatMap((way) => (sight === undefined || way.sight === sight ? [way.predicate] : []))
  const any = (alternatives: RawBuilder<SqlBool>[]) =>
    alternatives.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(alternatives, sql` or `)})`
  const counts = queries.map((query) => {
    const where = [
      ...conditionsOf(query, 'updated_at'),
      ...(asksWhole(ctx, query) ? [sql`tickets.seen_wholly`] : []),
    ]
    return sql`count(*) filter (where ${sql.join(where, sql` and `)})`
  })
  const { rows } = await sql<{ total: number; counts: number[] }>`
    select count(*) as total, array[${sql.join(counts)}]::integer[] as counts
    from (select ${sql.raw(ASKED)}, ${any(predicates('full'))} as seen_wholly from tickets
      where ${any(predicates())} and tickets.closed_at is null limit ${atMost + 1}) as tickets`.execute(
    ctx.tx,
  )
  const [found] = rows
  return found && found.total <= atMost ? found.counts : null
}

async function countApart(ctx: Ctx, queries: readonly TicketQuery[]): Promise<number[]> {
  const counts = queries.map((query) => countOf(ctx, query))
  const { rows } = await sql<{ counts: number[] }>`
    select array[${sql.join(counts)}]::integer[] as counts`.execute(ctx.tx)
  return rows[0]?.counts ?? []
}

/** One more than is told, so that it shows that there are more. A row that is seen in two ways counts once. */
function countOf(ctx: Ctx, query: TicketFilters & Pick<TicketQuery, 'q' | 'sort'>): RawBuilder<number> {
  const scans = waysFor(ctx, query).map((way) => {
    const where = sql.join([way.predicate, ...conditionsOf(query, 'updated_at')], sql` and `)
    return sql`(select id from tickets where ${where} limit ${COUNTED_AT_MOST + 1})`
  })
  if (scans.length === 0) return sql`0`
  return sql`(select count(*) from (${sql.join(scans, sql` union `)}) as seen)`
}
