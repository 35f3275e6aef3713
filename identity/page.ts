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
}

const MARK = new Markup(
  '<svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M4 8h11l-3-3M20 16H9l3 3" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>',
)

export function renderPage({ language, title, organisation, body, otherLanguage, wide, head }: Page): string {
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
</header>
<main class="${wide ? 'wide' : 'narrow'}">${body}</main>
</body>
</html>
`.text
}
