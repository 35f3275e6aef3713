import nodemailer from 'nodemailer'
import { mailMessage } from './mail-message.ts'
import { type Mailer, MailNotSent } from './outgoing-mail.ts'

/** In milliseconds; together well below the time after which a mail's job is given to another worker. */
export type SmtpTimeouts = { connect: number; silence: number }

/** Connections to the mail server; more mails at once would wait in line. */
export const SMTP_CONNECTIONS = 5

/** Sends through a mail server, over a few connections that are kept open while there is something to send. */
export function createSmtpMailer(
  { url, from }: { url: string; from: string },
  timeouts: SmtpTimeouts = { connect: 10_000, silence: 10_000 },
): Mailer {
  const transport = nodemailer.createTransport({
    pool: true,
    maxConnections: SMTP_CONNECTIONS,
    ...serverOf(url),
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.connect,
    dnsTimeout: timeouts.connect,
    socketTimeout: timeouts.silence,
  })
  return {
    kind: 'smtp',
    send: async (mail) => {
      try {
        await transport.sendMail(mailMessage(mail, from))
      } catch (error) {
        throw notSent(error)
      }
    },
    close: async () => transport.close(),
  }
}

/** Read by ourselves, so that nothing in the address's query can switch the checking of certificates off. */
export function serverOf(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  const secure = protocol === 'smtps:'
  const local = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host)
  return {
    host,
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    // What stays on this machine needs no TLS; a password never leaves it without.
    ignoreTLS: local && !secure,
    requireTLS: username !== '' && !local && !secure,
    tls: { rejectUnauthorized: true },
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
  }
}

/**
 * A 5xx about the recipient or the content is final. One about us (sign-in, sender, greeting) is somebody's mistake
 * in the configuration, and passes when that is mended.
 */
function notSent(error: unknown): MailNotSent {
  const { code, command, responseCode } = error as { code?: string; command?: string; responseCode?: number }
  const aboutThisMail = command === 'RCPT TO' || command === 'DATA'
  const permanent = aboutThisMail && responseCode !== undefined && responseCode >= 500
  return new MailNotSent(responseCode ? `smtp-${responseCode}` : (code ?? 'unknown').toLowerCase(), permanent)
}
