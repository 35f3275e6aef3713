import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Actor } from '../../contract/actor.ts'
import type { Language } from '../../contract/languages.ts'
import type { Config } from './config.ts'
import type { PlatformTables } from './db/connect.ts'
import { enterAct, presentAct } from './enter-act.ts'
import { appendEvents, type NewEvent } from './events/append-events.ts'

/**
 * A connection inside a transaction. Rooms narrow it to their own tables with `tx.withTables<…>()`, so that no room
 * can name another's tables by accident.
 */
export type Tx = Kysely<PlatformTables>

/** What lives as long as the process. */
export type House = {
  config: Config
  db: Tx
  log: Logger
  clock: () => Date
  /** How old small things kept in memory may be, in milliseconds; 0 where not given (`short-memory.ts`). */
  staleMs?: number
}

/** Handed to every act: who, in which transaction, when, and where to record what happened. */
export type Ctx = {
  house: House
  actor: Actor
  tx: Tx
  now: Date
  language: Language
  /** True while a past is being brought in (demo, import): what is recorded is history, and nobody is told. */
  history: boolean
  /** The id to give to the one thing that the act makes, where its outcome is already promised to a repeat. */
  proposedId?: string
  /** Records a fact. It is written when the act ends, in the same transaction. */
  record: (event: NewEvent) => void
}

/** Runs one act in one transaction; its events are written just before the commit. */
export async function inTransaction<Result>(
  house: House,
  who: { actor: Actor; language?: Language },
  act: (ctx: Ctx) => Promise<Result>,
): Promise<Result> {
  return house.db.transaction().execute((tx) => actWithin(house, tx, { ...who, now: house.clock() }, act))
}

/** Runs one act inside a transaction that is already open; several acts then stand or fall together. */
export async function actWithin<Result>(
  house: House,
  tx: Tx,
  who: { actor: Actor; language?: Language; now: Date; history?: boolean },
  act: (ctx: Ctx) => Promise<Result>,
): Promise<Result> {
  const events: NewEvent[] = []
  const ctx: Ctx = {
    house,
    actor: who.actor,
    tx,
    now: who.now,
    language: who.language ?? 'en',
    history: who.history ?? false,
    record: (event) => events.push(event),
  }
  const leave = entered.has(tx) ? await presentAct(tx) : null
  await enterAct(tx, who.actor, { config: house.config, now: who.now })
  entered.add(tx)
  const result = await act(ctx)
  await appendEvents(ctx, events)
  // After an act within an act the outer one goes on as itself; a refusal of the inner one is the end of both.
  await leave?.()
  return result
}

/** Transactions whose database has been told who acts. */
const entered = new WeakSet<Tx>()
