import { randomUUID } from 'node:crypto'
import type { Language } from '../../../contract/languages.ts'
import type { House } from '../../platform/context.ts'
import { messageId } from '../../platform/mail/deliver-mail.ts'
import type { Mailer } from '../../platform/mail/outgoing-mail.ts'
import type { ContactKind } from '../customers/index.ts'
import { composeCodeMail } from './compose-code-mail.ts'

export type CodeToSend = { to: string; code: string; language: Language; sender: string }

/** Brings a one-time code to a contact of one kind. Whoever adds a channel that can, adds a sender of its kind. */
export type CodeSender = {
  kind: ContactKind
  /** Resolves when the code has left; throws where it has not. The code is kept by nobody on the way. */
  send: (house: House, what: CodeToSend) => Promise<void>
}

/** Codes by e-mail: straight to the mail server, as no event and no job may hold a code. */
export const emailCodes = (mailer: Mailer): CodeSender => ({
  kind: 'email',
  send: (house, { to, language, ...rest }) => {
    const id = messageId(house, `customer-code.${randomUUID()}`)
    return mailer.send({
      ...{ messageId: id, thread: id, to },
      // RFC 3834, and the same for Exchange: no out-of-office answers to a sender that nobody reads.
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'Content-Language': language,
      },
      ...composeCodeMail({ language, ...rest }),
    })
  },
})
