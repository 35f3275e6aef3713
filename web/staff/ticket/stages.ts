import type * as z from 'zod/mini'
import type { HandOff as HandOffSchema } from '../../../contract/assignment.ts'
import { fullName, holderOf } from '../holder.ts'

type HandOff = z.infer<typeof HandOffSchema>

export type Stage = {
  id: string
  name: string
  milliseconds: number
  /** Of the longest, in percent, for a bar; never quite nothing. */
  share: number
  current: boolean
  returned: boolean
  reason: string | null
  by: string | null
  seenAt: string | null
}

const SMALLEST_SHARE = 3

/** How long the ticket stayed at each hand-off, until `until` where it is now. The reader's own company goes without saying. */
export function stages(handOffs: readonly HandOff[], until: number, ownCompany: string): Stage[] {
  const spans = handOffs.map(({ at, endedAt }) =>
    Math.max(0, (endedAt ? Date.parse(endedAt) : until) - Date.parse(at)),
  )
  const longest = Math.max(1, ...spans)
  return handOffs.map((handOff, index) => {
    const holder = holderOf(handOff.to)
    const milliseconds = spans[index] ?? 0
    return {
      id: handOff.id,
      name: holder.person ?? (holder.company === ownCompany ? holder.name : fullName(holder)),
      milliseconds,
      share: Math.max(SMALLEST_SHARE, Math.round((milliseconds / longest) * 100)),
      current: handOff.endedAt === null,
      returned: handOff.returnedAt !== null,
      reason: handOff.why.reason,
      by: handOff.why.kind === 'person' ? (handOff.by?.name ?? null) : null,
      seenAt: handOff.firstViewedAt,
    }
  })
}
