import type { z } from 'zod/mini'
import type { HandOff } from '../../../contract/assignment.ts'
import type { Assigned } from './holder.ts'
import { presentHolder } from './present-assignment.ts'
import type { HandOffRecord } from './ticket-queries.ts'
import { nameUser, readerOf, readsForNetwork, type Viewer } from './viewer.ts'

type PresentedHandOff = z.infer<typeof HandOff>
const time = (at: Date | null) => at?.toISOString() ?? null

/**
 * Who held it when, and why, for who sees the ticket wholly. The distributor's staff read all of it; a dealer, and every
 * client, read what came to or left their own company, with other companies unnamed.
 */
export function presentHandOffs(viewer: Viewer, handOffs: readonly HandOffRecord[]): PresentedHandOff[] {
  const own = 'companyId' in viewer.actor ? viewer.actor.companyId : null
  const all = readsForNetwork(viewer)
  const reader = readerOf(viewer, 'full')
  return handOffs
    .filter((row) => all || row.to_company_id === own || row.from_company_id === own)
    .map((row) => {
      const from = row.from_assignment === null ? null : held(row, 'from')
      const known = row.by_company_id === null || all || row.by_company_id === own
      const reads = reader.companyId !== null && row.reason_companies.includes(reader.companyId)
      // How soon another one looked at it or took it on is between that one and the distributor.
      const ours = all || row.to_company_id === own
      const clock = (at: Date | null) => (ours ? time(at) : null)
      return {
        id: row.id,
        from: from && presentOwn(viewer, from, null),
        to: presentOwn(viewer, held(row, 'to'), ours ? row.accepted_at !== null : null),
        at: row.at.toISOString(),
        by: known && row.by_kind === 'staff' ? nameUser(viewer, row.by_id) : null,
        why: { kind: row.why_kind, reason: reads ? whyText(viewer, row) : null },
        firstViewedAt: clock(row.first_viewed_at),
        acceptedAt: clock(row.accepted_at),
        returnedAt: clock(row.returned_at),
        endedAt: time(row.ended_at),
      }
    })
}

/** What a person wrote, or what the directory brought about, in the reader's language. */
function whyText(viewer: Viewer, row: HandOffRecord): string | null {
  return row.reason_code === null ? row.reason : viewer.words.moveReasons[row.reason_code]
}

function held(row: HandOffRecord, side: 'from' | 'to'): Assigned {
  return {
    status: row[`${side}_assignment`] ?? 'unassigned',
    companyId: row[`${side}_company_id`],
    branchId: row[`${side}_branch_id`],
    teamId: row[`${side}_team_id`],
    assigneeId: row[`${side}_assignee_id`],
  }
}

function presentOwn(viewer: Viewer, assigned: Assigned, accepted: boolean | null) {
  const own = 'companyId' in viewer.actor ? viewer.actor.companyId : null
  const foreign = assigned.companyId !== null && assigned.companyId !== own && !readsForNetwork(viewer)
  const shown = foreign
    ? { ...assigned, companyId: null, branchId: null, teamId: null, assigneeId: null }
    : assigned
  return presentHolder(viewer, shown, accepted)
}
