import { BodyTooLarge, readBody } from '../../../platform/outbound/read-body.ts'
import { FeedFailed } from '../directory-feed.ts'
import { reasonOf } from '../read-feed.ts'
import type { PlatformKind, PlatformMapping } from './platform-mapping.ts'
import { type PlatformRow, property, textOf } from './read-columns.ts'

export type PlatformAccount = { url: string; username: string; password: string }

/** One page of a list. */
const MOST_BYTES = 64 * 1024 * 1024

/** The platform's answer to a sign-in: Flow says whether its token is an access token at all. */
const FLOWS: Record<string, string> = {
  ...{ '1': 'must change its password first', changepassword: 'must change its password first' },
  ...{ '2': 'needs a second factor (MFA)', mfa: 'needs a second factor (MFA)' },
  ...{ '3': 'must enrol a second factor (MFA)', mfaenrollment: 'must enrol a second factor (MFA)' },
}

/**
 * Asks the platform as its service account: signs in when needed, refreshes, and signs in again when that fails. Tokens
 * stay in memory. Throws `FeedFailed`; what the platform says of a failure is not repeated, as it may name people.
 */
export function platformClient(account: PlatformAccount) {
  let tokens: { access: string; refresh: string | null; until: number } | null = null

  async function call(path: string, init: RequestInit, stop: AbortSignal): Promise<Response> {
    const address = `${account.url.replace(/\/$/, '')}/${path}`
    // A password is for this address and no other.
    return fetch(address, { ...init, redirect: 'error', signal: stop }).catch((error: unknown) => {
      if (stop.aborted) throw stop.reason
      throw new FeedFailed('unreachable', `${new URL(address).origin} does not answer: ${reasonOf(error)}`)
    })
  }

  async function authenticate(path: string, body: unknown, stop: AbortSignal): Promise<string | null> {
    const headers = { 'content-type': 'application/json', accept: 'application/json' }
    const answer = await call(path, { method: 'POST', headers, body: JSON.stringify(body) }, stop)
    if (answer.status !== 200) {
      await answer.body?.cancel()
      if (answer.status === 400 || answer.status === 401) return null
      throw new FeedFailed('bad-answer', `${path} answered ${answer.status}`)
    }
    const entity = property(await jsonOf(answer, path), 'Entity')
    const flow = String(property(entity, 'Flow') ?? '0').toLowerCase()
    if (flow !== '0' && flow !== 'none') {
      throw new FeedFailed('refused', `the service account ${FLOWS[flow] ?? 'is asked for more'}`)
    }
    const access = textToken(property(entity, 'Token'))
    if (!access) throw new FeedFailed('bad-answer', `${path} gave no token`)
    const life = Number(property(entity, 'TokenLifeTimeInSeconds') ?? 60)
    const until = performance.now() + Math.max(0, life - 30) * 1000
    tokens = { access, refresh: textToken(property(entity, 'RefreshToken')), until }
    return access
  }

  async function accessToken(stop: AbortSignal): Promise<string> {
    if (tokens && performance.now() < tokens.until) return tokens.access
    const refresh = tokens?.refresh
    tokens = null
    const refreshed = refresh ? await authenticate('api/Auth/Refresh', { RefreshToken: refresh }, stop) : null
    if (refreshed) return refreshed
    const { username, password } = account
    const access = await authenticate('api/Auth/Login', { Username: username, Password: password }, stop)
    return access ?? fail('refused', 'the platform does not accept the service account')
  }

  async function get(path: string, stop: AbortSignal, again = true): Promise<unknown> {
    const headers = { authorization: `Bearer ${await accessToken(stop)}`, accept: 'application/json' }
    const answer = await call(path, { headers }, stop)
    if (answer.status === 200) return jsonOf(answer, path)
    await answer.body?.cancel()
    // Expired (IS-TOKEN-EXPIRED), or no longer accepted: a new one is asked for, once.
    if (answer.status === 401 && again) {
      if (tokens) tokens.until = 0
      return get(path, stop, false)
    }
    const [place] = path.split('?')
    if (answer.status === 401 || answer.status === 403)
      return fail('refused', `the service account may not read ${place}`)
    return fail('bad-answer', `${place} answered ${answer.status}`)
  }

  return {
    /** All rows of a list, page by page. A list that changes while it is read is read again, once. */
    list: async (kind: PlatformKind, mapping: PlatformMapping, stop: AbortSignal): Promise<PlatformRow[]> => {
      const path = mapping.paths[kind] ?? `api/Identity${kind}`
      const read = (skip: number) => get(`${path}?${pageQuery(kind, mapping, skip)}`, stop)
      return (
        (await readPages(read, mapping.pageSize)) ??
        (await readPages(read, mapping.pageSize)) ??
        fail('bad-answer', `${path} changed while it was read`)
      )
    },
    /** One row with everything that belongs to it. */
    row: async (kind: PlatformKind, key: string, mapping: PlatformMapping, stop: AbortSignal) => {
      const path = mapping.paths[kind] ?? `api/Identity${kind}`
      const entity = property(await get(`${path}/${encodeURIComponent(key)}`, stop), 'Entity')
      if (typeof entity !== 'object' || entity === null) return fail('bad-answer', `${path} gave no row`)
      return entity as PlatformRow
    },
  }
}

/** Rows that ended are hidden unless the filter names the column: so it does, and lets everything through. */
const ENDED = 'TerminationDate eq null or TerminationDate ne null'

function pageQuery(kind: PlatformKind, { pageSize, orderBy }: PlatformMapping, skip: number): string {
  const ended = kind === 'Company' || kind === 'CompanyBranch' ? { $filter: ENDED } : {}
  const query = { $top: String(pageSize), $skip: String(skip), $orderby: orderBy, ...ended }
  return Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
}

/** Null where count and rows do not fit together, as when somebody edits meanwhile. */
async function readPages(
  read: (skip: number) => Promise<unknown>,
  pageSize: number,
): Promise<PlatformRow[] | null> {
  const rows = new Map<string, PlatformRow>()
  let total = 0
  for (let skip = 0; skip === 0 || skip < total; skip += pageSize) {
    const page = await read(skip)
    const values = property(page, 'Value')
    const count = Number(property(page, 'Count'))
    if (!Array.isArray(values) || !Number.isInteger(count))
      return fail('bad-answer', 'a list without Count and Value')
    if (skip > 0 && count !== total) return null
    total = count
    for (const row of values) rows.set(textOf(property(row, 'ID')) ?? `no id ${rows.size}`, row)
  }
  return rows.size === total ? [...rows.values()] : null
}

function textToken(value: unknown): string | null {
  return typeof value === 'string' && value.length > 0 && value.length < 100_000 ? value : null
}

async function jsonOf(answer: Response, path: string): Promise<unknown> {
  try {
    return JSON.parse(await readBody(answer, MOST_BYTES))
  } catch (error) {
    if (error instanceof BodyTooLarge)
      throw new FeedFailed('too-large', `${path.split('?')[0]} answered more than ${MOST_BYTES} bytes`)
    return fail('bad-answer', `${path.split('?')[0]} answered something that is not JSON`)
  }
}

function fail(code: 'refused' | 'bad-answer', message: string): never {
  throw new FeedFailed(code, message)
}
