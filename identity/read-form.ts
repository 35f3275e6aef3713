import type { IncomingMessage } from 'node:http'

const LIMIT_BYTES = 8 * 1024

/** A request that we refuse to read; `status` is the answer. */
export class BadRequest extends Error {
  readonly status: 413 | 415
  constructor(status: 413 | 415) {
    super(`request refused with ${status}`)
    this.status = status
  }
}

export async function readForm(request: IncomingMessage, limit = LIMIT_BYTES): Promise<URLSearchParams> {
  const type = request.headers['content-type']?.split(';')[0]?.trim()
  if (type !== 'application/x-www-form-urlencoded') throw new BadRequest(415)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw new BadRequest(413)
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}
