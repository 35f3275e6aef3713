import nodemailer from 'nodemailer'
import { mailMessage } from './mail-message.ts'
import { keepMail, mailboxFolder } from './mailbox-files.ts'
import type { Mailer } from './outgoing-mail.ts'

/** The demo's mail: files in the data folder that a page shows, instead of a mail server. */
export function createMailboxMailer(from: string, dataDir: string): Mailer {
  const composer = nodemailer.createTransport({ streamTransport: true, buffer: true })
  return {
    kind: 'mailbox',
    send: async (mail) => {
      const { message } = await composer.sendMail(mailMessage(mail, from))
      const id = mail.messageId.replace(/^<|@.*$/g, '').replace(/[^\w.-]/g, '_')
      const kept = { ...mail, id, from, at: new Date().toISOString() }
      await keepMail(mailboxFolder(dataDir), kept, message as Buffer)
    },
    close: async () => composer.close(),
  }
}
