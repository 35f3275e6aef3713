import * as z from 'zod/mini'
import { DirectoryAge } from './directory.ts'
import { LANGUAGES } from './languages.ts'
import { Company, Reference } from './network.ts'
import { westernDigits } from './text.ts'
import { Email } from './tickets.ts'

/** Who is asking: answered to the pages, so that they can greet and choose what to offer. */
export const Session = z.object({
  kind: z.enum(['staff', 'customer', 'link', 'client', 'nobody']),
  language: z.enum(LANGUAGES),
  user: z.nullable(
    z.object({
      ...Reference.shape,
      company: Company,
      branch: z.nullable(Reference),
      teams: z.array(Reference),
      roleNames: z.array(z.string()),
    }),
  ),
  /** A customer who has proved an e-mail address by a one-time code; null for anybody else. */
  customer: z.nullable(z.object({ email: z.string() })),
  /** How old the copy of the directory is; for the distributor's staff only. */
  directory: z.nullable(DirectoryAge),
  /** Views that make sense for this caller, each with the query that fills it. */
  views: z.array(z.object({ key: z.string(), name: z.string(), query: z.record(z.string(), z.string()) })),
  can: z.object({
    createTickets: z.boolean(),
    reviewUnassigned: z.boolean(),
    // What of the administration pages is theirs.
    manageSettings: z.boolean(),
    manageClients: z.boolean(),
    manageDirectory: z.boolean(),
    viewAudit: z.boolean(),
  }),
})
export type Session = z.infer<typeof Session>

/** One of somebody's own sessions. Its id names it; it opens nothing. */
export const StaffSessionItem = z.object({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  /** Browser and system by their names, such as `Firefox, Linux`; null where the browser did not say. */
  device: z.nullable(z.string()),
  signedInAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  /** It ends then at the latest, however much it is used. */
  endsAt: z.iso.datetime(),
})
export type StaffSessionItem = z.infer<typeof StaffSessionItem>
export const StaffSessionList = z.object({ items: z.array(StaffSessionItem) })

/** Opens one ticket with the secret of its tracking link. */
export const OpenTracking = z.strictObject({ token: z.string().check(z.minLength(10), z.maxLength(200)) })
export const OpenedTracking = z.object({ ticketId: z.string(), number: z.string() })

/** Sends a one-time code to an address. The language is the one that the customer reads on the page. */
export const SendCode = z.strictObject({ email: Email, language: z.enum(LANGUAGES) })
export type SendCode = z.infer<typeof SendCode>
/** How long a code counts, in seconds; the same answer for every address. */
export const SentCode = z.object({ seconds: z.int() })

/** Six digits, as a person copies them: blanks between them, or the digits of their keyboard. */
const OneTimeCode = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(40)),
    z.transform((text) => westernDigits(text).replaceAll(/[\s\u200E\u200F-]/g, '')),
  ),
  z.string().check(z.regex(/^\d{6}$/)),
)
export const StartCustomerSession = z.strictObject({
  email: Email,
  code: OneTimeCode,
  language: z.enum(LANGUAGES),
})
export type StartCustomerSession = z.infer<typeof StartCustomerSession>
export const StartedCustomerSession = z.object({ customer: z.object({ email: z.string() }) })
