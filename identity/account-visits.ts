import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { BriefMemory } from './remember-briefly.ts'

export const ACCOUNT_VISIT_MS = 10 * 60_000
const COOKIE = 'identity_account'

/** Somebody who has just proved who they are, for ten minutes. Remembered by the value of the cookie. */
export interface AccountVisit {
  userId: string
  /** Stands in the forms of the pages. */
  token: string
  /** Of an app that is being set up. */
  secret?: string | undefined
}

/** Begins a visit; the answer is the `Set-Cookie` header for it. */
export function beginVisit(visits: BriefMemory<AccountVisit>, userId: string, issuer: URL): string {
  const key = randomBytes(32).toString('base64url')
  visits.set(key, { userId, token: randomBytes(32).toString('base64url') })
  const secure = issuer.protocol === 'https:' ? '; Secure' : ''
  return `${COOKIE}=${key}; Path=/account; Max-Age=${ACCOUNT_VISIT_MS / 1000}; HttpOnly; SameSite=Strict${secure}`
}

/** The value of the visit's cookie. */
export function visitKeyOf({ headers }: IncomingMessage): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === COOKIE)?.[1]
}

/** Browsers say where a form was sent from; one from elsewhere must not even sign somebody in here. */
export function isOwnPage({ headers }: IncomingMessage, issuer: URL): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return headers.origin === undefined || headers.origin === issuer.origin
}
