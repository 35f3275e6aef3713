import * as z from 'zod/mini'
import { Reference } from './network.ts'
import { Id, paragraph } from './text.ts'

/** Who holds a ticket; independent of its status. */
export const ASSIGNMENT_STATUSES = ['unassigned', 'dealer', 'branch', 'team'] as const
export type AssignmentStatus = (typeof ASSIGNMENT_STATUSES)[number]

export const Assignment = z.object({
  status: z.enum(ASSIGNMENT_STATUSES),
  name: z.string(),
  company: z.nullable(Reference),
  branch: z.nullable(Reference),
  team: z.nullable(Reference),
  assignee: z.nullable(Reference),
  /** False until the holder accepted, took or worked on it; null while unassigned. */
  accepted: z.nullable(z.boolean()),
})

/** `dealer {companyId}`, `branch {branchId}`, `team {teamId, branchId?}`; each may name an `assigneeId` of that unit. */
export const AssignTicket = z.strictObject({
  status: z.enum(ASSIGNMENT_STATUSES),
  companyId: z.optional(Id),
  branchId: z.optional(Id),
  teamId: z.optional(Id),
  assigneeId: z.optional(Id),
  reason: z.optional(paragraph(1, 500)),
})
export type AssignTicket = z.infer<typeof AssignTicket>

export const ReturnTicket = z.strictObject({ reason: paragraph(1, 500) })

/** A place or person in the assignment picker, with why it fits or why it cannot be chosen. */
export const Target = z.object({
  status: z.enum(ASSIGNMENT_STATUSES),
  company: z.nullable(Reference),
  branch: z.nullable(Reference),
  team: z.nullable(Reference),
  assignee: z.nullable(Reference),
  reasons: z.array(z.object({ code: z.string(), fits: z.boolean(), text: z.string() })),
  /** Null when it may be chosen now; else a sentence that says why not. */
  whyNot: z.nullable(z.string()),
})
export type Target = z.infer<typeof Target>

export const HandOff = z.object({
  id: z.string(),
  from: z.nullable(Assignment),
  to: Assignment,
  at: z.iso.datetime(),
  by: z.nullable(Reference),
  why: z.object({ kind: z.enum(['rule', 'person', 'system']), reason: z.nullable(z.string()) }),
  firstViewedAt: z.nullable(z.iso.datetime()),
  acceptedAt: z.nullable(z.iso.datetime()),
  returnedAt: z.nullable(z.iso.datetime()),
  endedAt: z.nullable(z.iso.datetime()),
})

/** What is left to a company of a ticket that went elsewhere. */
export const HandOffLine = z.object({
  number: z.string(),
  type: z.string(),
  receivedAt: z.iso.datetime(),
  leftAt: z.iso.datetime(),
})
