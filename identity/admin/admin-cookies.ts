import type { IncomingMessage, ServerResponse } from 'node:http'

const PATH = '/admin'

export function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([found]) => found === name)?.[1]
}

/** A cookie of the administration pages: not for scripts, not for other sites, and gone with the browser. */
export function setCookie(response: ServerResponse, issuer: URL, name: string, value: string): void {
  const secure = issuer.protocol === 'https:' ? '; Secure' : ''
  const age = value === '' ? '; Max-Age=0' : ''
  response.appendHeader(
    'Set-Cookie',
    `${name}=${value}; Path=${PATH}; HttpOnly; SameSite=Strict${secure}${age}`,
  )
}
