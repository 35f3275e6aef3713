import * as z from 'zod/mini'
import { Reference } from './network.ts'

/**
 * A branch that went to another company while it held open tickets. They are Unassigned until the distributor says
 * whether they go along.
 */
export const BranchMove = z.object({
  id: z.string(),
  branch: Reference,
  from: Reference,
  to: Reference,
  foundAt: z.iso.datetime(),
  state: z.enum(['waiting', 'confirmed', 'dismissed']),
  /** Open tickets that still wait for the answer. */
  tickets: z.int(),
})
export type BranchMove = z.infer<typeof BranchMove>
export const BranchMoves = z.object({ items: z.array(BranchMove) })
