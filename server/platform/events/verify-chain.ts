import type { Ctx } from '../context.ts'
import { hashEvent } from './hash-event.ts'
import type { EventTables } from './tables.ts'

export type BrokenLink = {
  /** The place in the subject's history where it no longer holds together. */
  sequence: number
  reason: 'event-missing' | 'link-broken' | 'event-changed'
}

/** `count` is for the caller to compare: the end of a chain can be cut off without a trace in what is left. */
export type ChainReport = { count: number; broken: BrokenLink | null }

/** Computes a subject's chain of hashes again, and names the first link that is not as it was written. */
export async function verifyChain(ctx: Ctx, subjectType: string, subjectId: string): Promise<ChainReport> {
  const events = await ctx.tx
    .withTables<EventTables>()
    .selectFrom('events')
    .selectAll()
    .where('subject_type', '=', subjectType)
    .where('subject_id', '=', subjectId)
    .orderBy('sequence')
    .execute()
  let previous: Buffer | null = null
  let sequence = 1
  for (const event of events) {
    const broken = (reason: BrokenLink['reason']) => ({ count: events.length, broken: { sequence, reason } })
    if (event.sequence !== sequence) return broken('event-missing')
    if (!sameHash(event.previous_hash, previous)) return broken('link-broken')
    if (!event.hash.equals(hashEvent(event, previous))) return broken('event-changed')
    previous = event.hash
    sequence += 1
  }
  return { count: events.length, broken: null }
}

const sameHash = (a: Buffer | null, b: Buffer | null) => (a === null || b === null ? a === b : a.equals(b))
