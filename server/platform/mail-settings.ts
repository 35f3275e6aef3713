import { z } from 'zod'
import { oneOf, type Setting, text } from './setting-kinds.ts'

/** Settings of the mails that go out. */
export const mailSettings = {
  MAIL: {
    schema: oneOf(['smtp', 'mailbox', 'off']),
    description: 'smtp, off, or mailbox (a page, demo mode only)',
    fallbackText: 'smtp when SMTP_URL is given, mailbox in demo mode',
  },
  SMTP_URL: {
    schema: z.url({ protocol: /^smtps?$/, error: 'must look like smtp://user:password@host:587' }),
    secret: true,
    description: 'Mail server',
    fallbackText: 'required outside demo mode unless MAIL=off',
  },
  MAIL_FROM: {
    schema: text.includes('@', 'must be an e-mail address'),
    description: 'Sender of our mails',
    fallbackText: 'an .example address in demo mode, else required with SMTP_URL',
  },
} satisfies Record<string, Setting>
