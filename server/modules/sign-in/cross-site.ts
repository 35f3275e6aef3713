import type { FastifyRequest } from 'fastify'
import type { House } from '../../platform/context.ts'
import { refuse } from '../../platform/refusal.ts'

/**
 * A browser sends cookies along whoever made it ask. So what changes something must say that it comes from our own
 * pages: by `Sec-Fetch-Site`, which scripts cannot write, or by `Origin`. Saying nothing is a refusal, and the request's
 * own `Host` proves nothing: a stranger's name may be made to point here.
 */
export function requireOwnPages(request: FastifyRequest, house: Pick<House, 'config'>): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  if (request.headers['sec-fetch-site'] === 'same-origin') return
  const origin = request.headers.origin
  if (origin === new URL(house.config.publicUrl).origin) return
  if (origin !== undefined && isDemoOnThisMachine(origin, house.config)) return
  refuse('cross-site-request')
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** In the demo people open `127.0.0.1` where `localhost` was printed; no other machine can serve a page from there. */
function isDemoOnThisMachine(origin: string, { demo, host, port }: House['config']): boolean {
  if (!demo || !LOOPBACK.includes(host.includes(':') ? `[${host}]` : host)) return false
  return LOOPBACK.some((name) => new URL(`http://${name}:${port}`).origin === origin)
}
