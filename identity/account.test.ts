import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Application, connectApplication } from './test/application.ts'
import { CookieBrowser, type Visit } from './test/cookie-browser.ts'
import { CALLBACK, type Home, makeHome, type RunningIdentity, startIdentity } from './test/run-identity.ts'

let home: Home
let identity: RunningIdentity
let application: Application
beforeAll(async () => {
  home = await makeHome()
  identity = await startIdentity(home, undefined, { IDENTITY_TOTP_ROLES: 'coordinator' })
  application = await connectApplication(identity)
})
afterAll(async () => {
  await identity?.stop()
  await home?.remove()
})

const address = (part = '') => `${identity.url}/account${part && `/${part}`}`
const tokenOn = (page: Visit) => /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
const keyOn = (page: Visit) =>
  /<code dir="ltr">([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1]?.replaceAll(' ', '') ?? ''
const code = (key: string, ahead = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(key), timestamp: Date.now() + ahead * 1000 })

async function visit(email: string, more: Record<string, string> = {}) {
  const browser = new CookieBrowser()
  const password = more.password ?? (await identity.passwordOf(email.split('@')[0] ?? ''))
  const page = await browser.post(address('sign-in'), { email, password, ...more })
  return { browser, page, password }
}

async function setUp(email: string) {
  const { browser, page, password } = await visit(email)
  const asked = await browser.post(address('set-up'), { token: tokenOn(page) })
  const key = keyOn(asked)
  const done = await browser.post(address('confirm'), { token: tokenOn(asked), code: code(key) })
  return { browser, key, done, password }
}

describe('the way in', () => {
  test('asks who it is, and shows no account before', async () => {
    const page = await new CookieBrowser().get(address())
    expect(page.status).toBe(200)
    expect(page.text).toContain('autocomplete="current-password"')
    expect(page.text).not.toContain('new-password')
    expect((await new CookieBrowser().get(address('nothing'))).status).toBe(404)
  })

  test('says the same for a wrong password, an unknown address, somebody who left, and a missing code', async () => {
    const { key, password } = await setUp('tom@east.example')
    const pages = [
      await visit('cora@hub.example', { password: 'wrong' }),
      await visit('nobody@hub.example', { password: 'wrong' }),
      await visit('gone@hub.example'),
      await visit('tom@east.example', { password }),
      await visit('tom@east.example', { password: 'wrong', code: code(key, 30) }),
    ]
    const said = pages.map(({ page }) => page.text.replace(/id="email"[^>]*>/, ''))
    expect(pages.map(({ page }) => page.status)).toEqual([422, 422, 422, 422, 422])
    expect(new Set(said).size).toBe(1)
    const both = await visit('tom@east.example', { password, code: code(key, 30) })
    expect(both.page.text).toContain('Turn off')
  })

  test('is closed to forms of other pages', async () => {
    const fields = { email: 'bea@east.example', password: await identity.passwordOf('bea') }
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const body = new URLSearchParams(fields)
      const sent = await fetch(address('sign-in'), { method: 'POST', body, headers, redirect: 'manual' })
      expect([sent.status, sent.headers.get('set-cookie')]).toEqual([403, null])
    }
  })

  test('keeps the visit in a cookie that no script and no other site gets', async () => {
    const body = new URLSearchParams({
      email: 'bea@east.example',
      password: await identity.passwordOf('bea'),
    })
    const sent = await fetch(address('sign-in'), { method: 'POST', body, redirect: 'manual' })
    expect(sent.status).toBe(303)
    expect(sent.headers.get('set-cookie')).toMatch(
      /^identity_account=[\w-]{43}; Path=\/account; Max-Age=600; HttpOnly; SameSite=Strict$/,
    )
  })
})

describe('an act', () => {
  test.each(['set-up', 'confirm', 'turn-off', 'password', 'leave'])(
    '%s needs a visit and the token of its page',
    async (act) => {
      const nobody = await new CookieBrowser().post(address(act), {})
      expect(nobody.text).toContain('autocomplete="current-password"')
      const { browser } = await visit('bea@east.example')
      const forged = await browser.post(address(act), { token: 'x', new: 'a long enough one' })
      expect(forged.status).toBe(403)
    },
  )

  test('that there is not is not found', async () => {
    const { browser, page } = await visit('bea@east.example')
    for (const act of ['constructor', 'toString', 'other'])
      expect((await browser.post(address(act), { token: tokenOn(page) })).status).toBe(404)
  })

  test('ends with leaving', async () => {
    const { browser, page } = await visit('bea@east.example')
    const left = await browser.post(address('leave'), { token: tokenOn(page) })
    expect(left.text).toContain('autocomplete="current-password"')
  })
})

describe('the second factor', () => {
  test('is set up with a code, asked for at the next sign-in, and turned off', async () => {
    const { browser, key, done, password } = await setUp('bea@east.example')
    expect(done.text).toContain('The second step is on.')
    const signIn = await application.typePassword('bea@east.example')
    expect(signIn.after.text).toContain('one-time-code')
    const off = await browser.post(address('turn-off'), { token: tokenOn(done) })
    expect(off.text).toContain('The second step is off.')
    expect((await application.signIn('bea@east.example')).tokens.claims()?.amr).toEqual(['pwd'])
    expect((await visit('bea@east.example', { password, code: code(key, 30) })).page.status).toBe(200)
  })

  test('is not set up with a code that does not fit', async () => {
    const { browser, page } = await visit('rob@west.example')
    const asked = await browser.post(address('set-up'), { token: tokenOn(page) })
    const refused = await browser.post(address('confirm'), { token: tokenOn(asked), code: '12' })
    expect(refused.status).toBe(422)
    expect(keyOn(refused)).toBe(keyOn(asked))
    expect((await browser.get(address())).text).toContain('Off:')
  })

  test('that a role needs cannot be turned off, but moved to another phone', async () => {
    const { browser, key, done } = await setUp('cora@hub.example')
    expect(done.text).not.toContain('Turn off')
    const still = await browser.post(address('turn-off'), { token: tokenOn(done) })
    expect(still.text).toContain('On:')
    const asked = await browser.post(address('set-up'), { token: tokenOn(done) })
    const other = keyOn(asked)
    expect(other).not.toBe(key)
    await browser.post(address('confirm'), { token: tokenOn(asked), code: code(other) })
    const signIn = await application.typePassword('cora@hub.example')
    const old = await signIn.browser.post(signIn.after.url, { code: code(key, 30) })
    expect(old.status).toBe(422)
    const landed = await signIn.browser.post(signIn.after.url, { code: code(other, 30) })
    expect(landed.url.href.startsWith(CALLBACK)).toBe(true)
  })
})

describe('a new password', () => {
  test.each([
    ['short', 'short', 'At least 12'],
    ['x'.repeat(201), 'x'.repeat(201), 'At most 200'],
    ['one long password', 'another long one', 'not the same'],
    ['Rob@west.example', 'Rob@west.example', 'not your e-mail'],
  ])('%s, repeated as %s, is refused', async (first, repeat, words) => {
    const { browser, page } = await visit('rob@west.example')
    const refused = await browser.post(address('password'), { token: tokenOn(page), new: first, repeat })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(words)
    expect(refused.text).not.toContain(`value="${first}"`)
  })

  test('ends every session and visit, and replaces the old one', async () => {
    const { browser: signedIn } = await application.signIn('mina@east.example')
    const other = await visit('mina@east.example')
    const { browser, page, password } = await visit('mina@east.example')
    const next = 'four words are enough'
    const changed = await browser.post(address('password'), {
      ...{ token: tokenOn(page), new: next, repeat: next },
    })
    expect(changed.text).toContain('Your password is changed')
    expect(changed.text).toContain('autocomplete="current-password"')
    expect((await other.browser.get(address())).text).toContain('autocomplete="current-password"')
    expect((await application.openSignIn(signedIn)).page.url.pathname).toMatch(/^\/sign-in\//)
    expect((await visit('mina@east.example', { password })).page.status).toBe(422)
    expect((await visit('mina@east.example', { password: next })).page.status).toBe(200)
  })
})

test('the page speaks Arabic, from right to left', async () => {
  const page = await new CookieBrowser().get(`${address()}?lang=ar`)
  expect(page.text).toContain('<html lang="ar" dir="rtl">')
  expect(page.text).toContain('حسابك')
})
