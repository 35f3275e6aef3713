import type { FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '../../platform/context.ts'

type Place = Pick<House, 'config'>
export type CookieKind = 'staff' | 'portal' | 'customer' | 'track' | 'flow' | 'hint'

/** The sign-out's hint is read at one path only; a cookie of the whole origin may carry the stricter prefix. */
const PATHS: Partial<Record<CookieKind, string>> = { hint: '/auth/sign-out' }
const SAME_SITE = {
  staff: 'Lax',
  flow: 'Lax',
  portal: 'Strict',
  customer: 'Strict',
  track: 'Strict',
  hint: 'Strict',
} as const

const isSecure = (house: Place) => house.config.publicUrl.startsWith('https:')

/** The cookie's name; over https with the prefix that lets no other host or path set it. */
export function cookieName(house: Place, kind: CookieKind): string {
  const prefix = isSecure(house) ? (PATHS[kind] ? '__Secure-' : '__Host-') : ''
  return `${prefix}ic_${kind}`
}

export function readCookie(request: FastifyRequest, house: Place, kind: CookieKind): string | null {
  return cookiesOf(request).get(cookieName(house, kind)) || null
}

/** A cookie that pages set themselves, such as the chosen language. */
export function readPageCookie(request: FastifyRequest, name: string): string | null {
  return cookiesOf(request).get(name) || null
}

/** A `Set-Cookie` line. Without `maxAge` (seconds) it lasts as long as the browser; our values need no encoding. */
export function serializeCookie(house: Place, kind: CookieKind, value: string, maxAge?: number): string {
  const parts = [`${cookieName(house, kind)}=${value}`, `Path=${PATHS[kind] ?? '/'}`, 'HttpOnly']
  if (isSecure(house)) parts.push('Secure')
  parts.push(`SameSite=${SAME_SITE[kind]}`)
  if (maxAge !== undefined) parts.push(`Max-Age=${maxAge}`)
  return parts.join('; ')
}

export function setCookie(
  reply: FastifyReply,
  house: Place,
  kind: CookieKind,
  value: string,
  maxAge?: number,
): void {
  reply.header('set-cookie', serializeCookie(house, kind, value, maxAge))
}

export function clearCookie(reply: FastifyReply, house: Place, kind: CookieKind): void {
  setCookie(reply, house, kind, '', 0)
}

/** The first of a name counts, as browsers send the most specific one first. */
function cookiesOf(request: FastifyRequest): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const part of request.headers.cookie?.split(';') ?? []) {
    const split = part.indexOf('=')
    const name = part.slice(0, split).trim()
    if (split > 0 && !cookies.has(name)) cookies.set(name, part.slice(split + 1).trim())
  }
  return cookies
}
