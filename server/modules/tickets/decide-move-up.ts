import type { Network } from '../directory/index.ts'
import { assigneeProblem } from './decide-assignment.ts'
import { type Assigned, sameHolder, UNASSIGNED } from './holder.ts'

/** Why a ticket leaves a holder whom the directory no longer has (domain.md, "Organisation"). */
export type MoveReason =
  | 'branch-closed'
  | 'branch-moved'
  | 'team-dissolved'
  | 'team-moved'
  | 'company-left'
  | 'person-left'

export type Move = { to: Assigned; reason: MoveReason }

/**
 * Where an open ticket goes when its holder is not as the network says: up one level, to the nearest unit that is there;
 * to Unassigned where a branch went to another company, until the distributor confirms. Null when all is well. Pure.
 */
export function decideMoveUp(held: Assigned, network: Network): Move | null {
  if (held.status === 'unassigned') return null
  const unit = unitMove(held, network)
  if (unit) return { ...unit, to: withoutStranger(unit.to, network) }
  const to = withoutStranger(held, network)
  return sameHolder(held, to) ? null : { to, reason: 'person-left' }
}

function unitMove(held: Assigned, network: Network): Move | null {
  const company = network.companies.get(held.companyId ?? '')
  const takesLevelDealer = company?.kind === 'dealer'
  if (!company?.active || (held.status === 'dealer' && !takesLevelDealer)) {
    return { to: UNASSIGNED, reason: 'company-left' }
  }
  // The level `dealer` is for dealers; above a distributor's branch or team is the review queue.
  const atCompany: Assigned = takesLevelDealer
    ? { ...UNASSIGNED, status: 'dealer', companyId: company.id }
    : UNASSIGNED
  const branch = held.branchId === null ? null : unitState(network.branches, held.branchId, company.id)
  if (held.status === 'branch') {
    if (branch === 'gone') return { to: atCompany, reason: 'branch-closed' }
    return branch === 'elsewhere' ? { to: UNASSIGNED, reason: 'branch-moved' } : null
  }
  if (held.status !== 'team') return null
  const team = unitState(network.teams, held.teamId ?? '', company.id)
  if (team !== 'here') {
    const to = branch === 'here' ? { ...held, status: 'branch' as const, teamId: null } : atCompany
    return { to: { ...to, assigneeId: null }, reason: team === 'gone' ? 'team-dissolved' : 'team-moved' }
  }
  if (branch === null || branch === 'here') return null
  // The team is still there, so it keeps the ticket; only the branch's name goes from it.
  return { to: { ...held, branchId: null }, reason: branch === 'gone' ? 'branch-closed' : 'branch-moved' }
}

type Unit = { companyId: string; active: boolean }

function unitState(units: Map<string, Unit>, id: string, companyId: string): 'here' | 'gone' | 'elsewhere' {
  const unit = units.get(id)
  if (!unit?.active) return 'gone'
  return unit.companyId === companyId ? 'here' : 'elsewhere'
}

/** Without the person named, where they left or belong to another unit now. */
function withoutStranger(held: Assigned, network: Network): Assigned {
  const stays = held.assigneeId === null || assigneeProblem(held, network) === null
  return stays ? held : { ...held, assigneeId: null }
}
