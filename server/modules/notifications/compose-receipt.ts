import { directionOf, type Language } from '../../../contract/languages.ts'
import type { TicketType } from '../../../contract/ticket-details.ts'
import { fill } from '../../../texts/fill.ts'
import { mailWords } from '../../../texts/mail.ts'
import { escapeHtml } from '../../platform/mail/escape-html.ts'
import { ACCENT, INK, mailPieces, QUIET } from '../../platform/mail/mail-page.ts'

/** The mails that carry a ticket's link: "we have your request", and "it has a new link". */
export type LinkMail = 'requestReceived' | 'linkReplaced'

export type Receipt = {
  number: string
  type: TicketType
  language: Language
  trackingUrl: string
  sender: string
}

/** Subject and both parts, from our own words and values alone. */
export function composeReceipt(
  receipt: Receipt,
  mail: LinkMail = 'requestReceived',
): { subject: string; text: string; html: string } {
  const words = wordsOf(receipt.language, mail)
  const number = isolated(receipt.number, receipt.language)
  return {
    subject: fill(words.subject, { number }),
    text: [
      words.heading,
      '',
      fill(words.intro, { sender: receipt.sender }),
      '',
      `${words.number}: ${number}`,
      `${words.type}: ${words.types[receipt.type]}`,
      '',
      `${words.follow}:`,
      receipt.trackingUrl,
      '',
      words.link,
      '',
      words.noReply,
      '',
      words.notYou,
      '',
    ].join('\n'),
    html: htmlPart(receipt, words),
  }
}

/** A number keeps its own direction inside right-to-left text; plain text has no markup for that. */
function isolated(text: string, language: Language): string {
  return directionOf(language) === 'rtl' ? `\u200E${text}\u200E` : text
}

/** What one mail says of its own, on top of what all say. */
function wordsOf(language: Language, mail: LinkMail) {
  const all = mailWords(language)
  return { ...all.requestReceived, ...all[mail] }
}

type Words = ReturnType<typeof wordsOf>
function htmlPart({ number, type, language, trackingUrl, sender }: Receipt, words: Words): string {
  const { dir, text, row, button, page } = mailPieces(language)
  const url = escapeHtml(trackingUrl)
  const intro = fill(escapeHtml(words.intro), { sender: `<bdi>${escapeHtml(sender)}</bdi>` })
  const plainLink = `${escapeHtml(words.plainLink)}<br><a href="${url}" dir="ltr" style="color:${ACCENT};word-break:break-all">${url}</a>`
  return page(
    words.heading,
    `${text(intro, INK, 17)}
<table role="presentation" dir="${dir}" cellpadding="0" cellspacing="0" style="margin:0 0 20px">
${row(escapeHtml(words.number), `<bdi dir="ltr">${escapeHtml(number)}</bdi>`)}
${row(escapeHtml(words.type), escapeHtml(words.types[type]))}
</table>
<table role="presentation" dir="${dir}" cellpadding="0" cellspacing="0" style="margin:0 0 20px"><tr><td align="center" bgcolor="${ACCENT}" style="border-radius:8px">${button(url, escapeHtml(words.follow))}</td></tr></table>
${text(escapeHtml(words.link), INK, 15)}
${text(plainLink, QUIET, 13)}
${text(escapeHtml(words.noReply), QUIET, 13)}
${text(escapeHtml(words.notYou), QUIET, 13, ';margin-bottom:0')}`,
  )
}
