import type { FastifyRequest } from 'fastify'
import type { House } from '../../platform/context.ts'
import { refuse } from '../../platform/refusal.ts'

/**
 * A browser sends cookies along whoever made it ask. So what changes something must say that it comes from our own
 * pages: by `Sec-Fetch-Site`, which scripts cannot write, or by `Origin`. Saying nothing is a refusal.
 */
export function requireOwnPages(request: FastifyRequest, house: Pick<House, 'config'>): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  if (request.headers['sec-fetch-site'] === 'same-origin') return
  const origin = request.headers.origin
  if (origin === new URL(house.config.publicUrl).origin) return
  if (origin !== undefined && origin === `${request.protocol}://${request.headers.host}`) return
  refuse('cross-site-request')
}
