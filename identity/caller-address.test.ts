import type { IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callerAddress } from './caller-address.ts'
import { ATTEMPT_LIMITS } from './sign-in-attempts.ts'
import { connectApplication } from './test/application.ts'
import { CookieBrowser } from './test/cookie-browser.ts'
import { readPageForm } from './test/read-page-form.ts'
import { environmentOf, type Home, makeHome, runToEnd, startIdentity } from './test/run-identity.ts'

const PROXY = '10.0.0.9'
const request = (forwarded?: string) =>
  ({
    socket: { remoteAddress: PROXY },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage

describe('the address of a caller', () => {
  test.each([
    ['the connection, whatever is claimed, while no proxy is trusted', '192.0.2.1', 0, PROXY],
    ['what the one proxy added', '192.0.2.1', 1, '192.0.2.1'],
    ['not what the caller claimed before it', '198.51.100.7, 192.0.2.1', 1, '192.0.2.1'],
    ['what the outer of two proxies added', '198.51.100.7, 192.0.2.1, 10.0.0.8', 2, '192.0.2.1'],
    ['the connection where fewer proxies spoke than are trusted', '192.0.2.1', 2, PROXY],
    ['the connection where no proxy spoke', undefined, 1, PROXY],
    ['the connection where no address stands there', '192.0.2.1, unknown', 1, PROXY],
    ['the connection where nothing stands there', '192.0.2.1,', 1, PROXY],
    ['without its port', '192.0.2.1:4711', 1, '192.0.2.1'],
    ['of the newer kind', '2001:db8::1', 1, '2001:db8::1'],
    ['of the newer kind without its port', '[2001:db8::1]:4711', 1, '2001:db8::1'],
  ])('is %s', (_what, forwarded, hops, address) => {
    expect(callerAddress(request(forwarded), hops)).toBe(address)
  })
})

describe('tries behind one proxy', () => {
  let home: Home
  let identity: Awaited<ReturnType<typeof startIdentity>>
  beforeAll(async () => {
    home = await makeHome()
    identity = await startIdentity(home, undefined, {
      ...{ IDENTITY_TRUSTED_HOPS: '1', IDENTITY_ADMIN_ROLES: 'coordinator' },
    })
  })
  afterAll(async () => {
    await identity?.stop()
    await home?.remove()
  })

  // What the proxy tells, each time with another claim of the caller's own before it.
  let claims = 0
  const headers = (from: string) => ({ 'x-forwarded-for': `198.51.100.${claims++ % 250}, ${from}` })
  const PAGES = {
    async account(email: string, password: string, from: string) {
      const browser = new CookieBrowser()
      const page = await browser.post(`${identity.url}/account/sign-in`, { email, password }, headers(from))
      return page.status
    },
    async admin(email: string, password: string, from: string) {
      const browser = new CookieBrowser()
      const page = await browser.get(`${identity.url}/admin/sign-in`)
      const form = readPageForm(page.text, /<form method="post" action="\/admin\/sign-in/)
      form.set('email', email)
      form.set('password', password)
      return (await browser.post(page.url, form, headers(from))).status
    },
    async application(email: string, password: string, from: string) {
      const { page, browser } = await (await connectApplication(identity)).openSignIn()
      const sent = await browser.post(page.url, { email, password }, headers(from))
      return sent.status === 422 ? 422 : 200
    },
  }

  test.each([
    ['account', 'mina@east.example', 'mina', '192.0.2.10'],
    ['admin', 'cora@hub.example', 'cora', '192.0.2.20'],
    ['application', 'bea@east.example', 'bea', '192.0.2.30'],
  ] as const)(
    'at the page %s are counted for who is behind it, not for the proxy',
    async (page, email, id, from) => {
      const password = await identity.passwordOf(id)
      for (let tries = 0; tries < ATTEMPT_LIMITS.accountAndAddress; tries++)
        expect(await PAGES[page](email, 'wrong', from)).toBe(422)
      // Whoever was too often wrong is not let in by claiming another address.
      expect(await PAGES[page](email, password, from)).toBe(422)
      expect(await PAGES[page](email, password, from.replace('192', '203'))).toBe(200)
    },
  )

  test.each(['-1', '1.5', 'all', '11'])('IDENTITY_TRUSTED_HOPS=%s is refused', async (hops) => {
    const { code, said } = await runToEnd({ ...environmentOf(home, 1), IDENTITY_TRUSTED_HOPS: hops })
    expect(code).toBe(2)
    expect(said).toContain('IDENTITY_TRUSTED_HOPS')
  })
})
