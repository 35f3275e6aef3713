import type { FastifyRequest } from 'fastify'
import type { Actor } from '../../../contract/actor.ts'
import type { House } from '../context.ts'
import { addressKey } from '../limits/address-key.ts'
import { consume, type Limit, type LimitHeaders } from '../limits/consume.ts'
import { callerKey } from './idempotency.ts'
import type { Route } from './route.ts'

/*
 * Who may write how often. Reading is not counted. An address may stand for a whole carrier's customers, so its bound
 * is wide; a session's is narrow; a client's lets it create 120 tickets in a few seconds (docs/api-guide.md).
 */
const MINUTE = 60
const HOUR = 3600

/** Counts one write against the caller's limit. Refuses with `rate-limited`; gives the headers that tell what is left. */
export async function limitRequest(
  house: House,
  request: FastifyRequest,
  actor: Actor,
  route: Route,
): Promise<LimitHeaders | null> {
  if (route.method === 'GET') return null
  const limits = limitsFor(request, actor, route)
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

function limitsFor(request: FastifyRequest, actor: Actor, route: Route): Limit[] {
  const place = `${route.method} ${route.path}`
  const address: Limit = {
    ...(OWN_COUNTS[place] ?? OTHER_WRITES),
    key: addressKey(request.ip),
    seconds: 10 * MINUTE,
  }
  // Whoever opens a link is nobody yet; sessions that come along change nothing.
  if (place === 'POST /tracking') return [address]
  const caller = { key: callerKey(actor) }
  switch (actor.kind) {
    case 'client':
      return [{ name: 'client', ...caller, points: 1200, seconds: MINUTE, atOnce: 20 }]
    case 'staff':
      return [{ name: 'staff', ...caller, points: 600, seconds: MINUTE }]
    case 'customer':
      // Whoever has proved who they are may write to each of several requests as by its link.
      if (actor.customerId) {
        const customer = { name: 'customer', key: actor.customerId }
        return [address, { ...customer, points: 240, seconds: 10 * MINUTE }]
      }
      return [address, { name: 'session', ...caller, points: 30, seconds: HOUR }]
    case 'link':
      return [address, { name: 'link', ...caller, points: 60, seconds: 10 * MINUTE }]
    default:
      return [address]
  }
}
