import type { FastifyRequest } from 'fastify'
import type { Actor, ClientActor } from '../../../contract/actor.ts'
import type { House } from '../context.ts'
import { addressKey } from '../limits/address-key.ts'
import { consume, type Limit, type LimitHeaders } from '../limits/consume.ts'
import { callerKey } from './idempotency.ts'
import type { Route } from './route.ts'

/*
 * Who may write and search how often; other reading is not counted. An address may stand for a whole carrier's customers,
 * so its bound is wide; a session's is narrow; a client's lets it create 120 tickets in a few seconds
 * (docs/api-guide.md).
 */
const MINUTE = 60
const HOUR = 3600

/** Counts one write or search against the caller's limits. Refuses with `rate-limited`; gives the headers that tell what is left. */
export async function limitRequest(
  house: House,
  request: FastifyRequest,
  actor: Actor,
  route: Route,
): Promise<LimitHeaders | null> {
  if (route.method === 'GET' && !isSearch(request, route)) return null
  const limits = route.method === 'GET' ? [searchLimit(actor)] : writeLimits(request, actor, route)
  let headers: LimitHeaders | null = null
  for (const limit of limits) headers = await consume(house, limit)
  return headers
}

/** An address has a count of its own for each of these, so that guessing at links stops nobody who wants to ask. */
const OWN_COUNTS: Record<string, Pick<Limit, 'name' | 'points'>> = {
  'POST /tracking': { name: 'tracking', points: 60 },
  'POST /customer-codes': { name: 'customer-codes', points: 60 },
  'POST /customer-session': { name: 'customer-sign-in', points: 100 },
  'POST /tickets': { name: 'creation', points: 300 },
}
const OTHER_WRITES = { name: 'address', points: 300 }

/** A search reads far more than it answers. Counted before the words are looked at. */
const isSearch = (request: FastifyRequest, route: Route) =>
  route.path === '/tickets' && (request.query as Record<string, unknown>).q !== undefined

function searchLimit(actor: Actor): Limit {
  if (actor.kind === 'client') return clientLimit(actor)
  return { name: 'search', key: ownKey(actor), points: 300, seconds: MINUTE, atOnce: 10 }
}

/** A publishable key stands in the source of a page: what it spends is not taken from its client's own systems. */
function clientLimit({ clientId, publishable }: ClientActor): Limit {
  const perMinute = { seconds: MINUTE, atOnce: 20 }
  return publishable
    ? { name: 'embed', key: clientId, points: 600, ...perMinute }
    : { name: 'client', key: `client:${clientId}`, points: 1200, ...perMinute }
}

/** Whoever has proved who they are is counted by that, whichever session asks. */
const ownKey = (actor: Actor) =>
  actor.kind === 'customer' && actor.customerId ? actor.customerId : callerKey(actor)

function writeLimits(request: FastifyRequest, actor: Actor, route: Route): Limit[] {
  const place = `${route.method} ${route.path}`
  const address: Limit = {
    ...(OWN_COUNTS[place] ?? OTHER_WRITES),
    key: addressKey(request.ip),
    seconds: 10 * MINUTE,
  }
  // Whoever opens a link is nobody yet; sessions that come along change nothing.
  if (place === 'POST /tracking') return [address]
  const caller = { key: ownKey(actor) }
  switch (actor.kind) {
    case 'client':
      return actor.publishable ? [address, clientLimit(actor)] : [clientLimit(actor)]
    case 'staff':
      return [{ name: 'staff', ...caller, points: 600, seconds: MINUTE }]
    case 'customer':
      // Whoever has proved who they are may write to each of several requests as by its link.
      if (actor.customerId) {
        return [address, { name: 'customer', ...caller, points: 240, seconds: 10 * MINUTE }]
      }
      return [address, { name: 'session', ...caller, points: 30, seconds: HOUR }]
    case 'link':
      return [address, { name: 'link', ...caller, points: 60, seconds: 10 * MINUTE }]
    default:
      return [address]
  }
}
