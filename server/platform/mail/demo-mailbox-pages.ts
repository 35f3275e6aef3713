import { escapeHtml } from './escape-html.ts'
import type { KeptMail } from './mailbox-files.ts'

const EMPTY = `<p class="empty">No mails yet.<br>
<a href="/">Send a request</a> and give an e-mail address: its confirmation comes here within seconds.</p>`

/** All mails, newest first. */
export function mailboxPage(mails: readonly KeptMail[]): string {
  const rows = mails.map(
    (mail) => `<li><a href="/demo/mailbox/${encodeURIComponent(mail.id)}">
<strong dir="auto">${escapeHtml(mail.subject)}</strong>
<span><bdi>${escapeHtml(mail.to)}</bdi> · ${time(mail.at)}</span></a></li>`,
  )
  const list = rows.length > 0 ? `<ol>${rows.join('\n')}</ol>` : EMPTY
  return page(
    'Demo mailbox',
    `<h1>Demo mailbox</h1>
<p>Mails that this demo would have sent. Only this machine can see them.</p>
<div class="panel">${list}</div>`,
  )
}

/** One mail: headers, the HTML part as a reader sees it, the text part. */
export function mailPage(mail: KeptMail): string {
  const headers = {
    From: mail.from,
    To: mail.to,
    Subject: mail.subject,
    'Message-ID': mail.messageId,
    References: mail.thread,
    ...mail.headers,
  }
  const rows = Object.entries(headers).map(
    ([name, value]) =>
      `<tr><th scope="row">${escapeHtml(name)}</th><td dir="auto">${escapeHtml(value)}</td></tr>`,
  )
  return page(
    mail.subject,
    `<p><a href="/demo/mailbox">Demo mailbox</a></p>
<h1 dir="auto">${escapeHtml(mail.subject)}</h1>
<p>${time(mail.at)}</p>
<div class="panel"><table>${rows.join('\n')}</table></div>
<h2 id="html-part">HTML part</h2>
<div class="panel"><iframe aria-labelledby="html-part" src="/demo/mailbox/${encodeURIComponent(mail.id)}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></div>
<h2>Text part</h2>
<div class="panel"><pre dir="auto">${escapeHtml(mail.text)}</pre></div>`,
  )
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/demo/mailbox.css">
</head>
<body><main>${body}</main></body>
</html>`
}

// The zone of this machine is the reader's: nobody else can see these pages.
const clock = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
})
const time = (at: string) =>
  `<time datetime="${escapeHtml(at)}">${escapeHtml(clock.format(new Date(at)))}</time>`
