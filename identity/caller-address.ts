import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * The network address that tries are counted for. Each reverse proxy adds on the right who came to it, so only as many
 * entries of X-Forwarded-For from the right are believed as proxies of our own stand in front; what is further left is
 * the caller's own claim. Where the header is shorter than that, or no address stands there, it is the connection's.
 */
export function callerAddress(request: IncomingMessage, trustedHops: number): string {
  const connection = request.socket.remoteAddress ?? ''
  if (trustedHops === 0) return connection
  const forwarded = [request.headers['x-forwarded-for'] ?? ''].flat().join(',').split(',')
  const told = withoutPort(forwarded.at(-trustedHops)?.trim() ?? '')
  return isIP(told) === 0 ? connection : told
}

/** `192.0.2.1:4711` and `[2001:db8::1]:4711`, as some proxies write, without their port. */
function withoutPort(text: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
}
