import { z } from 'zod'
import { directorySettings } from './directory-settings.ts'
import { flag, oneOf, type Setting, text, webAddress, wholeNumber } from './setting-kinds.ts'
import { signInSettings } from './sign-in-settings.ts'

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must look like postgresql://role:password@host:5432/database',
})
const processRoles = z
  .string()
  .transform((value) => [...new Set(value.split(',').map((role) => role.trim()))])
  .pipe(z.array(oneOf(['web', 'worker'])).min(1))
const publicUrl = webAddress
  .refine((value) => /^https?:\/\/[^/?#]+\/?$/.test(value), 'must be scheme, host and port only')
  .transform((value) => value.replace(/\/$/, ''))

/** Every setting of the environment. What people configure in the product lives in the room `settings`. */
export const settingsTable = {
  PORT: { schema: wholeNumber(1, 65535), description: 'Port of the web server', fallback: '3000' },
  HOST: {
    schema: text,
    description: 'Address the web server listens on',
    fallbackText: '127.0.0.1 in demo mode, else 0.0.0.0',
  },
  PUBLIC_URL: {
    schema: publicUrl,
    description: 'Address under which people reach the system',
    fallbackText: 'http://localhost:PORT in demo mode, else required',
  },
  DEMO: {
    schema: flag,
    description: '1: demo network, demo sign-in, mailbox page',
    fallbackText: '1 when no DATABASE_URL is given, else 0',
  },
  ROLES: { schema: processRoles, description: 'What this process does: web, worker', fallback: 'web,worker' },
  DATA_DIR: { schema: text, description: 'Folder for everything kept on this machine', fallback: '.data' },
  DATABASE_URL: {
    schema: postgresUrl,
    secret: true,
    description: 'PostgreSQL, as the role interchange_app (may be a transaction pooler)',
    fallbackText: 'an embedded PostgreSQL in DATA_DIR, in demo mode only',
  },
  DATABASE_ADMIN_URL: {
    schema: postgresUrl,
    secret: true,
    description: 'The same database as interchange_owner, for migrations',
    fallbackText: 'required with DATABASE_URL',
  },
  DATABASE_DIRECT_URL: {
    schema: postgresUrl,
    secret: true,
    description: 'The same database as interchange_relay, without a pooler (listen, sequencer)',
    fallbackText: 'required with DATABASE_URL',
  },
  DATABASE_SINGLE_ROLE: {
    schema: flag,
    description:
      '1: accept one role for everything; the event log is then no longer protected from the application',
    fallback: '0',
  },
  SECRET_KEY: {
    schema: z.string().refine((value) => Buffer.byteLength(value) >= 32, 'must hold at least 32 bytes'),
    secret: true,
    description: 'Key for links, cookies and stored secrets; at least 32 bytes',
    fallbackText: 'generated once in demo mode, else required',
  },
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
  ...signInSettings,
  ...directorySettings,
  LOG_LEVEL: {
    schema: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    description: 'How much is logged',
    fallbackText: 'info, in demo mode warn',
  },
  SECURITY_LOG_DAYS: {
    schema: wholeNumber(30, 3650),
    description: 'Days that sign-ins, refusals and changes of keys and roles are kept',
    fallback: '365',
  },
  TRUSTED_HOPS: {
    schema: wholeNumber(0, 10),
    description: 'Number of proxies in front whose X-Forwarded-For is believed',
    fallback: '0',
  },
  REOPEN_DAYS: {
    schema: wholeNumber(0, 365),
    description: 'Days in which a customer message reopens a closed ticket',
    fallback: '7',
  },
  TRACKING_LINK_DAYS: {
    schema: wholeNumber(1, 3650),
    description: 'Days a tracking link works after closing',
    fallback: '30',
  },
} satisfies Record<string, Setting>

/** The table of settings as text, for `npm start -- --help`. */
export function describeSettings(): string {
  const width = Math.max(...Object.keys(settingsTable).map((name) => name.length)) + 1
  const lines = Object.entries(settingsTable).map(([name, entry]) => {
    const setting: Setting = entry
    const fallback = setting.fallbackText ?? setting.fallback ?? ''
    return `  ${name.padEnd(width)}${setting.description}${setting.secret ? ' *' : ''}\n${' '.repeat(width + 2)}default: ${fallback}`
  })
  return `${lines.join('\n')}\n\n  * a secret: may also be read from a file named in NAME_FILE`
}
