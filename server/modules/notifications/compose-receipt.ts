import { directionOf, type Language } from '../../../contract/languages.ts'
import type { TicketType } from '../../../contract/ticket-details.ts'
import { fill } from '../../../texts/fill.ts'
import { mailWords } from '../../../texts/mail.ts'
import { escapeHtml } from '../../platform/mail/escape-html.ts'

/** The mails that carry a ticket's link: "we have your request", and "it has a new link". */
export type LinkMail = 'requestReceived' | 'linkReplaced'

export type Receipt = {
  number: string
  type: TicketType
  language: Language
  trackingUrl: string
  sender: string
}

// Mail readers know neither our stylesheet nor its variables: the values of the design's tokens.
const FONT = "Vazirmatn, Inter, 'Segoe UI', Tahoma, Arial, sans-serif"
const INK = '#132022'
const QUIET = '#586a6d'
const LINE = '#e1e8e8'
const ACCENT = '#0b5f6e'

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
  const dir = directionOf(language)
  const align = dir === 'rtl' ? 'right' : 'left'
  const url = escapeHtml(trackingUrl)
  const intro = fill(escapeHtml(words.intro), { sender: `<bdi>${escapeHtml(sender)}</bdi>` })
  const cell = `dir="${dir}" align="${align}"`
  const text = (color: string, size: number) =>
    `margin:0 0 16px;font-family:${FONT};font-size:${size}px;line-height:1.6;color:${color};text-align:${align}`
  const row = (label: string, value: string) =>
    `<tr><td ${cell} style="padding:4px 0;font-family:${FONT};font-size:15px;color:${QUIET}">${escapeHtml(label)}</td>` +
    `<td ${cell} style="padding:4px 16px;font-family:${FONT};font-size:15px;color:${INK}"><strong>${value}</strong></td></tr>`
  return `<!doctype html>
<html lang="${language}" dir="${dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(words.heading)}</title></head>
<body dir="${dir}" style="margin:0;padding:0;background:#f4f7f7">
<table role="presentation" dir="${dir}" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f7f7"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" dir="${dir}" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid ${LINE};border-radius:8px"><tr><td ${cell} style="padding:28px">
<h1 style="margin:0 0 12px;font-family:${FONT};font-size:24px;line-height:1.35;color:${INK};text-align:${align}">${escapeHtml(words.heading)}</h1>
<p style="${text(INK, 17)}">${intro}</p>
<table role="presentation" dir="${dir}" cellpadding="0" cellspacing="0" style="margin:0 0 20px">
${row(words.number, `<bdi dir="ltr">${escapeHtml(number)}</bdi>`)}
${row(words.type, escapeHtml(words.types[type]))}
</table>
<table role="presentation" dir="${dir}" cellpadding="0" cellspacing="0" style="margin:0 0 20px"><tr><td align="center" bgcolor="${ACCENT}" style="border-radius:8px"><a href="${url}" style="display:inline-block;padding:14px 24px;font-family:${FONT};font-size:17px;font-weight:600;color:#ffffff;text-decoration:none">${escapeHtml(words.follow)}</a></td></tr></table>
<p style="${text(INK, 15)}">${escapeHtml(words.link)}</p>
<p style="${text(QUIET, 13)}">${escapeHtml(words.plainLink)}<br><a href="${url}" dir="ltr" style="color:${ACCENT};word-break:break-all">${url}</a></p>
<p style="${text(QUIET, 13)}">${escapeHtml(words.noReply)}</p>
<p style="${text(QUIET, 13)};margin-bottom:0">${escapeHtml(words.notYou)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`
}
