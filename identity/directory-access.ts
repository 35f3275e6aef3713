import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** True if the request holds the feed token; else it is answered. */
export function mayReadFeed(request: IncomingMessage, response: ServerResponse, feedToken: string): boolean {
  if (holdsToken(request.headers.authorization, feedToken)) return true
  response.setHeader('WWW-Authenticate', 'Bearer realm="directory"')
  sendProblem(response, 401, 'Unauthorized', 'A valid feed token is needed.')
  return false
}

/** Problem details (RFC 9457). */
export function sendProblem(response: ServerResponse, status: number, title: string, detail: string): void {
  response.writeHead(status, { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify({ type: 'about:blank', title, status, detail }))
}

/** Sends JSON with a strong ETag, or 304 to who has it already (RFC 9110, 13.1.2). */
export function sendTagged(
  request: IncomingMessage,
  response: ServerResponse,
  { text, etag }: { text: string; etag: string },
): void {
  response.setHeader('ETag', etag)
  response.setHeader('Cache-Control', 'private, no-cache')
  if (matches(request.headers['if-none-match'], etag)) {
    response.writeHead(304).end()
    return
  }
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  })
  response.end(request.method === 'HEAD' ? undefined : text)
}

function holdsToken(authorization: string | undefined, feedToken: string): boolean {
  const [scheme, token, ...rest] = (authorization ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0) return false
  // Equal lengths through a hash: the comparison then tells nothing about the token's length either.
  const digest = (value: string) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(token), digest(feedToken))
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (!ifNoneMatch) return false
  const named = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return named.includes(etag) || named.includes('*')
}
