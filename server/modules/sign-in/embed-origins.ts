import type { FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '../../platform/context.ts'
import { shortly } from '../../platform/short-memory.ts'
import { allowedOrigins } from './client-queries.ts'

/*
 * Pages of other sites ask with a publishable key. A browser lets them only where we say so (CORS): exactly the origins
 * of living clients, exactly the routes that such a key may use, never with cookies.
 */
const HEADERS = 'authorization, content-type, idempotency-key, accept-language'
const EXPOSED = 'retry-after, ratelimit, ratelimit-policy, idempotency-replayed, content-language'
const A_WHILE = '600'

/** Tells the browser whether the page that asks may read the answer. Says nothing to pages that may not. */
export async function allowEmbeds(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  reply.header('vary', 'Origin')
  const { origin } = request.headers
  if (origin === undefined || origin === house.config.publicUrl) return false
  const store = { tx: house.db, now: house.clock() }
  const allowed = await shortly(house, 'allowed origins', () => allowedOrigins(store))
  if (!allowed.includes(origin)) return false
  reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', EXPOSED)
  return true
}

/** The answer to the question that a browser asks first. */
export async function answerPreflight(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  method: string,
): Promise<FastifyReply> {
  if (await allowEmbeds(house, request, reply)) {
    reply.header('access-control-allow-methods', method).header('access-control-allow-headers', HEADERS)
    reply.header('access-control-max-age', A_WHILE)
  }
  return reply.code(204).send()
}
