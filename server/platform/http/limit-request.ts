import type { FastifyRequest } from 'fastify'
import type { Actor } from '../../../contract/actor.ts'
import type { House } from '../context.ts'
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
  const limits = limitsFor(request, actor)
  let headers: LimitHeaders | null = null
  for (const limit of limits) headers = await consume(house, limit)
  return headers
}

function limitsFor(request: FastifyRequest, actor: Actor): Limit[] {
  const address: Limit = { name: 'address', key: request.ip, points: 300, seconds: 10 * MINUTE }
  const caller = { key: callerKey(actor) }
  switch (actor.kind) {
    case 'client':
      return [{ name: 'client', ...caller, points: 1200, seconds: MINUTE }]
    case 'staff':
      return [{ name: 'staff', ...caller, points: 600, seconds: MINUTE }]
    case 'customer':
      return [address, { name: 'session', ...caller, points: 30, seconds: HOUR }]
    case 'link':
      return [address, { name: 'link', ...caller, points: 60, seconds: 10 * MINUTE }]
    default:
      return [address]
  }
}
