import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../../contract/actor.ts'
import type { Ctx } from '../context.ts'
import { refuse } from '../refusal.ts'

type IdempotencyKeysTable = {
  caller: string
  key: string
  fingerprint: Buffer
  status: number | null
  subject_id: string | null
  created_at: Date
}
type Tables = { idempotency_keys: IdempotencyKeysTable }

const KEPT_HOURS = 24
const MAX_KEY = 200

/**
 * The key of the header: a structured-field string, quoted or not (draft-ietf-httpapi-idempotency-key-header-07).
 * Refuses an empty, overlong or unprintable one.
 */
export function readIdempotencyKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null
  const raw = (Array.isArray(header) ? header.join(',') : header).trim()
  const key = raw.startsWith('"') && raw.endsWith('"') && raw.length > 1 ? raw.slice(1, -1) : raw
  if (key === '' || key.length > MAX_KEY || !/^[\x21-\x7e]+$/.test(key)) refuse('idempotency-key-invalid')
  return key
}

/** What is remembered of a request: the route, its parameters and the body as the contract read it; hashed. */
export function fingerprintOf(route: string, body: unknown): Buffer {
  return createHash('sha256')
    .update(route)
    .update('\n')
    .update(JSON.stringify(body) ?? '')
    .digest()
}

/** Keys are scoped to the caller: two callers may use the same key. */
export function callerKey(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return `staff:${actor.userId}`
    case 'client':
      // A publishable key is everybody's: what it did for one visitor is no answer to another, nor to the secret key.
      return actor.publishable ? `embed:${actor.clientId}:${actor.visitor ?? ''}` : `client:${actor.clientId}`
    case 'customer':
      return `customer:${actor.sessionId}`
    case 'link':
      return `link:${actor.ticketId}`
    case 'system':
      return `system:${actor.name}`
    case 'nobody':
      return 'nobody'
  }
}

/**
 * Claims the key within the act's transaction, or gives the stored outcome of the first. What the act is expected to
 * come to is written along, which spares `keepOutcome` where it does. A twin that runs at the same time waits here for
 * the first to end; if it takes longer than any proxy's patience, the lock timeout ends the wait (409).
 */
export async function claimKey(
  ctx: Ctx,
  key: string,
  fingerprint: Buffer,
  expected: { status: number; subjectId: string },
): Promise<{ status: number; subjectId: string } | null> {
  const db = ctx.tx.withTables<Tables>()
  const caller = callerKey(ctx.actor)
  const expired = new Date(ctx.now.getTime() - KEPT_HOURS * 3_600_000)
  const { status, subjectId } = expected
  try {
    // The patience is set by the statement that needs it: one walk to the database instead of two.
    const claimed = await sql`
      insert into idempotency_keys (caller, key, fingerprint, status, subject_id, created_at)
      select ${caller}, ${key}, ${fingerprint}::bytea, ${status}::integer, ${subjectId}, ${ctx.now}::timestamptz
      from (select set_config('lock_timeout', '5s', true)) as patience
      on conflict (caller, key) do update set fingerprint = excluded.fingerprint, status = excluded.status,
        subject_id = excluded.subject_id, created_at = excluded.created_at
        where idempotency_keys.created_at < ${expired}::timestamptz
      returning key`.execute(ctx.tx)
    if (claimed.rows.length > 0) return null
  } catch (error) {
    if ((error as { code?: string }).code === '55P03')
      refuse('idempotency-key-in-use', { headers: { 'retry-after': '1' } })
    throw error
  }
  const stored = await db
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'status', 'subject_id'])
    .where('caller', '=', caller)
    .where('key', '=', key)
    .executeTakeFirst()
  if (!stored) return refuse('idempotency-key-in-use', { headers: { 'retry-after': '1' } })
  if (!stored.fingerprint.equals(fingerprint)) refuse('idempotency-key-reused')
  return { status: stored.status ?? 200, subjectId: stored.subject_id ?? '' }
}

/** Writes the outcome beside the claimed key, in the same transaction as the act. */
export async function keepOutcome(ctx: Ctx, key: string, status: number, subjectId: string): Promise<void> {
  await ctx.tx
    .withTables<Tables>()
    .updateTable('idempotency_keys')
    .set({ status, subject_id: subjectId })
    .where('caller', '=', callerKey(ctx.actor))
    .where('key', '=', key)
    .execute()
}

/** Drops keys past their time; run by the worker. */
export async function forgetOldKeys(ctx: Ctx): Promise<void> {
  const expired = new Date(ctx.now.getTime() - KEPT_HOURS * 3_600_000)
  await ctx.tx.withTables<Tables>().deleteFrom('idempotency_keys').where('created_at', '<', expired).execute()
}
