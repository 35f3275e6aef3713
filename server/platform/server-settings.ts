import { z } from 'zod'
import { flag, oneOf, type Setting, text, webAddress, wholeNumber } from './setting-kinds.ts'

const processRoles = z
  .string()
  .transform((value) => [...new Set(value.split(',').map((role) => role.trim()))])
  .pipe(z.array(oneOf(['web', 'worker'])).min(1))
const publicUrl = webAddress
  .refine((value) => /^https?:\/\/[^/?#]+\/?$/.test(value), 'must be scheme, host and port only')
  .transform((value) => value.replace(/\/$/, ''))

/** Settings of the process itself. */
export const serverSettings = {
  PORT: {
    schema: wholeNumber(1, 65535),
    description: 'Port of the web server; a worker without web answers /healthz and /readyz there',
    fallback: '3000',
  },
  HOST: {
    schema: text,
    description: 'Address the web server listens on',
    fallbackText: '127.0.0.1 in demo mode, else 0.0.0.0',
  },
  PUBLIC_URL: {
    schema: publicUrl,
    description: 'Address under which people reach the system; https, but for this machine itself',
    fallbackText: 'http://localhost:PORT in demo mode, else required',
  },
  DEMO: {
    schema: flag,
    description: '1: demo network, demo sign-in, mailbox page; on this machine only',
    fallbackText: '1 when no DATABASE_URL is given, else 0',
  },
  ROLES: { schema: processRoles, description: 'What this process does: web, worker', fallback: 'web,worker' },
  DATA_DIR: { schema: text, description: 'Folder for everything kept on this machine', fallback: '.data' },
  STOP_DELAY_SECONDS: {
    schema: wholeNumber(0, 60),
    description: 'Seconds between SIGTERM and the last accepted request, in which /readyz already says 503',
    fallbackText: '0 in demo mode, else 5',
  },
  LOG_LEVEL: {
    schema: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    description: 'How much is logged',
    fallbackText: 'info, in demo mode warn',
  },
} satisfies Record<string, Setting>
