import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Actor } from '../../../contract/actor.ts'
import type { SecurityEventType } from '../../../contract/security-events.ts'
import type { Ctx, House } from '../context.ts'
import { addressKey } from '../limits/address-key.ts'
import type { SecurityLogTables } from './tables.ts'

/** One line of the security log. */
export type SecurityEvent = {
  type: SecurityEventType
  outcome: 'done' | 'refused'
  /** Whom it is about, where that is not the actor: a user, a client, a setting. */
  subject?: { type: 'user' | 'client' | 'setting' | 'session' | 'directory' | 'ticket' | 'route'; id: string }
  /** The caller's address. */
  address?: string
  /** Ids, codes and counts; never a secret, a code or a contact. */
  detail?: Record<string, unknown>
  /** Who did it, where that is not the actor of the act. */
  actor?: Actor
}

/** Writes down what an act did, in the act's own transaction: it is there exactly when the act is. */
export async function recordSecurity(
  ctx: Pick<Ctx, 'tx' | 'now' | 'actor'>,
  event: SecurityEvent,
): Promise<void> {
  const actor = event.actor ?? ctx.actor
  await ctx.tx
    .withTables<SecurityLogTables>()
    .insertInto('security_log')
    .values({
      ...{ id: uuidv7(), at: ctx.now, type: event.type, outcome: event.outcome },
      ...{ actor_kind: actor.kind, actor_id: idOf(actor) },
      actor_company_id: 'companyId' in actor ? actor.companyId : null,
      ...{ subject_type: event.subject?.type ?? null, subject_id: event.subject?.id ?? null },
      address: event.address ?? null,
      detail: JSON.stringify(event.detail ?? {}),
    })
    .execute()
}

const WINDOW_MS = 60_000
const MOST_NAMES = 2000
const told = new WeakMap<House, Map<string, number>>()

/**
 * Writes down what was refused, outside the refused act's transaction. The same refusal of the same caller is written
 * once a minute by each process, so that a flood of requests does not become a flood of lines. Never fails the answer.
 */
export async function recordRefusal(house: House, event: SecurityEvent & { actor: Actor }): Promise<void> {
  const { actor, type, subject, address, detail } = event
  const from = address && addressKey(address)
  const name = JSON.stringify([type, actor.kind, idOf(actor), from, subject?.id, detail])
  const memory = told.get(house) ?? new Map<string, number>()
  told.set(house, memory)
  const now = house.clock()
  const last = memory.get(name)
  if (last !== undefined && now.getTime() - last < WINDOW_MS) return
  if (memory.size >= MOST_NAMES) memory.clear()
  memory.set(name, now.getTime())
  try {
    await recordSecurity({ tx: house.db, now, actor }, event)
  } catch (error) {
    house.log.error({ err: error }, 'security log: a refusal could not be written down')
  }
}

/** The id by which an actor stands in the log. */
function idOf(actor: Actor): string | null {
  switch (actor.kind) {
    case 'staff':
      return actor.userId
    case 'client':
      return actor.clientId
    case 'system':
      return actor.name
    case 'customer':
      return actor.customerId ?? null
    case 'link':
      return actor.ticketId
    case 'nobody':
      return null
  }
}

/** Drops lines older than `SECURITY_LOG_DAYS`. */
export async function forgetOldSecurityLog(ctx: Pick<Ctx, 'tx' | 'now' | 'house'>): Promise<void> {
  const oldest = new Date(ctx.now.getTime() - ctx.house.config.securityLogDays * 86_400_000)
  await sql`select forget_security_log(${oldest})`.execute(ctx.tx)
}
