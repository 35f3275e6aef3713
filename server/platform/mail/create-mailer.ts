import type { Config } from '../config.ts'
import { createMailboxMailer } from './mailbox-mailer.ts'
import { type Mailer, MailNotSent } from './outgoing-mail.ts'
import { createSmtpMailer, type SmtpTimeouts } from './smtp-mailer.ts'

/** How mails leave this house: through a mail server, into the demo's mailbox, or not at all. */
export function createMailer(config: Pick<Config, 'mail' | 'dataDir'>, timeouts?: SmtpTimeouts): Mailer {
  switch (config.mail.kind) {
    case 'smtp':
      return createSmtpMailer(config.mail, timeouts)
    case 'mailbox':
      return createMailboxMailer(config.mail.from, config.dataDir)
    case 'off':
      return {
        kind: 'off',
        send: () => Promise.reject(new MailNotSent('mail-off', true)),
        close: async () => undefined,
      }
  }
}
