import { createHmac } from 'node:crypto'
import { CompiledQuery, sql } from 'kysely'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Ctx, House, Tx } from '../context.ts'
import { refuse } from '../refusal.ts'
import { deriveKey } from '../seal.ts'

export type Limit = {
  /** The policy's name: letters, digits and hyphens. Callers see it. */
  name: string
  /** Whom it counts: an address (see `addressKey`), a session, a client. Kept as a keyed hash only. */
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
  const hashed = hashedKey(house, limit)
  if ((limit.atOnce ?? 1) === 1) return headers(limit, await take(house, limit, hashed))
  const { inHand, underWay } = handFor(house.db)
  const id = `${limit.name} ${hashed}`
  for (;;) {
    const held = inHand.get(id)
    if (held && held.left > 0 && held.until > performance.now()) {
      held.left -= 1
      return held.headers
    }
    const other = underWay.get(id)
    if (!other) {
      const own = fillHand(house, limit, hashed, inHand, id).finally(() => underWay.delete(id))
      underWay.set(id, own)
      return own
    }
    // Whoever comes meanwhile is served from what one caller takes, or refused with it: no point is taken twice.
    await other
  }
}

/** Gives one point back, where what it was spent on came to nothing. A window that is over meanwhile stays over. */
export async function giveBack(house: Pick<House, 'db' | 'config'>, limit: Limit): Promise<void> {
  const row = `${limit.name}:${hashedKey(house, limit)}`
  await sql`
    update rate_limits set points = points - 1
    where key = ${row} and points > 0 and expire > ${Date.now()}`.execute(house.db)
  // This process may remember the caller as spent.
  limiterFor(house.db, limit).deleteInMemoryBlockedAll()
}

/** Takes as many points as the limit says, keeps all but one in hand, and gives the headers for that one. */
async function fillHand(
  house: Pick<House, 'db'>,
  limit: Limit,
  hashed: string,
  inHand: Map<string, Held>,
  id: string,
): Promise<LimitHeaders> {
  const left = await take(house, limit, hashed)
  if (inHand.size > MOST_IN_HAND) inHand.clear()
  const until = performance.now() + left.msBeforeNext
  const told = headers(limit, left)
  inHand.set(id, { left: (limit.atOnce ?? 1) - 1, until, headers: told })
  return told
}

async function take(house: Pick<House, 'db'>, limit: Limit, hashed: string): Promise<RateLimiterRes> {
  try {
    return await limiterFor(house.db, limit).consume(hashed, limit.atOnce ?? 1)
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
/** And the takes that are under way, one for each key. */
type Hand = { inHand: Map<string, Held>; underWay: Map<string, Promise<unknown>> }
const hands = new WeakMap<Tx, Hand>()

function handFor(db: Tx): Hand {
  const known: Hand = hands.get(db) ?? { inHand: new Map(), underWay: new Map() }
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
