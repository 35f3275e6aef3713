import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ATTEMPT_LIMITS } from './sign-in-attempts.ts'
import { ONE_FACTOR, SECOND_FACTOR } from './sign-in-policy.ts'
import { type Application, connectApplication } from './test/application.ts'
import { CookieBrowser, type Visit } from './test/cookie-browser.ts'
import { CALLBACK, type Home, makeHome, type RunningIdentity, startIdentity } from './test/run-identity.ts'
import { smallNetwork, writeNetwork } from './test/small-network.ts'

let home: Home
let identity: RunningIdentity
let application: Application
beforeAll(async () => {
  home = await makeHome()
  identity = await startIdentity(home, undefined, {
    IDENTITY_TOTP_ROLES: 'coordinator, dealer-manager',
    IDENTITY_BACKCHANNEL_LOGOUT_URI: 'http://127.0.0.1:9/logout',
  })
  application = await connectApplication(identity)
})
afterAll(async () => {
  await identity?.stop()
  await home?.remove()
})

/** The key that the page shows, as a person types it into an app. */
const keyOn = (page: Visit) =>
  /<code dir="ltr">([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1]?.replaceAll(' ', '') ?? ''
/** What the app shows now, or half a minute from now, which the program takes as well. */
const code = (key: string, ahead = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(key), timestamp: Date.now() + ahead * 1000 })
const wrong = (key: string) => code(key).replace(/\d$/, (digit) => String((Number(digit) + 5) % 10))

/** Sets up the second factor of somebody who needs one; uses up the code of now. */
async function enrol(email: string) {
  const { browser, after, finish } = await application.typePassword(email)
  const key = keyOn(after)
  const back = await browser.post(after.url, { code: code(key) })
  return { browser, key, back, finish }
}

describe('who needs a second factor', () => {
  test('sets it up at the first sign-in, and is then signed in with both', async () => {
    const { after, browser, finish } = await application.typePassword('cora@hub.example')
    expect(after.status).toBe(200)
    const key = keyOn(after)
    expect(key).toHaveLength(32)
    expect(after.text).toContain(`secret=${key}`)
    expect(after.text).toContain('<svg class="qr"')
    expect(after.text).not.toContain('<script')
    const refused = await browser.post(after.url, { code: wrong(key) })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('role="alert"')
    expect(keyOn(refused)).toBe(key)
    const back = await browser.post(after.url, { code: code(key) })
    expect((await finish(back)).claims()).toMatchObject({
      sub: 'cora',
      amr: ['pwd', 'otp'],
      acr: SECOND_FACTOR,
      auth_time: expect.any(Number),
    })
    expect(identity.said()).toContain('second factor set up: cora')
    expect(identity.said()).not.toContain(key)
  })

  test('is asked for a code the next time, and a code that was used is refused', async () => {
    const { key, back } = await enrol('mina@east.example')
    expect(back.url.href.startsWith(CALLBACK)).toBe(true)
    const again = await application.typePassword('mina@east.example')
    expect(again.after.text).toContain('autocomplete="one-time-code"')
    expect(again.after.text).not.toContain('<svg class="qr"')
    // Half a minute ahead is still within the window, so that the test need not wait.
    const next = code(key, 30)
    const landed = await again.browser.post(again.after.url, { code: next })
    expect((await again.finish(landed)).claims()?.amr).toEqual(['pwd', 'otp'])
    const replay = await application.typePassword('mina@east.example')
    expect((await replay.browser.post(replay.after.url, { code: next })).status).toBe(422)
  })

  test('may begin again as somebody else, who needs none', async () => {
    const { after, browser, finish } = await application.typePassword('cora@hub.example')
    const start = /href="([^"]+restart=1[^"]*)"/.exec(after.text)?.[1]?.replace('&amp;', '&') ?? ''
    const first = await browser.get(new URL(start, after.url))
    expect(first.text).toContain('name="password"')
    const password = await identity.passwordOf('tom')
    const landed = await browser.post(first.url, { email: 'tom@east.example', password })
    expect((await finish(landed)).claims()).toMatchObject({ sub: 'tom', amr: ['pwd'], acr: ONE_FACTOR })
  })

  test('is held up by many wrong codes, the right one too, and it looks no different', async () => {
    const { key } = await enrol('rob@west.example')
    const { browser, after } = await application.typePassword('rob@west.example')
    let refused = after
    for (let i = 0; i < ATTEMPT_LIMITS.code; i++)
      refused = await browser.post(after.url, { code: wrong(key) })
    const locked = await browser.post(after.url, { code: code(key, 30) })
    expect([locked.status, locked.text]).toEqual([refused.status, refused.text])
  })
})

describe('the page of the code', () => {
  test('tells a stranger nothing, also with the right code', async () => {
    const { after } = await application.typePassword('cora@hub.example')
    const stranger = await new CookieBrowser().post(after.url, { code: '123456' })
    expect(stranger.status).toBe(400)
    expect(stranger.text).not.toContain('cora@')
  })

  test('does not come before the password', async () => {
    const { page, browser } = await application.openSignIn()
    const skipped = await browser.post(page.url, { code: '123456' })
    expect(skipped.text).toContain('name="password"')
    expect(skipped.text).not.toContain('one-time-code')
  })

  test('does not open for who has left meanwhile', async () => {
    const { key, browser } = await enrolledBea()
    const again = await application.typePassword('bea@east.example', browser, { prompt: 'login' })
    expect(again.after.text).toContain('one-time-code')
    const network = smallNetwork()
    const users = network.users.map((user) => (user.id === 'bea' ? { ...user, active: false } : user))
    await writeNetwork(home.networkFile, { ...network, users })
    const refused = await browser.post(again.after.url, { code: code(key, 30) })
    expect(refused.url.href.startsWith(CALLBACK)).toBe(false)
    expect(refused.text).not.toContain('one-time-code')
    await writeNetwork(home.networkFile, network)
  })

  /** Bea's role needs no second factor; the application asks for one. */
  async function enrolledBea() {
    const wish = { acr_values: SECOND_FACTOR }
    const asked = await application.typePassword('bea@east.example', undefined, wish)
    const key = keyOn(asked.after)
    const landed = await asked.browser.post(asked.after.url, { code: code(key) })
    expect((await asked.finish(landed)).claims()?.acr).toBe(SECOND_FACTOR)
    return { key, browser: asked.browser }
  }
})

describe('a session that does not suffice', () => {
  test.each([
    ['max_age', '0'],
    ['prompt', 'login'],
  ])('signs in again where the application asks by %s=%s', async (name, value) => {
    const { browser, tokens } = await application.signIn('tom@east.example')
    const remembered = await application.openSignIn(browser)
    expect((await remembered.finish(remembered.page)).claims()?.auth_time).toBe(tokens.claims()?.auth_time)
    const again = await application.openSignIn(browser, { [name]: value })
    expect(again.page.text).toContain('Confirm that it is you')
    expect(again.page.text).toContain('value="tom@east.example"')
    const password = await identity.passwordOf('tom')
    const landed = await browser.post(again.page.url, { email: 'tom@east.example', password })
    const claims = (await again.finish(landed)).claims()
    expect(claims?.auth_time).toBeGreaterThanOrEqual(Number(tokens.claims()?.auth_time))
    expect(claims?.sid).toMatch(/./)
    expect(claims?.sid).toBe(tokens.claims()?.sid)
  })

  test('is refused without a page where none may be shown', async () => {
    const { browser } = await application.signIn('tom@east.example')
    const silent = { prompt: 'none' }
    const known = await application.openSignIn(browser, silent)
    expect(known.page.url.searchParams.has('code')).toBe(true)
    const more = await application.openSignIn(browser, { ...silent, acr_values: SECOND_FACTOR })
    expect(more.page.url.searchParams.get('error')).toBe('login_required')
    const either = `${SECOND_FACTOR} ${ONE_FACTOR}`
    const enough = await application.openSignIn(browser, { ...silent, acr_values: either })
    expect(enough.page.url.searchParams.has('code')).toBe(true)
  })
})
