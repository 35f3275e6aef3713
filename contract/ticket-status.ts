import * as z from 'zod/mini'
import { paragraph } from './text.ts'

/** The specification's six statuses; each sits in one category (domain.md, "Status"). */
export const STATUSES = [
  'new',
  'in-progress',
  'on-hold',
  'pending-customer',
  'unresolved',
  'resolved',
] as const
export type StatusKey = (typeof STATUSES)[number]

export const CATEGORIES = ['new', 'active', 'paused', 'waiting', 'closed'] as const
export type StatusCategory = (typeof CATEGORIES)[number]

export const CATEGORY_OF: Record<StatusKey, StatusCategory> = {
  new: 'new',
  'in-progress': 'active',
  'on-hold': 'paused',
  'pending-customer': 'waiting',
  unresolved: 'closed',
  resolved: 'closed',
}

export const RESOLVED_CODES = ['answered', 'done', 'quotation-sent', 'no-longer-needed'] as const
export const UNRESOLVED_CODES = [
  'cannot-help',
  'out-of-scope',
  'duplicate',
  'no-answer',
  'withdrawn',
  'spam',
] as const
export const CLOSING_CODES = [...RESOLVED_CODES, ...UNRESOLVED_CODES] as const
export type ClosingCode = (typeof CLOSING_CODES)[number]

export const Status = z.object({ key: z.string(), name: z.string(), category: z.enum(CATEGORIES) })

const LATEST_YEAR = 2099

/** When work goes on: a time that every calendar and every reader of RFC 3339 can hold. */
const ResumeAt = z.iso.datetime({ offset: true }).check(
  z.refine((time) => !(new Date(time).getUTCFullYear() > LATEST_YEAR), {
    params: { code: 'year-out-of-range', latest: LATEST_YEAR },
  }),
)

/**
 * `code` closes; `reason` and `resumeAt` belong to On Hold; `note` is kept as a company note.
 * `in-progress` also reopens a closed ticket. Nothing returns to New.
 */
export const ChangeStatus = z.strictObject({
  status: z.enum(STATUSES),
  code: z.optional(z.enum(CLOSING_CODES)),
  reason: z.optional(paragraph(1, 500)),
  resumeAt: z.optional(ResumeAt),
  note: z.optional(paragraph(1, 5000)),
})
export type ChangeStatus = z.infer<typeof ChangeStatus>
