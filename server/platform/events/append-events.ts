import { type Kysely, sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Actor } from '../../../contract/actor.ts'
import type { Audience, EventType } from '../../../contract/event-types.ts'
import type { PlatformTables } from '../db/connect.ts'
import { hashEvent } from './hash-event.ts'
import type { EventTables } from './tables.ts'

/** What of an act's context is written down with its events. */
type Recorder = { actor: Actor; tx: Kysely<PlatformTables>; now: Date; history: boolean }

/** A fact to record: ids and values that are not personal; names and free text stay in the rooms, by reference. */
export type NewEvent = {
  subjectType: string
  subjectId: string
  type: EventType
  audience: Audience
  /** The companies that may read it, stamped now and never widened; empty for `public`. */
  companies: readonly string[]
  data: Record<string, unknown>
  /** True for the first event of a new subject: spares the look for one before it. */
  first?: boolean
  /** Who did it, where that is not the actor of the act. */
  actor?: Actor
}

/**
 * Writes events to the append-only log, each chained to its subject's previous one. The act must hold the subject's
 * row lock, so that one subject's events commit in order; the unique (subject, sequence) refuses anything else.
 */
export async function appendEvents(ctx: Recorder, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const db = ctx.tx.withTables<EventTables>()
  const tails = new Map<string, { sequence: number; hash: Buffer | null }>()
  const rows = []
  for (const event of events) {
    const key = `${event.subjectType} ${event.subjectId}`
    let tail = tails.get(key)
    if (!tail) {
      const last = event.first ? undefined : await lastEventOf(ctx.tx, event)
      tail = last ?? { sequence: 0, hash: null }
    }
    const actor = event.actor ?? ctx.actor
    const fields = {
      id: uuidv7(),
      subject_type: event.subjectType,
      subject_id: event.subjectId,
      sequence: tail.sequence + 1,
      type: event.type,
      at: ctx.now,
      actor_kind: actor.kind,
      actor_id: actorId(actor),
      actor_company_id: 'companyId' in actor ? actor.companyId : null,
      audience: event.audience,
      companies: [...new Set(event.companies)].sort(),
      data: event.data,
    }
    const hash = hashEvent(fields, tail.hash)
    rows.push({
      ...fields,
      data: JSON.stringify(fields.data),
      previous_hash: tail.hash,
      hash,
      history: ctx.history,
      position: null,
    })
    tails.set(key, { sequence: fields.sequence, hash })
  }
  await db.insertInto('events').values(rows).execute()
}

/** The end of a subject's chain. Not by reading the log: the actor may not be meant to read its last event. */
async function lastEventOf(tx: Recorder['tx'], { subjectType, subjectId }: NewEvent) {
  const { rows } = await sql<{ sequence: number; hash: Buffer }>`
    select sequence, hash from last_event_of(${subjectType}, ${subjectId}::uuid)`.execute(tx)
  return rows[0]
}

/** The id by which an actor stands in the log; a portal session and a link leave none, they say nothing of a person. */
function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case 'staff':
      return actor.userId
    case 'client':
      return actor.clientId
    case 'system':
      return actor.name
    case 'customer':
    case 'link':
    case 'nobody':
      return null
  }
}
