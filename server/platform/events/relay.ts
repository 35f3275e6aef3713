import type { EventType } from '../../../contract/event-types.ts'
import { type Ctx, type House, inTransaction } from '../context.ts'
import { keepConnection, pauseUnless, untilAborted } from './keep-connection.ts'
import { readEvents, type StoredEvent } from './read-events.ts'
import { EVENTS_CHANNEL } from './sequencer.ts'
import type { EventTables } from './tables.ts'

/**
 * Somebody who is told of events. `onEvent` runs in the transaction that moves the subscriber's cursor, so what it
 * writes there (its own job) exists once for each event. It must not reach outside: that is the job's part.
 */
export type Subscriber = {
  /** Names its cursor: changing it means starting again from the first event. */
  name: string
  types: readonly EventType[]
  onEvent: (ctx: Ctx, event: StoredEvent) => Promise<void>
}

export type Relay = { close(): Promise<void> }

const BATCH = 200
const FALLBACK_MS = 2_000
const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 30_000

/**
 * Leads every subscriber along the feed. Any number of processes may do so: a cursor's row is locked while it moves,
 * and whoever finds it locked passes by. History (imports, the demo's past) is passed over.
 */
export function startRelay(house: House, subscribers: readonly Subscriber[]): Relay {
  const closing = new AbortController()
  const followers = subscribers.map((subscriber) => startFollower(house, subscriber, closing.signal))
  const wakeAll = () => {
    for (const follower of followers) follower.wake()
  }
  const listener = keepConnection(house, 'relay', async (client, ended) => {
    client.on('notification', wakeAll)
    await client.query(`listen ${EVENTS_CHANNEL}`)
    // Something may have been said while nobody listened.
    wakeAll()
    await untilAborted(ended)
  })
  return {
    close: async () => {
      closing.abort()
      await Promise.all([listener.close(), ...followers.map((follower) => follower.done)])
    },
  }
}

function startFollower(house: House, subscriber: Subscriber, closing: AbortSignal) {
  let woken = new AbortController()
  const wake = () => woken.abort()
  return { wake, done: run() }

  async function run(): Promise<void> {
    let failures = 0
    let begun = false
    // Places still to be taken one at a time after a failure, so that all before the stumbling block gets through.
    let careful = 0
    while (!closing.aborted) {
      // Renewed before reading: whoever calls after this is heard.
      woken = new AbortController()
      try {
        if (!begun) await ensureCursor(house, subscriber)
        begun = true
        if (await follow(house, subscriber, careful > 0 ? 1 : BATCH)) {
          failures = 0
          careful = Math.max(careful - 1, 0)
          continue
        }
        await pauseUnless(AbortSignal.any([closing, woken.signal]), FALLBACK_MS)
      } catch (error) {
        failures += 1
        careful = BATCH
        const pause = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS)
        house.log.error({ err: error, subscriber: subscriber.name, failures, pause }, 'subscriber failed')
        await pauseUnless(closing, pause)
      }
    }
  }
}

const actorOf = (subscriber: Subscriber) => ({ kind: 'system' as const, name: `relay ${subscriber.name}` })

async function ensureCursor(house: House, subscriber: Subscriber): Promise<void> {
  await house.db
    .withTables<EventTables>()
    .insertInto('subscriber_cursors')
    .values({ subscriber: subscriber.name, position: '0' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Moves the cursor over the next events; false when there are none, or another process is at it. */
async function follow(house: House, subscriber: Subscriber, limit: number): Promise<boolean> {
  return inTransaction(house, { actor: actorOf(subscriber) }, async (ctx) => {
    const db = ctx.tx.withTables<EventTables>()
    const cursor = await db
      .selectFrom('subscriber_cursors')
      .select('position')
      .where('subscriber', '=', subscriber.name)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!cursor) return false
    const after = Number(cursor.position)
    const page = await readEvents(ctx, { after, limit, types: subscriber.types, history: false })
    if (page.through === after) return false
    for (const event of page.events) await subscriber.onEvent(ctx, event)
    await db
      .updateTable('subscriber_cursors')
      .set({ position: String(page.through) })
      .where('subscriber', '=', subscriber.name)
      .execute()
    return true
  })
}
