import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { directionOf, type Language } from '../../../contract/languages.ts'
import { sessionWords } from '../../../texts/session.ts'

export type Notice = 'unknown' | 'otherPerson' | 'expired' | 'failed' | 'limited' | 'unreachable'

const STATUS: Record<Notice, number> = {
  ...{ unknown: 403, otherPerson: 403, expired: 400, failed: 400, limited: 429, unreachable: 503 },
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { min-height: 100vh; margin: 0; display: grid; place-items: center; }
main { max-width: 32rem; padding: 2rem; }
h1 { font-size: 1.4rem; line-height: 1.3; }
a { display: inline-block; padding-block: 0.7rem; }
:lang(ar), :lang(ckb) { line-height: 1.8; }
`
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ')

/** Answers with a page that says what went wrong and how to go on. It holds our own words only. */
export function sendNotice(reply: FastifyReply, notice: Notice, language: Language): FastifyReply {
  const words = sessionWords(language)
  const { title, text } = words.notices[notice]
  const other = notice === 'unknown'
  const query = `lang=${language}${other ? '&amp;again=1' : ''}`
  const page = `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="/auth/sign-in?${query}">${other ? words.signInAsOther : words.signInAgain}</a></p>
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
