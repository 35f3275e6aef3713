import { sql } from 'kysely'
import type { Audience, EventType } from '../../../contract/event-types.ts'
import type { Ctx } from '../context.ts'
import type { EventTables } from './tables.ts'

/** An event as it stands in the feed. */
export type StoredEvent = {
  id: string
  position: number
  subjectType: string
  subjectId: string
  sequence: number
  type: EventType
  at: Date
  actorKind: string
  actorId: string | null
  actorCompanyId: string | null
  audience: Audience
  companies: readonly string[]
  data: Record<string, unknown>
  /** Brought in from the past: followers that reach outside leave it alone. */
  history: boolean
}

export type FeedPage = {
  events: StoredEvent[]
  /** Where the reader may put its cursor: all up to here was looked at, also what the filter left out. */
  through: number
}

/**
 * The next `limit` places of the feed after a position, in order. Positions are given one batch after the other, so
 * a reader that goes on from `through` misses nothing. `types` and `history: false` leave events out.
 */
export async function readEvents(
  ctx: Ctx,
  {
    after,
    limit,
    types,
    history = true,
  }: { after: number; limit: number; types?: readonly EventType[]; history?: boolean },
): Promise<FeedPage> {
  const db = ctx.tx.withTables<EventTables>()
  const window = await db
    .selectFrom(
      db
        .selectFrom('events')
        .select('position')
        .where('position', '>', String(after))
        .orderBy('position')
        .limit(limit)
        .as('places'),
    )
    .select(sql<number | null>`max(position)`.as('through'))
    .executeTakeFirst()
  if (window?.through == null) return { events: [], through: after }
  const through = Number(window.through)
  let query = db
    .selectFrom('events')
    .selectAll()
    .where('position', '>', String(after))
    .where('position', '<=', String(through))
    .orderBy('position')
  if (types) query = query.where('type', 'in', [...types])
  if (!history) query = query.where('history', '=', false)
  const rows = await query.execute()
  const events = rows.map((row) => ({
    id: row.id,
    position: Number(row.position),
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    sequence: row.sequence,
    type: row.type as EventType,
    at: row.at,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorCompanyId: row.actor_company_id,
    audience: row.audience,
    companies: row.companies,
    data: row.data,
    history: row.history,
  }))
  return { events, through }
}
