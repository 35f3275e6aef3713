import { isDeepStrictEqual } from 'node:util'
import { KINDS, type Kind, type Named, type Network } from './network-file.ts'

/** How many changed things are remembered; who is further behind reads the whole network again. */
export const CHANGES_KEPT = 2000
/** How many changes one answer holds, or more where they belong to one edit. */
export const CHANGES_PER_ANSWER = 500

/** A thing that changed, and the revision in which it changed last. */
export interface ChangedThing {
  kind: Kind
  id: string
  revision: number
}

/** The changed things in the order of their revisions. Who knows less than `floor` has missed some. */
export interface ChangeList {
  floor: number
  things: ChangedThing[]
}

export type Change = { kind: Kind; id: string } & ({ op: 'put'; value: Named } | { op: 'remove' })

/** What differs between two networks. */
export function changedThings(before: Network, after: Network): { kind: Kind; id: string }[] {
  return KINDS.flatMap((kind) => {
    const [old, now] = [byId(before[kind]), byId(after[kind])]
    const ids = new Set([...now.keys(), ...old.keys()])
    return [...ids].filter((id) => !isDeepStrictEqual(old.get(id), now.get(id))).map((id) => ({ kind, id }))
  })
}

/** Adds the changes of a revision. Earlier changes of the same thing are folded into it, and the oldest forgotten. */
export function addChanges(
  { floor, things }: ChangeList,
  changed: { kind: Kind; id: string }[],
  revision: number,
): ChangeList {
  const again = new Set(changed.map(keyOf))
  const all = [
    ...things.filter((thing) => !again.has(keyOf(thing))),
    ...changed.map((each) => ({ ...each, revision })),
  ]
  const forgotten = all.slice(0, Math.max(0, all.length - CHANGES_KEPT))
  const newFloor = Math.max(floor, forgotten.at(-1)?.revision ?? 0)
  // Whole revisions are forgotten: half of an edit would be no use.
  return { floor: newFloor, things: all.filter((thing) => thing.revision > newFloor) }
}

/**
 * The next changes after a revision, with the values of today: somebody who has read until there is no more has the
 * network of today. Undefined if changes after that revision are forgotten.
 */
export function changesAfter(
  { floor, things }: ChangeList,
  network: Network,
  after: number,
): { changes: Change[]; revision: number | undefined } | undefined {
  if (after < floor) return undefined
  const waiting = things.filter((thing) => thing.revision > after)
  const last = waiting[CHANGES_PER_ANSWER - 1]?.revision
  const taken = last === undefined ? waiting : waiting.filter((thing) => thing.revision <= last)
  const more = taken.length < waiting.length
  return { changes: taken.map((thing) => presentChange(network, thing)), revision: more ? last : undefined }
}

function presentChange(network: Network, { kind, id }: ChangedThing): Change {
  const value = (network[kind] as Named[]).find((thing) => thing.id === id)
  return value ? { kind, id, op: 'put', value } : { kind, id, op: 'remove' }
}

function byId(things: Named[]): Map<string, Named> {
  return new Map(things.map((thing) => [thing.id, thing]))
}

function keyOf({ kind, id }: { kind: Kind; id: string }): string {
  return `${kind} ${id}`
}
