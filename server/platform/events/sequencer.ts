import type pg from 'pg'
import type { House } from '../context.ts'
import { type KeptConnection, keepConnection, pauseUnless } from './keep-connection.ts'

/** The channel on which followers hear that there is something new to read. */
export const EVENTS_CHANNEL = 'interchange_events'

export type Sequencer = KeptConnection & {
  /** True while this process is the one that gives positions. */
  leading(): boolean
}

/** Any constant: whoever holds this advisory lock is the leader. */
const LEADER_LOCK = 7_261_115
const BATCH = 500
const IDLE_MS = 100
const NOT_LEADING_MS = 500

/**
 * Starts a candidate for sequencer. Of all candidates one leads, and gives committed events their place in the feed.
 * The lock and the writing are on the same session, so a leader that lost its session can no longer write.
 */
export function startSequencer(house: House): Sequencer {
  let leading = false
  const connection = keepConnection(house, 'sequencer', async (client, ended) => {
    try {
      leading = await becomeLeader(client, ended)
      if (leading) house.log.info('sequencer leads')
      while (!ended.aborted) {
        const placed = await placeEvents(client)
        if (placed < BATCH) await pauseUnless(ended, IDLE_MS)
      }
    } finally {
      leading = false
    }
  })
  return { leading: () => leading, close: connection.close }
}

// Asking again and again rather than waiting inside the database: a waiting statement would hold back vacuum.
async function becomeLeader(client: pg.Client, ended: AbortSignal): Promise<boolean> {
  while (!ended.aborted) {
    const { rows } = await client.query<{ won: boolean }>('select pg_try_advisory_lock($1) as won', [
      LEADER_LOCK,
    ])
    if (rows[0]?.won) return true
    await pauseUnless(ended, NOT_LEADING_MS)
  }
  return false
}

/**
 * One statement, so one transaction: the next positions in the order of `serial`, then one NOTIFY. Within a subject
 * that is the order of commits, because every act locks its subject first; across subjects any order is right.
 */
async function placeEvents(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ placed: number }>(
    `with waiting as (
       select serial, row_number() over (order by serial) as place
       from (select serial from events where position is null order by serial limit ${BATCH}) as next
     ), placed as (
       update events set position = (select coalesce(max(position), 0) from events) + waiting.place
       from waiting where events.serial = waiting.serial
       returning 1
     ), told as (
       select pg_notify('${EVENTS_CHANNEL}', '') where exists (select from placed)
     )
     select (select count(*) from placed)::integer as placed, (select count(*) from told) as told`,
  )
  return rows[0]?.placed ?? 0
}
