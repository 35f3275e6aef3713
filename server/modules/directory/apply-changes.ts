import { z } from 'zod'
import type { Snapshot } from './snapshot.ts'

const KINDS = [
  ...(['countries', 'regions', 'cities', 'brands', 'departments', 'services'] as const),
  ...(['companies', 'branches', 'teams', 'users'] as const),
] as const

const About = { kind: z.enum(KINDS), id: z.string() }
const FeedChange = z.discriminatedUnion('op', [
  z.object({ ...About, op: z.literal('put'), value: z.looseObject({ id: z.string() }) }),
  z.object({ ...About, op: z.literal('remove') }),
])
export type FeedChange = z.output<typeof FeedChange>

/** One answer of a change feed: what changed after a cursor, and from where to ask for more. */
export const ChangesAnswer = z.object({
  changes: z.array(FeedChange),
  cursor: z.string().min(1).max(500),
  more: z.boolean(),
})

/**
 * The network after these changes, in the order in which they were told. A thing that is put takes the place of the one
 * with its id. What comes out is checked by whoever takes it.
 */
export function applyChanges(accepted: Snapshot, changes: readonly FeedChange[]): unknown {
  const lists = new Map(
    KINDS.map((kind) => [kind, new Map<string, unknown>(accepted[kind].map((thing) => [thing.id, thing]))]),
  )
  for (const change of changes) {
    const list = lists.get(change.kind)
    if (change.op === 'remove') list?.delete(change.id)
    else list?.set(change.id, change.value)
  }
  return Object.fromEntries([...lists].map(([kind, things]) => [kind, [...things.values()]]))
}
