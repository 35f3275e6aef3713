import type { IncomingMessage, ServerResponse } from 'node:http'
import { accountActs } from './account-acts.ts'
import {
  ACCOUNT,
  type Done,
  type PasswordFault,
  renderAccount,
  renderAccountSignIn,
  tokenFields,
} from './account-pages.ts'
import { type AccountVisit, beginVisit, isOwnPage, visitKeyOf } from './account-visits.ts'
import type { CredentialCheck } from './check-credentials.ts'
import type { NetworkFile, NetworkUser } from './network-file.ts'
import { renderExpired, renderMissing } from './notice-pages.ts'
import { readForm } from './read-form.ts'
import type { BriefMemory } from './remember-briefly.ts'
import { renderEnrolmentPage } from './second-factor-pages.ts'
import type { SecondFactors } from './second-factors.ts'
import { sendPage, sendTo } from './send-page.ts'
import type { DescribeSurroundings, Surroundings } from './surroundings.ts'
import type { UserPasswords } from './user-passwords.ts'

const DONE = ['factorOn', 'factorOff', 'passwordChanged'] as const

interface Parts {
  networkFile: NetworkFile
  passwords: UserPasswords
  credentials: CredentialCheck
  factors: SecondFactors
  visits: BriefMemory<AccountVisit>
  surroundings: DescribeSurroundings
  issuer: URL
  /** The network address of a caller. */
  addressOf(request: IncomingMessage): string
  endSessionsOf(userId: string): Promise<void>
  endAdminSessionsOf(userId: string): void
  report(line: string): void
}

interface Visitor {
  user: NetworkUser
  key: string
  visit: AccountVisit
}

/** A page, or where the browser goes next. */
type Answer = { status: number; page: string } | { to: string }

/** One's own account: password and second factor. It has a sign-in of its own, which asks for all that there is. */
export function answerAccount(parts: Parts) {
  const { networkFile, credentials, factors, visits, issuer } = parts
  const acts = accountActs(parts)

  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const form = request.method === 'POST' ? await readForm(request) : undefined
    const chosen = form?.get('lang') ?? url.searchParams.get('lang')
    const around = await parts.surroundings({ chosen, acceptLanguage: request.headers['accept-language'] })
    const part = url.pathname.slice(ACCOUNT.length + 1)
    const answer = form
      ? await answerForm(request, response, around, part, form)
      : pageOf(around, await visitorOf(request), part, url)
    if ('to' in answer) sendTo(response, answer.to)
    else sendPage(response, answer.status, answer.page)
  }

  async function answerForm(
    request: IncomingMessage,
    response: ServerResponse,
    around: Surroundings,
    part: string,
    form: URLSearchParams,
  ): Promise<Answer> {
    if (!isOwnPage(request, issuer)) return { status: 403, page: renderExpired(around) }
    if (part === 'sign-in') return signIn(request, response, around, form)
    const act = acts.get(part)
    if (!act) return { status: 404, page: renderMissing(around) }
    const visitor = await visitorOf(request)
    if (!visitor) return { to: pathIn(around) }
    if (form.get('token') !== visitor.visit.token) return { status: 403, page: renderExpired(around) }
    const outcome = await act(visitor, form)
    if ('codeRefused' in outcome) return setUpPage(around, visitor, true)
    if ('passwordFault' in outcome) return accountPage(around, visitor, { fault: outcome.passwordFault })
    return { to: pathIn(around, outcome.next, outcome.done) }
  }

  async function signIn(
    request: IncomingMessage,
    response: ServerResponse,
    around: Surroundings,
    form: URLSearchParams,
  ): Promise<Answer> {
    const login = form.get('email') ?? ''
    const proof = { login, password: form.get('password') ?? '', code: form.get('code') ?? '' }
    const address = parts.addressOf(request)
    const user = await credentials.checkCredentials({ ...proof, address }, 'own-account')
    if (!user) {
      const view = { around, email: login.trim().slice(0, 254), refused: true, done: undefined }
      return { status: 422, page: renderAccountSignIn(view) }
    }
    response.setHeader('Set-Cookie', beginVisit(visits, user.id, issuer))
    return { to: pathIn(around) }
  }

  function pageOf(around: Surroundings, visitor: Visitor | undefined, part: string, url: URL): Answer {
    const done = DONE.find((each) => each === url.searchParams.get('done'))
    if (part === 'set-up') {
      return visitor?.visit.secret ? setUpPage(around, visitor, false) : { to: pathIn(around) }
    }
    if (part !== '') return { status: 404, page: renderMissing(around) }
    if (visitor) return accountPage(around, visitor, { done })
    return { status: 200, page: renderAccountSignIn({ around, email: '', refused: false, done }) }
  }

  function accountPage(
    around: Surroundings,
    { user, visit }: Visitor,
    said: { done?: Done | undefined; fault?: PasswordFault },
  ): Answer {
    const page = renderAccount({
      ...{ around, user, token: visit.token, done: said.done, fault: said.fault },
      hasFactor: factors.has(user.id),
      needsFactor: credentials.needsSecondFactor(user),
    })
    return { status: said.fault ? 422 : 200, page }
  }

  function setUpPage(around: Surroundings, { user, visit }: Visitor, refused: boolean): Answer {
    const page = renderEnrolmentPage({
      ...{ around, user, refused, secret: visit.secret ?? '', needed: false },
      here: `${ACCOUNT}/set-up`,
      action: `${ACCOUNT}/confirm`,
      restart: pathIn(around),
      hidden: tokenFields(around, visit.token),
    })
    return { status: refused ? 422 : 200, page }
  }

  async function visitorOf(request: IncomingMessage): Promise<Visitor | undefined> {
    const key = visitKeyOf(request) ?? ''
    const visit = visits.get(key)
    const user = (await networkFile.current()).userById.get(visit?.userId ?? '')
    return visit && user?.active ? { user, key, visit } : undefined
  }
}

function pathIn({ language }: Surroundings, part = '', done?: Done): string {
  const query = new URLSearchParams({ lang: language, ...(done ? { done } : {}) })
  return `${ACCOUNT}${part && `/${part}`}?${query}`
}
