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
  // These tickets are the company's no more, so the database gives their lines by a function of its own.
  const { rows } = await sql<{ id: string; number: string; type: string; received_at: Date; left_at: Date }>`
    select id, number, type, received_at, left_at
    from left_company(${query.limit + 1}, ${before?.at ?? null}, ${before?.id ?? null})`.execute(ctx.tx)
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
