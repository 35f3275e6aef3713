import { type Kysely, sql } from 'kysely'
import type { Actor } from '../../contract/actor.ts'
import type { Config } from './config.ts'
import type { PlatformTables } from './db/connect.ts'

type Tx = Kysely<PlatformTables>

/*
 * Row-level security, the second net under the access rules (docs/decisions/0044): the database is told who acts, for
 * this transaction only, and looks up itself how far they see. The policies are in the migrations; where nothing was
 * told, they show no row.
 */

/** A tracking link opens a ticket no longer when it was closed before this moment. */
export function closedLinksEnd(config: Pick<Config, 'trackingLinkDays'>, now: Date): Date {
  return new Date(now.getTime() - config.trackingLinkDays * 86_400_000)
}

/** Tells the database who acts from here on in this transaction, in one statement. Nothing is admitted yet. */
export async function enterAct(
  tx: Tx,
  actor: Actor,
  more: { config: Pick<Config, 'trackingLinkDays'>; now: Date },
): Promise<void> {
  const user = actor.kind === 'staff' ? actor.userId : null
  const client = actor.kind === 'client' ? actor.clientId : null
  // A credential may allow less than its client's record does; it never allows more.
  const scopes = actor.kind === 'client' ? [...actor.scopes] : null
  const customer = actor.kind === 'customer' ? (actor.customerId ?? null) : null
  const link =
    actor.kind === 'link'
      ? { ...actor, closedAfter: closedLinksEnd(more.config, more.now).toISOString() }
      : { ticketId: null, linkVersion: null, closedAfter: null }
  await sql`select enter_act(${actor.kind}, ${user}, ${client}, ${customer}, ${link.ticketId},
    ${link.linkVersion}, ${link.closedAfter}, ${scopes}::text[])`.execute(tx)
}

/** What the transaction was told before, to go back to after an act within an act. */
export async function presentAct(tx: Tx): Promise<() => Promise<void>> {
  const { rows } = await sql<{ told: Record<string, string> }>`select present_act() as told`.execute(tx)
  const told = rows[0]?.told
  return async () => {
    await sql`select set_config(key, value, true) from jsonb_each_text(${JSON.stringify(told)}::jsonb)`.execute(
      tx,
    )
  }
}
