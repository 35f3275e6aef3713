import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as openid from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Application, connectApplication } from './test/application.ts'
import { CookieBrowser } from './test/cookie-browser.ts'
import { type LogoutReceiver, startLogoutReceiver } from './test/logout-receiver.ts'
import {
  AFTER_SIGN_OUT,
  CLIENT,
  type Home,
  makeHome,
  type RunningIdentity,
  startIdentity,
} from './test/run-identity.ts'
import { smallNetwork, writeNetwork } from './test/small-network.ts'

let home: Home
let receiver: LogoutReceiver
let identity: RunningIdentity
let application: Application
beforeAll(async () => {
  home = await makeHome()
  receiver = await startLogoutReceiver()
  identity = await startIdentity(home, undefined, { IDENTITY_BACKCHANNEL_LOGOUT_URI: receiver.url })
  application = await connectApplication(identity)
})
afterAll(async () => {
  await identity?.stop()
  await receiver?.stop()
  await home?.remove()
})

/** Checks a logout token as OpenID Connect Back-Channel Logout 1.0, 2.6 asks. */
async function checked(token: string) {
  const keys = createRemoteJWKSet(new URL(`${identity.url}/jwks`))
  const { payload } = await jwtVerify(token, keys, {
    issuer: identity.url,
    audience: CLIENT.id,
    typ: 'logout+jwt',
    algorithms: ['RS256'],
    requiredClaims: ['iat', 'exp', 'jti', 'sub'],
  })
  expect(payload.events).toEqual({ 'http://schemas.openid.net/event/backchannel-logout': {} })
  expect(payload).not.toHaveProperty('nonce')
  return payload
}

async function signOut(browser: CookieBrowser, idToken = '') {
  const address = openid.buildEndSessionUrl(application.client, {
    id_token_hint: idToken,
    post_logout_redirect_uri: AFTER_SIGN_OUT,
  })
  const asked = await browser.get(address)
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.text)?.[1] ?? ''
  return browser.post(`${identity.url}/session/end/confirm`, { xsrf, logout: 'yes' })
}

/** Nobody else is inactive then: who left before is back. */
async function deactivate(userId: string) {
  const network = smallNetwork()
  const users = network.users.map((user) => (user.id === userId ? { ...user, active: false } : user))
  await writeNetwork(home.networkFile, { ...network, users })
}

test('signing out tells the application which session ended', async () => {
  const one = await application.signIn('bea@east.example')
  const other = await application.signIn('bea@east.example')
  const sid = one.tokens.claims()?.sid
  expect(sid).toMatch(/./)
  expect(other.tokens.claims()?.sid).not.toBe(sid)
  expect((await signOut(one.browser, one.tokens.id_token)).url.href).toBe(AFTER_SIGN_OUT)
  expect(await checked(await receiver.next())).toMatchObject({ sub: 'bea', sid })
  const remembered = await application.openSignIn(other.browser)
  expect((await remembered.finish(remembered.page)).claims()?.sub).toBe('bea')
  expect(receiver.unread()).toBe(0)
})

test('somebody who leaves is out within seconds, in every session', async () => {
  const one = await application.signIn('bea@east.example')
  await application.signIn('rob@west.example')
  await deactivate('bea')
  const payload = await checked(await receiver.next())
  expect(payload.sub).toBe('bea')
  expect(payload).not.toHaveProperty('sid')
  expect((await application.openSignIn(one.browser)).page.url.pathname).toMatch(/^\/sign-in\//)
  await expect(
    openid.fetchUserInfo(application.client, one.tokens.access_token, 'bea'),
  ).rejects.toMatchObject({ status: 401 })
  expect(receiver.unread()).toBe(0)
})

test('who has left meets the sign-in page, not an error, before their session is swept', async () => {
  const { browser } = await application.signIn('tom@east.example')
  await deactivate('tom')
  const { page } = await application.openSignIn(browser)
  expect(page.status).toBe(200)
  expect(page.url.pathname).toMatch(/^\/sign-in\//)
  expect((await checked(await receiver.next())).sub).toBe('tom')
})

test('a new password ends every session', async () => {
  const { browser } = await application.signIn('rob@west.example')
  const visit = new CookieBrowser()
  const password = await identity.passwordOf('rob')
  const page = await visit.post(`${identity.url}/account/sign-in`, { email: 'rob@west.example', password })
  const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const next = 'four words are enough'
  await visit.post(`${identity.url}/account/password`, { token, new: next, repeat: next })
  expect(await checked(await receiver.next())).toMatchObject({ sub: 'rob' })
  expect((await application.openSignIn(browser)).page.url.pathname).toMatch(/^\/sign-in\//)
})

test('an application that fails is told again, with the same token', async () => {
  receiver.answerNext(503)
  const { browser, tokens } = await application.signIn('cora@hub.example')
  await signOut(browser, tokens.id_token)
  const first = await receiver.next()
  expect(await receiver.next()).toBe(first)
  expect(identity.said()).not.toContain('was not told')
})

test('an application that refuses is not asked again, and one that is not there holds nobody up', async () => {
  receiver.answerNext(400)
  const { browser, tokens } = await application.signIn('cora@hub.example')
  await signOut(browser, tokens.id_token)
  const token = await receiver.next()
  const report = 'was not told of a sign-out: it answers 400'
  await expect.poll(() => identity.said(), { timeout: 15_000 }).toContain(report)
  expect(identity.said()).not.toContain(token)
  await receiver.stop()
  const again = await application.signIn('cora@hub.example')
  expect((await signOut(again.browser, again.tokens.id_token)).url.href).toBe(AFTER_SIGN_OUT)
  receiver = await startLogoutReceiver(Number(new URL(receiver.url).port))
  expect((await checked(await receiver.next())).sub).toBe('cora')
})
