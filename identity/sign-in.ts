import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors, type Provider } from 'oidc-provider'
import type { CredentialCheck } from './check-credentials.ts'
import type { NetworkFile, NetworkUser } from './network-file.ts'
import { renderExpired } from './notice-pages.ts'
import { choosePageLanguage, type PageLanguage } from './page-texts.ts'
import { readForm } from './read-form.ts'
import type { BriefMemory } from './remember-briefly.ts'
import { renderCodePage, renderEnrolmentPage } from './second-factor-pages.ts'
import { makeFactorSecret, type SecondFactors } from './second-factors.ts'
import { sendPage, sendTo } from './send-page.ts'
import type { Attempt } from './sign-in-attempts.ts'
import { renderSignInPage } from './sign-in-page.ts'
import { asksSecondFactor, proofOf } from './sign-in-policy.ts'
import type { DescribeSurroundings } from './surroundings.ts'
import type { UserPasswords } from './user-passwords.ts'

/** A sign-in whose password was right and that still needs a code; with a secret, of an app that is set up now. */
export interface SignInStep {
  userId: string
  attempt: Attempt
  secret?: string | undefined
}

interface Parts {
  provider: Provider
  networkFile: NetworkFile
  passwords: UserPasswords
  credentials: CredentialCheck
  factors: SecondFactors
  /** Half-finished sign-ins by the id of their interaction, which the browser proves by its cookie. */
  steps: BriefMemory<SignInStep>
  surroundings: DescribeSurroundings
  demo: boolean
  /** The network address of a caller. */
  addressOf(request: IncomingMessage): string
  report(line: string): void
}

type Started = Awaited<ReturnType<Provider['interactionDetails']>>

interface Visit {
  request: IncomingMessage
  response: ServerResponse
  started: Started
  path: string
  chosen: string | null
  language: PageLanguage
}

/** The sign-in of one authorization request: password, then a code where one is needed. */
export function answerSignIn(parts: Parts) {
  const { provider, networkFile, passwords, credentials, factors, steps, demo, surroundings } = parts

  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const acceptLanguage = request.headers['accept-language']
    const form = request.method === 'POST' ? await readForm(request) : undefined
    const chosen = form?.get('lang') ?? url.searchParams.get('lang')
    const started = await startedSignIn(provider, request, response)
    const path = url.pathname
    if (!started || path !== `/sign-in/${started.uid}`) {
      return sendPage(response, 400, renderExpired(await surroundings({ chosen, acceptLanguage })))
    }
    // The application is the distributor's own: whoever is signed in has nothing to consent to.
    if (started.prompt.name === 'consent') {
      return provider.interactionFinished(request, response, { consent: {} })
    }
    const uiLocales = started.params.ui_locales
    const language = choosePageLanguage({ chosen, uiLocales, acceptLanguage })
    const visit = { request, response, started, path, chosen, language }
    if (url.searchParams.has('restart') && !form) steps.delete(started.uid)
    if (form?.has('email')) return provePassword(visit, form)
    const step = steps.get(started.uid)
    if (!step) return showSignIn(visit, { email: '', refused: false })
    return form ? proveCode(visit, step, form.get('code') ?? '') : showStep(visit, step, false)
  }

  async function provePassword(visit: Visit, form: URLSearchParams): Promise<void> {
    const { request, response, started, path, language } = visit
    const email = form.get('email')?.trim().slice(0, 254) ?? ''
    const address = parts.addressOf(request)
    const proof = { login: email, password: form.get('password') ?? '', address }
    const known = await credentials.checkPassword(proof)
    if (!known) return showSignIn(visit, { email, refused: true })
    const { user, attempt } = known
    if (!factors.has(user.id)) {
      if (!asksSecondFactor(started.params.acr_values) && !credentials.needsSecondFactor(user)) {
        await attempt.succeeded()
        return finish(visit, user.id, false)
      }
      steps.set(started.uid, { userId: user.id, attempt, secret: makeFactorSecret() })
    } else steps.set(started.uid, { userId: user.id, attempt })
    // The password is not sent again when the next page is loaded again.
    sendTo(response, `${path}?lang=${language}`)
  }

  async function proveCode(visit: Visit, step: SignInStep, code: string): Promise<void> {
    const { userId, secret } = step
    // A factor may have been set up, or taken away, elsewhere since the password was typed.
    if (factors.has(userId) === Boolean(secret) || !(await activeUser(userId))) return startAgain(visit)
    const fits = secret ? factors.enrol(userId, secret, code) : await credentials.checkCode(userId, code)
    if (!fits) return showStep(visit, step, true)
    if (secret) parts.report(`second factor set up: ${userId}`)
    await step.attempt.succeeded()
    return finish(visit, userId, true)
  }

  async function finish({ request, response, started, chosen }: Visit, accountId: string, withCode: boolean) {
    steps.delete(started.uid)
    const language = languageChange(chosen, started.params.ui_locales, request.headers['accept-language'])
    const login = { accountId, ...proofOf(withCode) }
    await provider.interactionFinished(
      request,
      response,
      { login, ...language },
      { mergeWithLastSubmission: false },
    )
  }

  async function showSignIn(visit: Visit, typed: { email: string; refused: boolean }): Promise<void> {
    const { network, userById } = await networkFile.current()
    if (demo) await passwords.ensure(network.users.map((user) => user.id))
    // Somebody who has a session signs in again to prove that it is them.
    const again = userById.get(visit.started.session?.accountId ?? '')
    const hint = visit.started.params.login_hint
    const page = renderSignInPage({
      language: visit.language,
      action: visit.path,
      network,
      email: typed.email || again?.email || (typeof hint === 'string' ? hint.slice(0, 254) : ''),
      again: again !== undefined,
      refused: typed.refused,
      ...(demo ? { demoPassword: passwords.demoPassword } : {}),
    })
    sendPage(visit.response, typed.refused ? 422 : 200, page)
  }

  async function showStep(visit: Visit, step: SignInStep, refused: boolean): Promise<void> {
    const user = await activeUser(step.userId)
    if (!user) return startAgain(visit)
    const { language, path, response } = visit
    const around = await surroundings({ chosen: language })
    const view = {
      around,
      here: path,
      action: path,
      restart: `${path}?restart=1&lang=${language}`,
      user,
      refused,
    }
    const page = step.secret
      ? renderEnrolmentPage({ ...view, secret: step.secret, needed: true })
      : renderCodePage(view)
    sendPage(response, refused ? 422 : 200, page)
  }

  function startAgain({ response, started, path, language }: Visit): void {
    steps.delete(started.uid)
    sendTo(response, `${path}?lang=${language}`)
  }

  async function activeUser(userId: string): Promise<NetworkUser | undefined> {
    const user = (await networkFile.current()).userById.get(userId)
    return user?.active ? user : undefined
  }
}

/** The language, where the person changed it on the page; else nothing, as the application knows its own better. */
function languageChange(chosen: string | null | undefined, uiLocales: unknown, acceptLanguage?: string) {
  const shownFirst = choosePageLanguage({ uiLocales, acceptLanguage })
  const language = choosePageLanguage({ chosen, uiLocales, acceptLanguage })
  return language === shownFirst ? {} : { language }
}

async function startedSignIn(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  try {
    return await provider.interactionDetails(request, response)
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined
    throw error
  }
}
