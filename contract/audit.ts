import * as z from 'zod/mini'
import { SECURITY_EVENTS } from './security-events.ts'

/** Filters of the security log; newest first, page by page. */
export const SecurityLogQuery = z.strictObject({
  type: z.optional(z.enum(SECURITY_EVENTS)),
  outcome: z.optional(z.enum(['done', 'refused'])),
  actorId: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  subjectId: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
  cursor: z.optional(z.string().check(z.regex(/^\d{1,15}$/))),
})
export type SecurityLogQuery = z.infer<typeof SecurityLogQuery>

const Who = z.object({ kind: z.string(), id: z.nullable(z.string()), name: z.nullable(z.string()) })

/** One line of the security log. `detail` holds ids, codes and counts, never a secret, and names beside some ids. */
export const SecurityLogLine = z.object({
  id: z.string(),
  at: z.string(),
  type: z.enum(SECURITY_EVENTS),
  outcome: z.enum(['done', 'refused']),
  actor: Who,
  subject: z.nullable(z.object({ type: z.string(), id: z.string(), name: z.nullable(z.string()) })),
  address: z.nullable(z.string()),
  detail: z.record(z.string(), z.unknown()),
})
export type SecurityLogLine = z.infer<typeof SecurityLogLine>
export const SecurityLogPage = z.object({
  items: z.array(SecurityLogLine),
  nextCursor: z.nullable(z.string()),
})
