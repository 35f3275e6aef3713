import { createHmac } from 'node:crypto'
import { CompiledQuery, sql } from 'kysely'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Ctx, House, Tx } from '../context.ts'
import { refuse } from '../refusal.ts'
import { deriveKey } from '../seal.ts'

export type Limit = {
  /** The policy's name: letters, digits and hyphens. Callers see it. */
  name: string
  /** Whom it counts: an address, a session, a client. Kept as a keyed hash only. */
  key: string
  points: number
  seconds: number
  /**
   * How many are taken from the shared counter at a time and handed out by this process; 1 where not given. Spares most
   * walks to the database for callers with many points; what is left at the window's end is lost to the caller.
   */
  atOnce?: number
}

/** Fields for the answer (draft-ietf-httpapi-ratelimit-headers-11). */
export type LimitHeaders = Record<'ratelimit' | 'ratelimit-policy', string>

/**
 * Counts one against a limit that all processes share. Refuses with `rate-limited` when it is spent; else gives the
 * headers that tell the caller what is left. Within an act, pass its transaction as `db` to count only if it commits.
 */
export async function consume(house: Pick<House, 'db' | 'config'>, limit: Limit): Promise<LimitHeaders> {
  const { name, atOnce = 1 } = limit
  const hashed = hashedKey(house, limit)
  const inHand = handFor(house.db)
  const held = inHand.get(`${name} ${hashed}`)
  if (held && held.left > 0 && held.until > performance.now()) {
    held.left -= 1
    return held.headers
  }
  try {
    const left = await limiterFor(house.db, limit).consume(hashed, atOnce)
    const told = headers(limit, left)
    if (atOnce > 1) {
      if (inHand.size > MOST_IN_HAND) inHand.clear()
      const until = performance.now() + left.msBeforeNext
      inHand.set(`${name} ${hashed}`, { left: atOnce - 1, until, headers: told })
    }
    return told
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason
    return refuseSpent(limit, reason)
  }
}

/** Refuses with `rate-limited` where the limit is spent, and counts nothing: for failures, which are counted later. */
export async function requireLeft(house: Pick<House, 'db' | 'config'>, limit: Limit): Promise<void> {
  const used = await limiterFor(house.db, limit).get(hashedKey(house, limit))
  if (used && used.consumedPoints >= limit.points) refuseSpent(limit, used)
}

const hashedKey = (house: Pick<House, 'config'>, { key }: Limit) =>
  createHmac('sha256', deriveKey(house, 'limits')).update(key).digest('base64url')

function refuseSpent(limit: Limit, used: RateLimiterRes): never {
  const wait = Math.max(1, Math.ceil(used.msBeforeNext / 1000))
  return refuse('rate-limited', {
    values: { seconds: wait },
    headers: { 'retry-after': String(wait), ...headers(limit, used) },
  })
}

/** Points that this process has taken and not yet handed out. */
type Held = { left: number; until: number; headers: LimitHeaders }
const MOST_IN_HAND = 1000
const hands = new WeakMap<Tx, Map<string, Held>>()

function handFor(db: Tx): Map<string, Held> {
  const known = hands.get(db) ?? new Map<string, Held>()
  hands.set(db, known)
  return known
}

const headers = ({ name, points, seconds }: Limit, left: RateLimiterRes): LimitHeaders => ({
  'ratelimit-policy': `"${name}";q=${points};w=${seconds}`,
  ratelimit: `"${name}";r=${left.remainingPoints};t=${Math.max(0, Math.ceil(left.msBeforeNext / 1000))}`,
})

const limiters = new WeakMap<Tx, Map<string, RateLimiterPostgres>>()

function limiterFor(db: Tx, { name, points, seconds }: Limit): RateLimiterPostgres {
  const known = limiters.get(db) ?? new Map<string, RateLimiterPostgres>()
  limiters.set(db, known)
  const id = `${name} ${points} ${seconds}`
  const found = known.get(id)
  if (found) return found
  const limiter = new RateLimiterPostgres({
    storeClient: { query: (query: { text: string; values: unknown[] }) => run(db, query) },
    storeType: 'client',
    tableName: 'rate_limits',
    // The table is made by a migration and swept by housekeeping.
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    points,
    duration: seconds,
    // Whoever goes on after the refusal is refused from memory: a flood does not reach the database.
    inMemoryBlockOnConsumed: points + 1,
  })
  known.set(id, limiter)
  return limiter
}

async function run(db: Tx, { text, values }: { text: string; values: unknown[] }) {
  const { rows } = await db.executeQuery(CompiledQuery.raw(text, values))
  return { rows, rowCount: rows.length }
}

/** Drops counters whose window is over. */
export async function forgetSpentLimits(ctx: Ctx): Promise<void> {
  await sql`delete from rate_limits where expire < ${Date.now()}`.execute(ctx.tx)
}
