import { html, type Markup } from './markup.ts'
import { renderPage } from './page.ts'
import { textsIn } from './page-texts.ts'
import type { Surroundings } from './surroundings.ts'

export function renderExpired(around: Surroundings): string {
  const texts = textsIn(around.language)
  return notice(around, texts.expiredTitle, html`<p class="lead">${texts.expired}</p>${backLink(around)}`)
}

export function renderMissing(around: Surroundings): string {
  const texts = textsIn(around.language)
  return notice(around, texts.failedTitle, html`<p class="lead">${texts.missing}</p>${backLink(around)}`)
}

export function renderFailure(around: Surroundings, code: string): string {
  const texts = textsIn(around.language)
  const body = html`<p class="lead">${texts.failed} <code dir="ltr">${code}</code></p>${backLink(around)}`
  return notice(around, texts.failedTitle, body)
}

export function renderSignedOut(around: Surroundings): string {
  const texts = textsIn(around.language)
  return notice(around, texts.signedOutTitle, html`<p class="lead">${texts.signedOut}</p>${backLink(around)}`)
}

/** Asks before signing out; `form` is the provider's own form, which the buttons belong to. */
export function renderSignOutQuestion(around: Surroundings, form: Markup): string {
  const texts = textsIn(around.language)
  const body = html`<p class="lead">${texts.signOutLead}</p>${form}
  <p class="acts"><button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes">${texts.signOut}</button>
  <button class="plain" type="submit" form="op.logoutForm">${texts.stay}</button></p>`
  return notice(around, texts.signOutTitle, body)
}

/** Signs out at once: the application proved with its ID token that the signed-in person asked for it. */
export function renderSigningOut(around: Surroundings, form: Markup, script: Markup): string {
  const texts = textsIn(around.language)
  const body = html`${form}<p class="acts"><button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes">${texts.signOut}</button></p>`
  return notice(around, texts.signingOut, html`${body}<script>${script}</script>`)
}

function backLink({ language, home }: Surroundings): Markup {
  return html`<p><a class="primary" href="${home}">${textsIn(language).back}</a></p>`
}

function notice({ language, organisation }: Surroundings, title: string, body: Markup): string {
  const card = html`<section class="card" aria-labelledby="title"><h1 id="title">${title}</h1>${body}</section>`
  return renderPage({ language, title, organisation, body: card })
}
