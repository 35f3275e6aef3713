import { html, Markup } from './markup.ts'
import type { PageLanguage } from './page-texts.ts'

export interface Page {
  language: PageLanguage
  title: string
  /** Name of the organisation that people sign in to. */
  organisation: string
  body: Markup
  /** Address of this page in the other language. */
  otherLanguage?: { href: string; name: string } | undefined
  wide?: boolean
  head?: Markup
  /** Of pages to work on: who is signed in, and the list of sections. */
  work?: { account: Markup; nav: Markup }
}

// The mark of the product, as its other pages show it.
const MARK = new Markup(
  '<svg class="mark" viewBox="0 0 28 28" width="28" height="28" aria-hidden="true"><rect width="28" height="28" rx="7"/><path d="M8 22V9.5C8 7.5 9.3 6 11.2 6M20 22v-5.5c0-4-6-4.5-6-9V5.5M8 22v-4c0-5 12-4.5 12-10V6"/></svg>',
)

export function renderPage(page: Page): string {
  const { language, title, organisation, body, otherLanguage, wide, head, work } = page
  const other = language === 'ar' ? 'en' : 'ar'
  return html`<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Interchange</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/identity.css">
${head}
</head>
<body>
<header class="top">
  <p class="brand">${MARK}<span><b>Interchange</b><span class="org">${organisation}</span></span></p>
  ${otherLanguage && html`<a class="language" href="${otherLanguage.href}" lang="${other}" hreflang="${other}">${otherLanguage.name}</a>`}
  ${work?.account}
</header>
${work?.nav}
<main id="content" class="${work ? 'work' : wide ? 'wide' : 'narrow'}">${body}</main>
</body>
</html>
`.text
}
