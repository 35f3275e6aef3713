import * as z from 'zod/mini'
import { Reference } from './network.ts'

/** Where parts of the directory come from: the Identity System's feed, a file, a SCIM client. */
export const SOURCE_NAMES = ['feed', 'file', 'scim'] as const
export type SourceName = (typeof SOURCE_NAMES)[number]

/** What the network is made of. */
export const NETWORK_KINDS = [
  ...(['country', 'region', 'city', 'brand', 'department', 'service'] as const),
  ...(['company', 'branch', 'team', 'user'] as const),
] as const
export type NetworkKind = (typeof NETWORK_KINDS)[number]

/** Kinds that must not go in numbers without somebody confirming it. */
export const GUARDED_KINDS = ['company', 'branch', 'team', 'user'] as const
export type GuardedKind = (typeof GUARDED_KINDS)[number]

export const CHANGE_OPS = ['created', 'changed', 'deactivated', 'activated', 'moved', 'renamed'] as const
export type ChangeOp = (typeof CHANGE_OPS)[number]

/** How old our copy of the directory is; `stale` when its source has given nothing for too long. */
export const DirectoryAge = z.object({ syncedAt: z.nullable(z.string()), stale: z.boolean() })
export type DirectoryAge = z.infer<typeof DirectoryAge>

/** What would go of one kind: `active` before, `gone` of them, and the first of those by name. */
export const DirectoryLoss = z.object({
  kind: z.enum(GUARDED_KINDS),
  active: z.int(),
  gone: z.int(),
  things: z.array(Reference),
})

/** How the copy stands: its sources, what is wrong with them, and a reading that waits to be confirmed. */
export const DirectoryStatus = z.object({
  ...DirectoryAge.shape,
  version: z.int(),
  /** Which kind of feed gives the network. */
  feed: z.string(),
  sources: z.array(
    z.object({
      source: z.enum(SOURCE_NAMES),
      /** False for what was read once and is not part of the network now. */
      inUse: z.boolean(),
      adapter: z.nullable(z.string()),
      /** When it last gave a whole answer, and when one last changed what is kept. */
      readAt: z.nullable(z.string()),
      acceptedAt: z.nullable(z.string()),
      failing: z.nullable(z.object({ code: z.string(), since: z.string(), problems: z.array(z.string()) })),
    }),
  ),
  proposal: z.nullable(
    z.object({ hash: z.string(), proposedAt: z.string(), losses: z.array(DirectoryLoss) }),
  ),
})
export type DirectoryStatus = z.infer<typeof DirectoryStatus>

/** Filters of what changed; newest first, page by page. */
export const DirectoryChangesQuery = z.strictObject({
  kind: z.optional(z.enum(NETWORK_KINDS)),
  id: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
  cursor: z.optional(z.string().check(z.regex(/^\d{1,15}$/))),
})
export type DirectoryChangesQuery = z.infer<typeof DirectoryChangesQuery>

/** One thing that a step changed: which fields, but not their values. */
export const DirectoryChange = z.object({
  version: z.int(),
  at: z.string(),
  source: z.enum(SOURCE_NAMES),
  kind: z.enum(NETWORK_KINDS),
  thing: Reference,
  op: z.enum(CHANGE_OPS),
  fields: z.array(z.string()),
})
export type DirectoryChange = z.infer<typeof DirectoryChange>
export const DirectoryChangesPage = z.object({
  items: z.array(DirectoryChange),
  nextCursor: z.nullable(z.string()),
})
export type DirectoryChangesPage = z.infer<typeof DirectoryChangesPage>

export const ProposalHash = z.object({ hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)) })
