import type { Selectable } from 'kysely'
import type { Ctx } from '../context.ts'
import type { EventsTable, EventTables } from './tables.ts'

export type StoredEvent = Selectable<EventsTable>

/** Everything recorded of one subject, in order. Who may read which event is for the subject's room to decide. */
export async function eventsOfSubject(ctx: Ctx, type: string, id: string): Promise<StoredEvent[]> {
  return ctx.tx
    .withTables<EventTables>()
    .selectFrom('events')
    .selectAll()
    .where('subject_type', '=', type)
    .where('subject_id', '=', id)
    .orderBy('sequence')
    .execute()
}
