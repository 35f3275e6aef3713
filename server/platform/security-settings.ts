import { z } from 'zod'
import { type Setting, wholeNumber } from './setting-kinds.ts'

/** Settings of keys, of proxies in front, and of what is written down. */
export const securitySettings = {
  SECRET_KEY: {
    schema: z.string().refine((value) => Buffer.byteLength(value) >= 32, 'must hold at least 32 bytes'),
    secret: true,
    description: 'Key for links, cookies and stored secrets; at least 32 random bytes',
    fallbackText: 'generated once in demo mode, else required',
  },
  TRUSTED_HOPS: {
    schema: wholeNumber(0, 10),
    description: 'Number of proxies in front whose X-Forwarded-For is believed',
    fallback: '0',
  },
  SECURITY_LOG_DAYS: {
    schema: wholeNumber(30, 3650),
    description: 'Days that sign-ins, refusals and changes of keys and roles are kept',
    fallback: '365',
  },
} satisfies Record<string, Setting>
