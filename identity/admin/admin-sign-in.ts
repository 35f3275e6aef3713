import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { html } from '../markup.ts'
import { renderPage } from '../page.ts'
import type { PageLanguage } from '../page-texts.ts'
import { readForm } from '../read-form.ts'
import { sendPage, sendTo } from '../send-page.ts'
import { organisationName } from '../sign-in-page.ts'
import { cookieOf, setCookie } from './admin-cookies.ts'
import { SESSION_COOKIE, sameSecret } from './admin-sessions.ts'
import { type AdminWorks, otherLanguageOf } from './visit.ts'
import { wordsIn } from './words.ts'

const FORM_COOKIE = 'identity_admin_form'

type Note = 'refused' | 'again' | 'old'

/** Signs an administrator in with the same proof as everywhere. Others get the same answer as a wrong password. */
export async function answerAdminSignIn(
  works: AdminWorks,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  language: PageLanguage,
): Promise<void> {
  const next = safeNext(url.searchParams.get('next'))
  if (request.method !== 'POST') {
    const ended = url.searchParams.has('next') && cookieOf(request, SESSION_COOKIE) !== undefined
    return showForm(works, response, url, language, 200, ended ? 'again' : undefined)
  }
  const form = await readForm(request)
  // A page elsewhere must not sign somebody in here under another name: its form lacks what our cookie says.
  if (!sameSecret(form.get('once'), cookieOf(request, FORM_COOKIE))) {
    return showForm(works, response, url, language, 403, 'old')
  }
  const address = works.addressOf(request)
  const login = form.get('email')?.trim().slice(0, 254) ?? ''
  const proof = { login, password: form.get('password') ?? '', code: form.get('code')?.trim() ?? '', address }
  const user = await works.checkCredentials(proof)
  if (!user?.roles.some((role) => works.adminRoles.includes(role))) {
    await works.log.write({ ...(user ? { by: user.id } : {}), act: 'sign-in-refused', address })
    return showForm(works, response, url, language, 422, 'refused', login)
  }
  works.sessions.end(cookieOf(request, SESSION_COOKIE))
  const secret = works.sessions.start(user.id, url.searchParams.has('lang') ? language : undefined)
  setCookie(response, works.issuer, SESSION_COOKIE, secret)
  await works.log.write({ by: user.id, act: 'signed-in' })
  sendTo(response, next)
}

async function showForm(
  works: AdminWorks,
  response: ServerResponse,
  url: URL,
  language: PageLanguage,
  status: number,
  note?: Note,
  login = '',
): Promise<void> {
  const { signIn: t, otherLanguage } = wordsIn(language)
  const { network } = await works.store.current()
  const once = randomBytes(24).toString('base64url')
  setCookie(response, works.issuer, FORM_COOKIE, once)
  const titles = { refused: t.refusedTitle, again: t.againTitle, old: t.oldTitle }
  const invalid = note === 'refused' && html` aria-invalid="true" aria-describedby="note"`
  const page = renderPage({
    language,
    title: t.title,
    organisation: organisationName(network, language),
    otherLanguage: { href: otherLanguageOf(url, language), name: otherLanguage },
    head: html`<link rel="stylesheet" href="/assets/admin.css">`,
    body: html`<section class="card" aria-labelledby="title"><h1 id="title">${t.title}</h1><p class="lead">${t.lead}</p>
    ${note && html`<div class="refused" role="alert" id="note"><b>${titles[note]}</b><p>${t[note]}</p></div>`}
    <form method="post" action="${url.pathname}${url.search}">
    <input type="hidden" name="once" value="${once}">
    <label for="email">${t.email}</label>
    <input id="email" name="email" type="email" dir="ltr" value="${login}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="254" required${invalid}>
    <label for="password">${t.password}</label>
    <input id="password" name="password" type="password" dir="ltr" autocomplete="current-password" maxlength="200" required${invalid}>
    <label for="code">${t.code}</label>
    <input id="code" name="code" dir="ltr" inputmode="numeric" autocomplete="one-time-code" maxlength="10" aria-describedby="code-hint"><p class="hint" id="code-hint">${t.codeHint}</p>
    <button class="primary" type="submit">${t.enter}</button></form></section>`,
  })
  sendPage(response, status, page)
}

/** A path of these pages; anything else leads to the overview. */
export function safeNext(next: string | null): string {
  const fits = /^\/admin(?:\/[\w.:-]+)*(?:\?[\w.:=&%+-]*)?$/.test(next ?? '')
  return next && fits && !next.includes('..') ? next : '/admin'
}
