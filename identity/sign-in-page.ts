import { type DemoPerson, demoPeopleByCompany, mainDemoPeople } from './demo-people.ts'
import { html, type Markup } from './markup.ts'
import type { Localised, Network } from './network-file.ts'
import { renderPage } from './page.ts'
import { type PageLanguage, type PageTexts, textsIn } from './page-texts.ts'

export interface SignInView {
  language: PageLanguage
  action: string
  network: Network
  email: string
  /** True for somebody who is signed in and proves again that it is them. */
  again: boolean
  refused: boolean
  /** In demo mode: the listed password of a user. */
  demoPassword?: ((userId: string) => string | undefined) | undefined
}

export function renderSignInPage(view: SignInView): string {
  const { language, network, again, refused, demoPassword } = view
  const texts = textsIn(language)
  const title = again ? texts.signInAgain : texts.signIn
  return renderPage({
    language,
    title,
    organisation: organisationName(network, language),
    otherLanguage: {
      href: `${view.action}?lang=${language === 'ar' ? 'en' : 'ar'}`,
      name: texts.otherLanguage,
    },
    wide: demoPassword !== undefined,
    body: html`
<section class="card" aria-labelledby="title">
  <h1 id="title">${title}</h1>
  <p class="lead">${again ? texts.signInAgainLead : texts.signInLead}</p>
  ${refused && html`<div class="refused" role="alert" id="refused"><b>${texts.refusedTitle}</b><p>${texts.refused}</p></div>`}
  ${credentialsForm(view, texts)}
  <p class="aside"><a href="/account?lang=${language}">${texts.account}</a></p>
</section>
${demoPassword && demoSection({ ...view, demoPassword }, texts)}`,
  })
}

export function organisationName(network: Network, language: PageLanguage): string {
  const distributor = network.companies.find((company) => company.kind === 'distributor')
  return distributor ? inLanguage(distributor.name, language) : ''
}

function credentialsForm({ action, language, email, refused }: SignInView, texts: PageTexts): Markup {
  const invalid = refused && html` aria-invalid="true" aria-describedby="refused"`
  return html`<form method="post" action="${action}">
    <input type="hidden" name="lang" value="${language}">
    <label for="email">${texts.email}</label>
    <input id="email" name="email" type="email" dir="ltr" value="${email}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="254" required${invalid}>
    <label for="password">${texts.password}</label>
    <input id="password" name="password" type="password" dir="ltr" autocomplete="current-password" maxlength="200" required${invalid}${refused && html` autofocus`}>
    <button class="primary" type="submit">${texts.signIn}</button>
  </form>`
}

type DemoView = SignInView & { demoPassword: (userId: string) => string | undefined }

function demoSection(view: DemoView, texts: PageTexts): Markup {
  const groups = demoPeopleByCompany(view.network)
  const count = groups.reduce((sum, { people }) => sum + people.length, 0)
  const list = (people: DemoPerson[], showCompany: boolean) =>
    html`<ul class="people">${people.map((person) => personRow(view, texts, person, showCompany))}</ul>`
  return html`<section class="demo" aria-labelledby="people">
  <h2 id="people">${texts.people}</h2>
  <p class="lead">${texts.peopleLead}</p>
  ${list(mainDemoPeople(view.network), true)}
  <details>
    <summary>${texts.everybody.replace('{count}', String(count))}</summary>
    ${groups.map(({ company, people }) => html`<h3>${inLanguage(company, view.language)}</h3>${list(people, false)}`)}
  </details>
</section>`
}

function personRow(
  view: DemoView,
  texts: PageTexts,
  person: DemoPerson,
  showCompany: boolean,
): Markup | undefined {
  const { user, company, unit, rival } = person
  const password = view.demoPassword(user.id)
  if (!password) return undefined
  const role = texts.roles[user.roles[0] ?? ''] ?? user.roles[0]
  const place = [showCompany || !unit ? company : undefined, unit].filter((name) => name !== undefined)
  return html`<li><form method="post" action="${view.action}">
    <input type="hidden" name="lang" value="${view.language}">
    <input type="hidden" name="email" value="${user.email}">
    <input type="hidden" name="password" value="${password}">
    <button class="person" type="submit"><span class="hidden">${texts.signInAs}</span>
      <span class="name">${inLanguage(user.name, view.language)}</span>
      <span class="role">${role}</span>
      <span class="place">${place.map((name, i) => html`${i > 0 && ' · '}<bdi>${inLanguage(name, view.language)}</bdi>`)}</span>
      ${rival && html`<span class="rival">${texts.rival}</span>`}
    </button>
  </form></li>`
}

function inLanguage(text: Localised, language: PageLanguage): string {
  return text[language] ?? text.en
}
