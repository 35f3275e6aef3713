import type { StaffActor } from '../../../contract/actor.ts'
import type { ProblemCode } from '../../../contract/problem.ts'
import type { Network, UserEntry } from '../directory/index.ts'
import { type Assigned, UNASSIGNED } from './holder.ts'

/*
 * Who may hand what to whom (domain.md, "Assignment"). Pure: the actor's actions and units, the present holder, the
 * target and the network. Whether the target person could open the ticket is asked of the may-see relation by the act.
 */

export type AssignmentRefusal = { refused: ProblemCode }
const refused = (code: ProblemCode): AssignmentRefusal => ({ refused: code })

/** May the actor hand on what this holder holds, and to this target? Null when yes. */
export function decideAssignment(
  actor: StaffActor,
  from: Assigned,
  to: Assigned,
  network: Network,
): AssignmentRefusal | null {
  const reach = reachOf(actor, from)
  if (reach === null) return refused('not-permitted')
  if (!within(reach, actor, from, to)) return refused('assignment-not-allowed')
  return unitProblem(to, network)
}

export type Reach = 'network' | 'company' | 'unit'

/** How far the actor may hand on what this holder holds; null when not at all. */
export function reachOf(actor: StaffActor, from: Assigned): Reach | null {
  if (actor.actions.has('tickets.assign.network')) return 'network'
  const own = from.companyId === actor.companyId
  if (actor.actions.has('tickets.assign.company') && own) return 'company'
  if (actor.actions.has('tickets.assign.unit') && own && inUnit(actor, from)) return 'unit'
  return null
}

/** Does the actor belong to the branch or team that holds it, or hold it themselves? */
function inUnit(actor: StaffActor, held: Assigned): boolean {
  if (held.assigneeId === actor.userId) return true
  if (held.teamId !== null && actor.teamIds.includes(held.teamId)) return true
  return held.branchId !== null && held.branchId === actor.branchId
}

function within(reach: Reach, actor: StaffActor, from: Assigned, to: Assigned): boolean {
  if (reach === 'network') return true
  if (to.status === 'unassigned' || to.companyId !== actor.companyId) return false
  if (reach === 'company') return true
  // A unit's member passes it within the unit: to themselves, to a colleague, or back to the unit at large.
  return to.status === from.status && to.branchId === from.branchId && to.teamId === from.teamId
}

/** Is the target a unit that exists, is open, and belongs where it is said to belong? */
function unitProblem(to: Assigned, network: Network): AssignmentRefusal | null {
  if (to.status === 'unassigned') return null
  const company = to.companyId === null ? undefined : network.companies.get(to.companyId)
  if (!company?.active) return refused('unit-inactive')
  if (to.status === 'dealer' && company.kind !== 'dealer') return refused('assignment-not-allowed')
  if (to.branchId !== null) {
    const branch = network.branches.get(to.branchId)
    if (!branch?.active) return refused('unit-inactive')
    if (branch.companyId !== to.companyId) return refused('unit-of-another-company')
  }
  if (to.teamId !== null) {
    const team = network.teams.get(to.teamId)
    if (!team?.active) return refused('unit-inactive')
    if (team.companyId !== to.companyId) return refused('unit-of-another-company')
    if (to.branchId !== null && !team.branchIds.includes(to.branchId))
      return refused('assignment-not-allowed')
  }
  return to.assigneeId === null ? null : assigneeProblem(to, network)
}

/** Somebody who may only read is not given work. */
export function worksOnTickets(user: Pick<UserEntry, 'actions'>): boolean {
  return user.actions.has('tickets.work')
}

/** The person named must be an active member of the very unit. */
export function assigneeProblem(to: Assigned, network: Network): AssignmentRefusal | null {
  const user = to.assigneeId === null ? undefined : network.users.get(to.assigneeId)
  if (!user?.active) return refused('unit-inactive')
  if (user.companyId !== to.companyId) return refused('unit-of-another-company')
  if (!worksOnTickets(user)) return refused('assignment-not-allowed')
  const member =
    to.status === 'team'
      ? user.teamIds.includes(to.teamId ?? '')
      : to.status === 'branch'
        ? user.branchId === to.branchId
        : true
  return member ? null : refused('assignment-not-allowed')
}

/**
 * Where a return goes: who may hand it on within the company gives it back to the distributor; a unit's member gives it
 * one level up. Null when there is nothing to return, or nobody to return it to.
 */
export function decideReturn(actor: StaffActor, from: Assigned, distributorId: string): Assigned | null {
  if (from.status === 'unassigned' || from.companyId !== actor.companyId) return null
  const reach = reachOf({ ...actor, actions: withoutNetwork(actor) }, from)
  if (reach === null) return null
  if (reach === 'company') return UNASSIGNED
  const held = { ...UNASSIGNED, companyId: from.companyId }
  if (from.status === 'team' && from.branchId !== null)
    return { ...held, status: 'branch', branchId: from.branchId }
  // The level `dealer` is for dealers; above a distributor's branch or team is the review queue.
  if (from.companyId === distributorId || from.status === 'dealer') return UNASSIGNED
  return { ...held, status: 'dealer' }
}

// A coordinator who also sits in a unit returns as the unit's member would.
function withoutNetwork(actor: StaffActor): StaffActor['actions'] {
  const actions = new Set(actor.actions)
  actions.delete('tickets.assign.network')
  return actions
}
