import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import { refuse } from '../../platform/refusal.ts'
import { isPosition } from './page-position.ts'
import { requireStaff } from './ticket-access.ts'

type Line = { number: string; type: string; receivedAt: string; leftAt: string }

/**
 * What is left to a company of tickets that it held and that went elsewhere: number, type, times, newest first (domain.md,
 * "Staff as requester"). Only for scope rows of the whole company.
 */
export async function listHandOffs(
  ctx: Ctx,
  query: { limit: number; cursor?: string | undefined },
): Promise<{ items: Line[]; nextCursor: string | null }> {
  const actor = requireStaff(ctx.actor)
  // A row that is narrowed to one brand is not the whole company: the log does not know brands.
  const whole = actor.scopes.some(
    ({ kind, unitId, brandId }) =>
      brandId === null && (kind === 'network' || (kind === 'company' && unitId === actor.companyId)),
  )
  if (!whole) return refuse('not-permitted')
  const before = query.cursor === undefined ? null : readCursor(query.cursor)
  // A stay is a run of hand-offs within the company; it ends where the ticket goes to another holder.
  const { rows } = await sql<{ id: string; number: string; type: string; received_at: Date; left_at: Date }>`
    select last.id, tickets.number, tickets.type, last.ended_at as left_at,
      (select first.at from hand_offs first
        where first.ticket_id = last.ticket_id and first.serial <= last.serial
          and first.to_company_id = ${actor.companyId}
          and first.from_company_id is distinct from ${actor.companyId}
        order by first.serial desc limit 1) as received_at
    from hand_offs last
    join tickets on tickets.id = last.ticket_id
    join lateral (select to_company_id from hand_offs
      where ticket_id = last.ticket_id and serial > last.serial order by serial limit 1) next
      on next.to_company_id is distinct from ${actor.companyId}
    where last.to_company_id = ${actor.companyId} and last.ended_at is not null
      and (${before?.at ?? null}::timestamptz is null
        or (last.ended_at, last.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by last.ended_at desc, last.id desc
    limit ${query.limit + 1}`.execute(ctx.tx)
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: page.map((row) => ({
      number: row.number,
      type: row.type,
      receivedAt: row.received_at.toISOString(),
      leftAt: row.left_at.toISOString(),
    })),
    nextCursor: last ? Buffer.from(`${last.left_at.toISOString()} ${last.id}`).toString('base64url') : null,
  }
}

function readCursor(cursor: string): { at: string; id: string } {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  return isPosition(at, id) ? { at, id } : refuse('cursor-mismatch')
}
