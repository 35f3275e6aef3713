import { BodyTooLarge, readBody } from '../../platform/outbound/read-body.ts'
import { FeedFailed } from './directory-feed.ts'

/** A network of 100,000 people is below 60 MB as JSON. */
const MOST_BYTES = 128 * 1024 * 1024

/**
 * Asks an address of a feed, with its token and no redirects. Gives the answer where `isFine` accepts its status;
 * throws `FeedFailed` where it is another, or where nobody answers before `stop`.
 */
export async function askFeed(
  url: string,
  {
    headers,
    stop,
    fine = [200, 304],
  }: { headers: Record<string, string>; stop: AbortSignal; fine?: readonly number[] },
): Promise<Response> {
  // A token is for this address and no other.
  const answer = await fetch(url, { headers, redirect: 'error', signal: stop }).catch((error: unknown) => {
    throw stop.aborted
      ? stop.reason
      : new FeedFailed('unreachable', `${new URL(url).origin} does not answer: ${reasonOf(error)}`)
  })
  if (fine.includes(answer.status)) return answer
  await answer.body?.cancel()
  const refused = answer.status === 401 || answer.status === 403
  throw new FeedFailed(refused ? 'refused' : 'bad-answer', `the feed answered ${answer.status}`)
}

/** The answer's JSON. Throws `FeedFailed` where it is none, or larger than any network. */
export async function readJson(answer: Response, stop: AbortSignal): Promise<unknown> {
  let text: string
  try {
    text = await readBody(answer, MOST_BYTES)
  } catch (error) {
    if (stop.aborted) throw stop.reason
    if (error instanceof BodyTooLarge)
      throw new FeedFailed('too-large', `the feed answered more than ${MOST_BYTES} bytes`)
    throw new FeedFailed('unreachable', `the feed broke off: ${reasonOf(error)}`)
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new FeedFailed('bad-answer', 'the feed answered something that is not JSON')
  }
}

/** A sentence about an error of the network: what fetch says, and what lies behind. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}
