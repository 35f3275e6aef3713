import * as openid from 'openid-client'
import { CookieBrowser, type Visit } from './cookie-browser.ts'
import { CALLBACK, CLIENT, type RunningIdentity } from './run-identity.ts'

export type Application = Awaited<ReturnType<typeof connectApplication>>

/** The application that signs its people in at this Identity System, with a library of its own. */
export async function connectApplication(identity: RunningIdentity) {
  const client = await openid.discovery(new URL(identity.url), CLIENT.id, CLIENT.secret, undefined, {
    execute: [openid.allowInsecureRequests],
  })

  async function openSignIn(browser = new CookieBrowser(), parameters: Record<string, string> = {}) {
    const verifier = openid.randomPKCECodeVerifier()
    const state = openid.randomState()
    const nonce = openid.randomNonce()
    const address = openid.buildAuthorizationUrl(client, {
      redirect_uri: CALLBACK,
      scope: 'openid profile email',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...parameters,
    })
    const page = await browser.get(address)
    const finish = (visit: Visit) =>
      openid.authorizationCodeGrant(client, visit.url, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
      })
    return { browser, page, finish }
  }

  /** Opens a sign-in and types e-mail and password; where that suffices, the visit is back at the application. */
  async function typePassword(
    email: string,
    browser = new CookieBrowser(),
    parameters: Record<string, string> = {},
  ) {
    const opened = await openSignIn(browser, parameters)
    const password = await identity.passwordOf(email.split('@')[0] ?? '')
    return { ...opened, after: await browser.post(opened.page.url, { email, password }) }
  }

  async function signIn(
    email: string,
    browser = new CookieBrowser(),
    parameters: Record<string, string> = {},
  ) {
    const { after, finish } = await typePassword(email, browser, parameters)
    return { browser, tokens: await finish(after) }
  }

  return { client, openSignIn, typePassword, signIn }
}
