import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type ReceivedMail = { to: string[]; messageId: string; raw: string }

export type MailServer = {
  url: string
  /** Mails answered with 250, oldest first. */
  received: ReceivedMail[]
  /** Addresses of all attempts, also of refused ones. */
  attempts: string[]
  close(): Promise<void>
}

export type Behaviour = {
  /** Called for each recipient: a code refuses it. */
  onRecipient?: (address: string, attempt: number) => number | null
  /** Awaited before the 250. */
  beforeAccepting?: () => Promise<void>
  /** Called when the 250 goes out. */
  onAccepted?: () => void
}

/** A real mail server on a free local port. */
export async function startMailServer(behaviour: Behaviour = {}): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const attempts: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    onRcptTo: ({ address }, _session, callback) => {
      attempts.push(address)
      const code =
        behaviour.onRecipient?.(address, attempts.filter((each) => each === address).length) ?? null
      callback(code === null ? null : Object.assign(new Error(`${address} not now`), { responseCode: code }))
    },
    onData: async (stream, session, callback) => {
      const chunks: Buffer[] = []
      try {
        for await (const chunk of stream) chunks.push(chunk as Buffer)
      } catch (error) {
        // The client is gone before its mail was whole: nothing was received.
        return callback(error as Error)
      }
      await behaviour.beforeAccepting?.()
      const raw = Buffer.concat(chunks).toString('utf8')
      const to = session.envelope.rcptTo.map(({ address }) => address)
      received.push({ to, messageId: /^message-id:\s*(\S+)/im.exec(raw)?.[1] ?? '', raw })
      behaviour.onAccepted?.()
      callback(null)
    },
  })
  // A client that hangs up early is part of some tests.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { url: `smtp://127.0.0.1:${port}`, received, attempts, close }
}

/** The decoded body of one part, and the headers, of a mail as nodemailer writes it. */
export function partOf(raw: string, type: 'text/plain' | 'text/html'): string {
  const part = raw.split(/\r?\n--/).find((each) => each.toLowerCase().includes(`content-type: ${type}`)) ?? ''
  const [head = '', ...body] = part.split(/\r?\n\r?\n/)
  const content = body.join('\n\n')
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(content, 'base64').toString('utf8')
  if (!/quoted-printable/i.test(head)) return content
  const bytes = content
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

export function headerOf(raw: string, name: string): string | null {
  const head = (raw.split(/\r?\n\r?\n/)[0] ?? '').replace(/\r?\n[ \t]+/g, ' ')
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? null
}
