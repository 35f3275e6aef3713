import { GUARDED_KINDS, type GuardedKind } from '../../../contract/directory.ts'
import { type ActiveUnits, goneOf } from './active-units.ts'

/** What would go of one kind: how many were active, which of them would not be any more, how many would be at all. */
export type Loss = { kind: GuardedKind; active: number; gone: string[]; left: number }

/** Fewer than this go on an ordinary day, also where they are a large share of a small network. */
const FLOOR = 3

export function lossesBetween(before: ActiveUnits, after: ActiveUnits): Loss[] {
  return GUARDED_KINDS.map((kind) => ({
    kind,
    active: before[kind].size,
    gone: goneOf(kind, before, after),
    left: after[kind].size,
  })).filter((loss) => loss.gone.length > 0)
}

/**
 * Looks like a broken feed rather than like a day's work: more than the share of one kind would go, or nobody would
 * be left to work at all. A person decides then (docs/decisions/0049).
 */
export function isSuspiciousShrink(losses: readonly Loss[], percent: number): boolean {
  return losses.some(({ kind, active, gone, left }) => {
    const nobodyLeft = kind === 'user' && left === 0
    return nobodyLeft || (gone.length >= FLOOR && gone.length * 100 > active * percent)
  })
}
