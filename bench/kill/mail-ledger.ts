import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { type ReceivedMail, startMailServer } from '../../server/test/mail-server.ts'

export type MailLedger = {
  settings: Record<string, string>
  received: readonly ReceivedMail[]
  /** For each mail: the kills that fell between the mail server's 250 and the note that it was accepted. */
  caughtBetween: Map<string, number>
  /** Called after each kill, before anybody sends again: notes which mails may come a second time. */
  noteKill(admin: pg.Client): Promise<number>
  /** Resolves when no mail is under way. */
  quiet(): Promise<void>
  close(): Promise<void>
}

/** A real mail server that takes its time before each 250, so that kills fall into that moment too. */
export async function startMailLedger(delayMs: number): Promise<MailLedger> {
  let begun = 0
  let ended = 0
  const server = await startMailServer({
    beforeAccepting: async () => {
      begun += 1
      await wait(delayMs)
    },
    onAccepted: () => {
      ended += 1
    },
  })
  let judged = 0
  const caughtBetween = new Map<string, number>()
  const quiet = async () => {
    // What a killed process had handed to the network still arrives.
    for (let seen = -1; seen !== begun || begun !== ended; await wait(delayMs + 100)) seen = begun
  }
  return {
    settings: { MAIL: 'smtp', SMTP_URL: server.url, MAIL_FROM: 'support@distributor.example' },
    received: server.received,
    caughtBetween,
    quiet,
    noteKill: async (admin) => {
      await quiet()
      const { rows } = await admin.query<{ message_id: string }>(
        `select message_id from mail_deliveries where state <> 'accepted'`,
      )
      const open = new Set(rows.map((row) => row.message_id))
      const caught = new Set(
        server.received
          .slice(judged)
          .map((mail) => mail.messageId)
          .filter((id) => open.has(id)),
      )
      // A mail that nobody has sent since the last kill explains no further copy.
      judged = server.received.length
      for (const id of caught) caughtBetween.set(id, (caughtBetween.get(id) ?? 0) + 1)
      return caught.size
    },
    close: server.close,
  }
}
