import { type RawBuilder, sql } from 'kysely'
import { parse } from 'zod/mini'
import { type TicketCounts, TicketQuery } from '../../../contract/tickets.ts'
import type { Ctx } from '../../platform/context.ts'
import { shortly } from '../../platform/short-memory.ts'
import { networkOf } from '../directory/index.ts'
import { builtInViews } from '../sign-in/index.ts'
import { requireStaff } from './ticket-access.ts'
import { conditionsOf, type TicketFilters, waysFor } from './ticket-filters.ts'

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

async function countEach(ctx: Ctx, queries: readonly TicketQuery[]): Promise<number[]> {
  const { rows } = await sql<{ counts: number[] }>`
    select array[${sql.join(queries.map((query) => countOf(ctx, query)))}]::integer[] as counts`.execute(
    ctx.tx,
  )
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
