import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors, type Provider } from 'oidc-provider'
import type { NetworkFile } from './network-file.ts'
import { renderExpired } from './notice-pages.ts'
import { choosePageLanguage } from './page-texts.ts'
import { readForm } from './read-form.ts'
import type { SignInAttempts } from './sign-in-attempts.ts'
import { renderSignInPage } from './sign-in-page.ts'
import type { DescribeSurroundings } from './surroundings.ts'
import type { UserPasswords } from './user-passwords.ts'

interface Parts {
  provider: Provider
  networkFile: NetworkFile
  passwords: UserPasswords
  attempts: SignInAttempts
  surroundings: DescribeSurroundings
  demo: boolean
}

/** The sign-in page of one authorization request: shown by GET, decided by POST. */
export function answerSignIn(parts: Parts) {
  const { provider, networkFile, passwords, demo, surroundings } = parts

  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const acceptLanguage = request.headers['accept-language']
    const form = request.method === 'POST' ? await readForm(request) : undefined
    const chosen = form?.get('lang') ?? url.searchParams.get('lang')
    const started = await startedSignIn(provider, request, response)
    if (!started || url.pathname !== `/sign-in/${started.uid}`) {
      return sendPage(response, 400, renderExpired(await surroundings({ chosen, acceptLanguage })))
    }
    const email = form?.get('email')?.trim().slice(0, 254) ?? ''
    const accountId = form && (await decide(parts, request, email, form.get('password') ?? ''))
    if (accountId) {
      return provider.interactionFinished(
        request,
        response,
        { login: { accountId }, ...languageChange(chosen, started.params.ui_locales, acceptLanguage) },
        { mergeWithLastSubmission: false },
      )
    }
    const { network } = await networkFile.current()
    if (demo) await passwords.ensure(network.users.map((user) => user.id))
    const page = renderSignInPage({
      language: choosePageLanguage({ chosen, uiLocales: started.params.ui_locales, acceptLanguage }),
      action: url.pathname,
      network,
      email,
      refused: form !== undefined,
      ...(demo ? { demoPassword: passwords.demoPassword } : {}),
    })
    sendPage(response, form ? 422 : 200, page)
  }
}

/** The language, where the person changed it on the page; else nothing, as the application knows its own better. */
function languageChange(chosen: string | null | undefined, uiLocales: unknown, acceptLanguage?: string) {
  const shownFirst = choosePageLanguage({ uiLocales, acceptLanguage })
  const language = choosePageLanguage({ chosen, uiLocales, acceptLanguage })
  return language === shownFirst ? {} : { language }
}

export function sendPage(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(page),
  })
  response.end(page)
}

/** The id of the user who may sign in, or undefined. The answer is the same for every kind of refusal. */
async function decide(parts: Parts, request: IncomingMessage, typedEmail: string, password: string) {
  const email = typedEmail.toLowerCase()
  const attempt = await parts.attempts.start(email, request.socket.remoteAddress ?? '')
  const user = (await parts.networkFile.current()).userByEmail.get(email)
  if (user) await parts.passwords.ensure([user.id])
  const fits = await parts.passwords.verify(user?.id, password)
  if (!attempt.allowed || !fits || !user?.active) return undefined
  await attempt.succeeded()
  return user.id
}

async function startedSignIn(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  try {
    return await provider.interactionDetails(request, response)
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined
    throw error
  }
}
