import type Mail from 'nodemailer/lib/mailer/index.js'
import type { OutgoingMail } from './outgoing-mail.ts'

/** The mail as nodemailer takes it. The address is handed over as one value, so that it is never read as a list. */
export function mailMessage(mail: OutgoingMail, from: string): Mail.Options {
  return {
    from,
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    references: mail.thread,
    headers: mail.headers,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
