import type { Language } from '../../../contract/languages.ts'
import { fill } from '../../../texts/fill.ts'
import { mailWords } from '../../../texts/mail.ts'
import { escapeHtml } from '../../platform/mail/escape-html.ts'
import { INK, mailPieces, QUIET } from '../../platform/mail/mail-page.ts'

/** The mail that carries a one-time code: our own words and values, nothing that somebody typed. */
export function composeCodeMail(what: { code: string; language: Language; sender: string }): {
  subject: string
  text: string
  html: string
} {
  const words = mailWords(what.language).customerCode
  const { text, page } = mailPieces(what.language)
  const code = `<bdi dir="ltr" style="font-size:32px;font-weight:700;letter-spacing:4px">${what.code}</bdi>`
  const intro = fill(escapeHtml(words.intro), { sender: `<bdi>${escapeHtml(what.sender)}</bdi>` })
  return {
    subject: words.subject,
    text: [
      words.heading,
      '',
      what.code,
      '',
      fill(words.intro, { sender: what.sender }),
      words.secret,
      '',
      words.notYou,
      '',
      words.noReply,
      '',
    ].join('\n'),
    html: page(
      words.heading,
      `${text(code, INK, 17)}
${text(intro, INK, 17)}
${text(escapeHtml(words.secret), INK, 15)}
${text(escapeHtml(words.notYou), QUIET, 13)}
${text(escapeHtml(words.noReply), QUIET, 13, ';margin-bottom:0')}`,
    ),
  }
}
