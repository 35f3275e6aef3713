import { type AccountTexts, accountTextsIn } from './account-texts.ts'
import { html, type Markup } from './markup.ts'
import type { NetworkUser } from './network-file.ts'
import { renderPage } from './page.ts'
import { textsIn } from './page-texts.ts'
import type { Surroundings } from './surroundings.ts'

export const ACCOUNT = '/account'

/** What is wrong with a new password; each is a text of the page. */
export type PasswordFault = 'tooShort' | 'tooLong' | 'notTheSame' | 'isYourAddress'
/** What was done, which the page says once. */
export type Done = 'factorOn' | 'factorOff' | 'passwordChanged'

export interface AccountView {
  around: Surroundings
  user: NetworkUser
  /** Proves that a form comes from this page. */
  token: string
  hasFactor: boolean
  needsFactor: boolean
  done: Done | undefined
  fault: PasswordFault | undefined
}

export interface AccountSignInView {
  around: Surroundings
  email: string
  refused: boolean
  done: Done | undefined
}

/** Asks for password, and code where there is one: whoever changes these has just proved who they are. */
export function renderAccountSignIn({ around, email, refused, done }: AccountSignInView): string {
  const texts = accountTextsIn(around.language)
  const own = textsIn(around.language)
  const invalid = refused && html` aria-invalid="true" aria-describedby="refused"`
  return page(
    around,
    texts,
    html`<p class="lead">${texts.accountSignInLead}</p>
  ${doneNotice(texts, done)}
  ${refused && html`<div class="refused" role="alert" id="refused"><b>${own.refusedTitle}</b><p>${texts.accountRefused}</p></div>`}
  <form method="post" action="${ACCOUNT}/sign-in">
    ${languageField(around)}
    <label for="email">${own.email}</label>
    <input id="email" name="email" type="email" dir="ltr" value="${email}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="254" required${invalid}>
    <label for="password">${own.password}</label>
    <input id="password" name="password" type="password" dir="ltr" autocomplete="current-password" maxlength="200" required${invalid}>
    <label for="code">${texts.codeIfSet}</label>
    <input id="code" name="code" class="digits" dir="ltr" inputmode="numeric" autocomplete="one-time-code" maxlength="12"${invalid}>
    <button class="primary" type="submit">${own.signIn}</button>
  </form>`,
  )
}

export function renderAccount(view: AccountView): string {
  const { around, user } = view
  const texts = accountTextsIn(around.language)
  return page(
    around,
    texts,
    html`<p class="lead"><bdi>${user.name[around.language] ?? user.name.en}</bdi> · <bdi class="mail">${user.email}</bdi></p>
  ${doneNotice(texts, view.done)}
  <section class="part" aria-labelledby="factor">${factorPart(view, texts)}</section>
  <section class="part" aria-labelledby="change">${passwordPart(view, texts)}</section>
  ${postForm(view, 'leave', html`<button class="plain" type="submit">${texts.leave}</button>`)}`,
  )
}

function factorPart(view: AccountView, texts: AccountTexts): Markup {
  const { hasFactor, needsFactor } = view
  const mayTurnOff = hasFactor && !needsFactor
  return html`<h2 id="factor">${texts.secondStep}</h2>
  <p>${hasFactor ? texts.isOn : texts.isOff} ${needsFactor && texts.isNeeded}</p>
  <div class="acts">
    ${postForm(view, 'set-up', html`<button class="${hasFactor ? 'plain' : 'primary'}" type="submit">${hasFactor ? texts.setUpAnew : texts.setUp}</button>`)}
    ${mayTurnOff && postForm(view, 'turn-off', html`<button class="plain" type="submit">${texts.takeAway}</button>`)}
  </div>`
}

function passwordPart(view: AccountView, texts: AccountTexts): Markup {
  const { fault, user } = view
  const described = fault ? 'fault' : 'rule'
  const field = (id: string, label: string) =>
    html`<label for="${id}">${label}</label>
    <input id="${id}" name="${id}" type="password" dir="ltr" autocomplete="new-password" aria-describedby="${described}" required${fault && html` aria-invalid="true"`}>`
  return html`<h2 id="change">${texts.changePassword}</h2>
  ${fault && html`<p class="refused" role="alert" id="fault">${texts[fault]}</p>`}
  ${postForm(
    view,
    'password',
    // Password managers keep the new password with this name.
    html`<input class="hidden" name="username" type="email" value="${user.email}" autocomplete="username" tabindex="-1" aria-hidden="true" readonly>
    ${field('new', texts.newPassword)}
    <p class="aside" id="rule">${texts.passwordRule}</p>
    ${field('repeat', texts.repeatPassword)}
    <p class="aside">${texts.signsOutEverywhere}</p>
    <button class="primary" type="submit">${texts.changePassword}</button>`,
  )}`
}

function postForm({ around, token }: AccountView, act: string, content: Markup): Markup {
  return html`<form method="post" action="${ACCOUNT}/${act}">${tokenFields(around, token)}${content}</form>`
}

export function tokenFields(around: Surroundings, token: string): Markup {
  return html`${languageField(around)}<input type="hidden" name="token" value="${token}">`
}

const languageField = ({ language }: Surroundings) =>
  html`<input type="hidden" name="lang" value="${language}">`

function doneNotice(texts: AccountTexts, done: Done | undefined): Markup | undefined {
  return done && html`<p class="done" role="status">${texts[done]}</p>`
}

function page(around: Surroundings, texts: AccountTexts, content: Markup): string {
  const { language, organisation, home } = around
  return renderPage({
    language,
    title: texts.account,
    organisation,
    otherLanguage: {
      href: `${ACCOUNT}?lang=${language === 'ar' ? 'en' : 'ar'}`,
      name: textsIn(language).otherLanguage,
    },
    body: html`<section class="card" aria-labelledby="title"><h1 id="title">${texts.account}</h1>${content}</section>
<p class="aside back"><a href="${home}">${textsIn(language).back}</a></p>`,
  })
}
