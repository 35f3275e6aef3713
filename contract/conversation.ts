import * as z from 'zod/mini'
import { HandOff } from './assignment.ts'
import { AUDIENCES, TICKET_EVENT_TYPES } from './event-types.ts'
import { Reference } from './network.ts'
import { paragraph } from './text.ts'

/** A message as it is written; a customer's is always public, and may leave `audience` out. */
export const PostMessage = z.strictObject({
  audience: z.optional(z.enum(AUDIENCES)),
  text: paragraph(1, 10_000),
})
export type PostMessage = z.infer<typeof PostMessage>

const Author = z.object({
  kind: z.enum(['customer', 'staff', 'client', 'system']),
  /** A colleague's name for staff of the same company or the network; "another branch" for other companies. */
  name: z.string(),
  company: z.nullable(Reference),
  /** True where the caller wrote it. */
  me: z.boolean(),
})

export const Message = z.object({
  id: z.string(),
  audience: z.enum(AUDIENCES),
  /** Names of the companies that read a note; empty for a public message. */
  readers: z.array(z.string()),
  author: Author,
  text: z.string(),
  channel: z.literal('portal'),
  at: z.iso.datetime(),
})
export type Message = z.infer<typeof Message>

/** One thing that happened, as this caller may see it; the sentence is in the reader's language. */
export const TimelineEntry = z.object({
  id: z.string(),
  type: z.enum(TICKET_EVENT_TYPES),
  at: z.iso.datetime(),
  audience: z.enum(AUDIENCES),
  actor: Author,
  text: z.string(),
  data: z.record(z.string(), z.unknown()),
  message: z.optional(Message),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

export const Timeline = z.object({ items: z.array(TimelineEntry), handOffs: z.optional(z.array(HandOff)) })
export type Timeline = z.infer<typeof Timeline>
