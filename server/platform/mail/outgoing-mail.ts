import type { Config } from '../config.ts'

export type OutgoingMail = {
  /** With angle brackets; the same for every copy of the same mail. */
  messageId: string
  to: string
  subject: string
  text: string
  html: string
  /** The thread it belongs to, as a Message-ID. */
  thread: string
  headers: Record<string, string>
}

export type Mailer = {
  kind: Config['mail']['kind']
  /** Resolves when the server has taken the mail over; throws `MailNotSent` otherwise. */
  send(mail: OutgoingMail): Promise<void>
  close(): Promise<void>
}

/** A mail that was not taken, by code only: what mail servers say may quote addresses. */
export class MailNotSent extends Error {
  readonly code: string
  /** True where the server said that this mail will never be taken. */
  readonly permanent: boolean
  constructor(code: string, permanent: boolean) {
    super(`The mail was not taken: ${code}`)
    this.name = 'MailNotSent'
    this.code = code
    this.permanent = permanent
  }
}
