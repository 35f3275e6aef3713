import { accountTextsIn } from './account-texts.ts'
import { drawQrCode } from './draw-qr-code.ts'
import { html, type Markup } from './markup.ts'
import type { NetworkUser } from './network-file.ts'
import { renderPage } from './page.ts'
import { textsIn } from './page-texts.ts'
import { factorAddress } from './second-factors.ts'
import type { Surroundings } from './surroundings.ts'

export interface CodeView {
  around: Surroundings
  /** Where this page is. */
  here: string
  /** Where the form goes. */
  action: string
  /** Where somebody begins again. */
  restart: string
  user: NetworkUser
  refused: boolean
}

export interface EnrolmentView extends CodeView {
  /** In base32, of an app that is not confirmed yet. */
  secret: string
  /** True where signing in does not go on without it. */
  needed: boolean
  /** Further fields of the form. */
  hidden?: Markup | undefined
}

/** Asks for the code of somebody's authenticator app. */
export function renderCodePage(view: CodeView): string {
  const { around, user, restart } = view
  const texts = accountTextsIn(around.language)
  const body = html`<section class="card" aria-labelledby="title">
  <h1 id="title">${texts.codeTitle}</h1>
  <p class="lead">${texts.codeLead} <bdi class="mail">${user.email}</bdi></p>
  ${codeForm(view)}
  <p class="aside">${texts.codeLost}</p>
  <p class="aside"><a href="${restart}">${texts.somebodyElse}</a></p>
</section>`
  return pageOf(view, texts.codeTitle, body)
}

/** Shows a new secret, as picture, key and address, and asks for a code that shows that the app has it. */
export function renderEnrolmentPage(view: EnrolmentView): string {
  const { around, user, restart, secret, needed } = view
  const texts = accountTextsIn(around.language)
  const address = factorAddress(secret, user.email)
  const body = html`<section class="card" aria-labelledby="title">
  <h1 id="title">${texts.setUpTitle}</h1>
  <p class="lead">${needed ? texts.setUpNeeded : texts.setUpLead}</p>
  <ol class="steps">
    <li>${texts.stepApp}</li>
    <li>${texts.stepScan}
      ${drawQrCode(address, texts.picture)}
      <p class="key"><span>${texts.key}</span> <code dir="ltr">${inGroups(secret)}</code></p>
      <p><a href="${address}">${texts.openApp}</a></p>
    </li>
    <li>${texts.stepCode}${codeForm(view)}</li>
  </ol>
  <p class="aside"><a href="${restart}">${needed ? texts.somebodyElse : texts.cancel}</a></p>
</section>`
  return pageOf(view, texts.setUpTitle, body)
}

function pageOf({ around, here }: CodeView, title: string, body: Markup): string {
  const { language, organisation } = around
  const href = `${here}?lang=${language === 'ar' ? 'en' : 'ar'}`
  const otherLanguage = { href, name: textsIn(language).otherLanguage }
  return renderPage({ language, title, organisation, otherLanguage, body })
}

function codeForm({ around, action, refused, hidden }: CodeView & { hidden?: Markup | undefined }): Markup {
  const texts = accountTextsIn(around.language)
  const invalid = refused && html` aria-invalid="true" aria-describedby="refused"`
  return html`${refused && html`<div class="refused" role="alert" id="refused"><b>${texts.codeRefusedTitle}</b><p>${texts.codeRefused}</p></div>`}
  <form method="post" action="${action}">
    <input type="hidden" name="lang" value="${around.language}">${hidden}
    <label for="code">${texts.code}</label>
    <input id="code" name="code" class="digits" dir="ltr" inputmode="numeric" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" maxlength="12" required autofocus${invalid}>
    <button class="primary" type="submit">${texts.confirm}</button>
  </form>`
}

/** In groups of four, as people read it off a screen. */
function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret
}
