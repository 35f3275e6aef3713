import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { directionOf, type Language } from '../../../contract/languages.ts'
import type { SessionTexts } from '../../../texts/en/session.ts'
import { sessionWords } from '../../../texts/session.ts'
import { NOTICE_STYLE } from './notice-style.ts'

export type Notice = 'unknown' | 'otherPerson' | 'expired' | 'failed' | 'limited' | 'unreachable'

const STATUS: Record<Notice, number> = {
  ...{ unknown: 403, otherPerson: 403, expired: 400, failed: 400, limited: 429, unreachable: 503 },
}

const POLICY = [
  "default-src 'none'",
  // The page stands by itself: where it is shown, files may be what is missing.
  `style-src 'sha256-${createHash('sha256').update(NOTICE_STYLE).digest('base64')}'`,
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ')

// The mark of the product, as its other pages show it.
const MARK =
  '<svg class="mark" viewBox="0 0 28 28" aria-hidden="true"><rect width="28" height="28" rx="7"/><path d="M8 22V9.5C8 7.5 9.3 6 11.2 6M20 22v-5.5c0-4-6-4.5-6-9V5.5M8 22v-4c0-5 12-4.5 12-10V6"/></svg>'

/** Answers with a page that says what went wrong and how to go on. It holds our own words only. */
export function sendNotice(reply: FastifyReply, notice: Notice, language: Language): FastifyReply {
  const words = sessionWords(language)
  const { title, text } = words.notices[notice]
  const query = `lang=${language}${notice === 'unknown' ? '&amp;again=1' : ''}`
  const page = `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Interchange</title>
<style>${NOTICE_STYLE}</style>
</head>
<body>
<header><p class="brand">${MARK}<span>Interchange</span></p></header>
<main>
<section class="card" aria-labelledby="title">
<h1 id="title">${title}</h1>
<p class="lead">${text}</p>
<a class="primary" href="/auth/sign-in?${query}">${wayOn(notice, words)}</a>
</section>
</main>
</body>
</html>
`
  return reply
    .code(STATUS[notice])
    .header('content-security-policy', POLICY)
    .header('content-language', language)
    .type('text/html; charset=utf-8')
    .send(page)
}

/** Nobody was signed in where signing in could not even begin. */
function wayOn(notice: Notice, words: SessionTexts): string {
  if (notice === 'unknown') return words.signInAsOther
  return notice === 'unreachable' || notice === 'limited' ? words.tryAgain : words.signInAgain
}
