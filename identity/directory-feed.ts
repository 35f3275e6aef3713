import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { NetworkFile } from './network-file.ts'

/** `GET /directory/snapshot`: the whole network for who holds the feed token, 304 while it has not changed. */
export function answerSnapshot(networkFile: NetworkFile, feedToken: string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!holdsToken(request.headers.authorization, feedToken)) return refuse(response)
    const { text, etag } = await networkFile.current()
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

function refuse(response: ServerResponse): void {
  response.writeHead(401, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    'WWW-Authenticate': 'Bearer realm="directory"',
  })
  const problem = {
    type: 'about:blank',
    title: 'Unauthorized',
    status: 401,
    detail: 'A valid feed token is needed.',
  }
  response.end(JSON.stringify(problem))
}
