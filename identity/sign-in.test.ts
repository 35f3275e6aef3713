import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ATTEMPT_LIMITS } from './sign-in-attempts.ts'
import { type Application, connectApplication } from './test/application.ts'
import { CookieBrowser, type Visit } from './test/cookie-browser.ts'
import {
  AFTER_SIGN_OUT,
  CALLBACK,
  CLIENT,
  type Home,
  makeHome,
  type RunningIdentity,
  startIdentity,
} from './test/run-identity.ts'
import { smallNetwork, writeNetwork } from './test/small-network.ts'

let home: Home
let identity: RunningIdentity
let application: Application

beforeAll(async () => {
  home = await makeHome()
  identity = await startIdentity(home)
  application = await connectApplication(identity)
})
afterAll(async () => {
  await identity?.stop()
  await home?.remove()
})

const openSignIn: Application['openSignIn'] = (...parameters) => application.openSignIn(...parameters)
const password = (userId: string) => identity.passwordOf(userId)

describe('signing in', () => {
  test('leads through the code flow to the person of the network file', async () => {
    const { browser, page, finish } = await openSignIn()
    expect(page.status).toBe(200)
    const landed = await browser.post(page.url, {
      email: ' BEA@east.example ',
      password: await password('bea'),
    })
    expect(landed.url.href.startsWith(CALLBACK)).toBe(true)
    const tokens = await finish(landed)
    expect(tokens.claims()).toMatchObject({
      sub: 'bea',
      name: 'Bea',
      email: 'bea@east.example',
      locale: 'en',
    })
    const info = await openid.fetchUserInfo(application.client, tokens.access_token, 'bea')
    expect(info).toMatchObject({ sub: 'bea', name: 'Bea', email: 'bea@east.example', locale: 'en' })
  })

  test('tells the application which language was chosen on the page, and nothing where none was', async () => {
    const signIn = async (parameters: Record<string, string>) => {
      const { browser, page, finish } = await openSignIn(undefined, { ui_locales: 'en' })
      const who = { email: 'bea@east.example', password: await password('bea') }
      const landed = await browser.post(page.url, { ...who, ...parameters })
      expect((await finish(landed)).claims()?.sub).toBe('bea')
      return landed.url.searchParams.get('ui_locales')
    }
    expect(await signIn({ lang: 'ar' })).toBe('ar')
    expect(await signIn({ lang: 'en' })).toBeNull()
    expect(await signIn({})).toBeNull()
  })

  test('is remembered, and ends with the sign-out of the application', async () => {
    const first = await openSignIn()
    const landed = await first.browser.post(first.page.url, {
      email: 'tom@east.example',
      password: await password('tom'),
    })
    const tokens = await first.finish(landed)
    const second = await openSignIn(first.browser)
    expect((await second.finish(second.page)).claims()?.sub).toBe('tom')

    const signOut = openid.buildEndSessionUrl(application.client, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: AFTER_SIGN_OUT,
    })
    const asked = await first.browser.get(signOut)
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.text)?.[1] ?? ''
    const left = await first.browser.post(`${identity.url}/session/end/confirm`, { xsrf, logout: 'yes' })
    expect(left.url.href).toBe(AFTER_SIGN_OUT)
    const third = await openSignIn(first.browser)
    expect(third.page.url.pathname).toMatch(/^\/sign-in\//)
  })

  test('by somebody else in the same browser ends the session of who was there', async () => {
    const { browser } = await application.signIn('tom@east.example')
    const again = await application.openSignIn(browser, { prompt: 'login' })
    const secret = await password('bea')
    const between = await browser.post(again.page.url, { email: 'bea@east.example', password: secret })
    // A page that sends itself: the session of the person before ends first.
    const [, action = ''] = /action="([^"]+)"/.exec(between.text) ?? []
    const fields = [...between.text.matchAll(/name="(\w+)" value="([^"]+)"/g)].map(([, name, value]) => [
      name,
      value,
    ])
    const landed = await browser.post(action, Object.fromEntries(fields))
    expect((await again.finish(landed)).claims()?.sub).toBe('bea')
  })

  test('needs PKCE and a registered address to return to', async () => {
    const plain = new URL(application.client.serverMetadata().authorization_endpoint ?? '')
    plain.search = new URLSearchParams({
      client_id: CLIENT.id,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: CALLBACK,
    }).toString()
    const refused = await new CookieBrowser().get(plain)
    expect(refused.url.searchParams.get('error')).toBe('invalid_request')
    const { page } = await openSignIn(undefined, { redirect_uri: 'http://127.0.0.1:9/elsewhere' })
    expect(page.status).toBe(400)
    expect(page.text).toContain('invalid_redirect_uri')
  })
})

describe('a refusal', () => {
  const withoutInputs = (visit: Visit) =>
    visit.text.replaceAll(visit.url.pathname, '/sign-in/x').replace(/id="email"[^>]*>/, '')

  test('says the same for a wrong password, an unknown address, and a person who left', async () => {
    const pages: string[] = []
    for (const [email, secret] of [
      ['cora@hub.example', 'wrong'],
      ['nobody@hub.example', 'wrong'],
      ['gone@hub.example', await password('gone')],
    ] as const) {
      const { browser, page } = await openSignIn()
      const refused = await browser.post(page.url, { email, password: secret })
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('role="alert"')
      pages.push(withoutInputs(refused))
    }
    expect(new Set(pages).size).toBe(1)
  })

  test('keeps what was typed, escaped, and never the password', async () => {
    const { browser, page } = await openSignIn()
    const refused = await browser.post(page.url, { email: '"><script>x</script>', password: 'p4ss-typed' })
    expect(refused.text).toContain('&quot;&gt;&lt;script&gt;x')
    expect(refused.text).not.toContain('<script')
    expect(refused.text).not.toContain('p4ss-typed')
  })

  test('after many tries holds for the right password too, and looks no different', async () => {
    const { browser, page } = await openSignIn()
    const address = { email: 'mina@east.example' }
    let wrong = await browser.post(page.url, { ...address, password: 'wrong' })
    for (let i = 1; i < ATTEMPT_LIMITS.accountAndAddress; i++) {
      wrong = await browser.post(page.url, { ...address, password: `wrong ${i}` })
    }
    const locked = await browser.post(page.url, { ...address, password: await password('mina') })
    expect(locked.status).toBe(wrong.status)
    expect(locked.text).toBe(wrong.text)
    // Others are not held up by it.
    const other = await openSignIn()
    const landed = await other.browser.post(other.page.url, {
      email: 'rob@west.example',
      password: await password('rob'),
    })
    expect((await other.finish(landed)).claims()?.sub).toBe('rob')
  })

  test('meets who comes without having started a sign-in', async () => {
    const { page } = await openSignIn()
    const stranger = await new CookieBrowser().post(page.url, {
      email: 'rob@west.example',
      password: await password('rob'),
    })
    expect(stranger.status).toBe(400)
    expect(stranger.text).toContain('no longer valid')
  })

  test('meets bodies that are too large or of another type', async () => {
    const { page } = await openSignIn()
    const large = await fetch(page.url, {
      method: 'POST',
      body: new URLSearchParams({ email: 'x'.repeat(20_000) }),
    })
    expect(large.status).toBe(413)
    const json = await fetch(page.url, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
    expect(json.status).toBe(415)
    expect((await fetch(page.url, { method: 'DELETE' })).status).toBe(405)
  })
})

describe('the page', () => {
  test('lists the main roles first, each with one click', async () => {
    const { page, browser, finish } = await openSignIn()
    const [main = '', rest = ''] = page.text.split('<details>')
    const emails = (part: string) =>
      [...part.matchAll(/name="email" value="([^"]+)"/g)].map((match) => match[1])
    expect(emails(main)).toEqual([
      'cora@hub.example',
      'mina@east.example',
      'bea@east.example',
      'tom@east.example',
      'rob@west.example',
    ])
    expect(emails(rest)).toHaveLength(5)
    expect(page.text).not.toContain('gone@hub.example')
    const listed = /name="password" value="([^"]+)"/.exec(main)?.[1] ?? ''
    const landed = await browser.post(page.url, { email: 'cora@hub.example', password: listed })
    expect((await finish(landed)).claims()?.sub).toBe('cora')
  })

  test('speaks the language that is asked for, right-to-left where due', async () => {
    const arabic = await openSignIn(undefined, { ui_locales: 'ckb ar' })
    expect(arabic.page.text).toContain('<html lang="ar" dir="rtl">')
    const switched = await arabic.browser.get(`${arabic.page.url}?lang=en`)
    expect(switched.text).toContain('<html lang="en" dir="ltr">')
  })

  test('runs no script and cannot be framed', async () => {
    const { page } = await openSignIn()
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain('script-src;')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(page.text).not.toContain('<script')
    expect(page.headers.get('cache-control')).toBe('no-store')
  })

  test('takes addresses from the issuer, not from the caller', async () => {
    const answer = await fetch(`${identity.url}/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    })
    expect(((await answer.json()) as { token_endpoint: string }).token_endpoint).toBe(`${identity.url}/token`)
  })
})

test('a person who is added to the network file can sign in without a restart', async () => {
  const network = smallNetwork()
  const [cora] = network.users
  if (!cora) throw new Error('no user')
  await writeNetwork(home.networkFile, {
    ...network,
    users: [...network.users, { ...cora, id: 'new', email: 'new@hub.example' }],
  })
  const { browser, page, finish } = await openSignIn()
  const landed = await browser.post(page.url, { email: 'new@hub.example', password: await password('new') })
  expect((await finish(landed)).claims()?.sub).toBe('new')
})
