import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allRoutes } from './app.ts'
import { cookieName, createStaffSession } from './modules/sign-in/index.ts'
import { openTestApp, type TestApp } from './test/test-app.ts'
import { USER } from './test/world-network.ts'

/*
 * A browser sends the cookie along whoever made it ask. Every route that changes something is asked as a page of another
 * site would, with the cookie of somebody who may do everything; a new route is asked as well.
 */

let world: TestApp
const cookies: string[] = []
beforeAll(async () => {
  world = await openTestApp()
  const value = await world.asSystem((ctx) => createStaffSession(ctx, USER.admin))
  cookies.push(`${cookieName(world.house, 'staff')}=${value}`)
})
afterAll(() => world.close())

const PUBLIC = 'https://support.distributor.example'
const STRANGERS: [string, Record<string, string>][] = [
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['another site in an older browser', { origin: 'https://evil.example' }],
  [
    'a neighbour of the same domain',
    { 'sec-fetch-site': 'same-site', origin: 'https://forum.distributor.example' },
  ],
  ['our host over plain http', { origin: 'http://support.distributor.example' }],
  ['our host at another port', { origin: `${PUBLIC}:8443` }],
  ['a host that begins like ours', { origin: `${PUBLIC}.evil.example` }],
  ['a page without an origin', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
  ['a sandboxed page in an older browser', { origin: 'null' }],
  ['an address typed or a mail', { 'sec-fetch-site': 'none' }],
  ['a browser that says nothing', {}],
  ['one that only names our host', { host: 'support.distributor.example', referer: `${PUBLIC}/staff` }],
]
const WRITES = allRoutes().filter(({ method, callers }) => method !== 'GET' && callers.includes('staff'))
const ID = '019ab0c0-0000-7000-8000-000000000000'

async function send(method: string, path: string, headers: Record<string, string>) {
  const url = `/api/v1${path.replaceAll(/\{\w+\}/g, ID)}`
  const answer = await world.app.inject({
    ...{ method: method as 'POST', url, payload: '{}' },
    headers: { 'content-type': 'application/json', cookie: cookies[0] ?? '', ...headers },
  })
  return {
    status: answer.statusCode,
    code: answer.payload === '' ? undefined : (answer.json().code as string),
  }
}

it('there is something to ask', () => {
  expect(WRITES.length).toBeGreaterThan(15)
})

describe.each(STRANGERS)('%s', (who, headers) => {
  it('changes nothing by any route', async () => {
    // All routes walk the same stairs: the plainest stranger tries each, the others a few.
    const routes = who === 'another site' ? WRITES : WRITES.filter((_, at) => at % 8 === 0)
    for (const { method, path } of routes) {
      const answer = await send(method, path, headers)
      expect(answer, `${method} ${path}`).toEqual({ status: 403, code: 'cross-site-request' })
    }
  })

  it('signs nobody out', async () => {
    const headersWithCookie = { cookie: cookies[0] ?? '', ...headers }
    const answer = await world.app.inject({
      method: 'POST',
      url: '/auth/sign-out',
      headers: headersWithCookie,
    })
    expect(answer.statusCode).toBe(403)
    const session = await world.app.inject({ url: '/api/v1/session', headers: { cookie: cookies[0] ?? '' } })
    expect(session.json().kind).toBe('staff')
  })
})

describe('our own pages', () => {
  it.each<[string, Record<string, string>]>([
    ['say so by Sec-Fetch-Site', { 'sec-fetch-site': 'same-origin' }],
    ['or by Origin', { origin: PUBLIC }],
  ])('%s, and are heard', async (_, headers) => {
    for (const { method, path } of WRITES)
      expect((await send(method, path, headers)).code, `${method} ${path}`).not.toBe('cross-site-request')
  })
})
