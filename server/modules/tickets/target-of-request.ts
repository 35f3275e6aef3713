import type { StaffActor } from '../../../contract/actor.ts'
import type { AssignTicket } from '../../../contract/assignment.ts'
import { refuse, refuseInput } from '../../platform/refusal.ts'
import type { Network } from '../directory/index.ts'
import { type Assigned, UNASSIGNED } from './holder.ts'

/**
 * The target that a request names, completed from the directory: a branch or a team says its company, a distributor's
 * person alone says their branch. Refuses what is missing or does not belong to the status, and ids that nobody has;
 * another company's team or person is nobody to a dealer, as in the directory's lists.
 */
export function targetOfRequest(request: AssignTicket, network: Network, actor: StaffActor): Assigned {
  forbidForeign(request)
  const wide = actor.scopes.some((scope) => scope.kind === 'network')
  const known = <Unit extends { companyId: string }>(unit: Unit | undefined): Unit | undefined =>
    unit && (wide || unit.companyId === actor.companyId) ? unit : undefined
  const assigneeId = request.assigneeId ?? null
  const user = assigneeId === null ? null : known(network.users.get(assigneeId))
  if (user === undefined) refuseInput('#/assigneeId', 'unknown-reference')

  switch (request.status) {
    case 'unassigned':
      return UNASSIGNED
    case 'dealer': {
      if (request.companyId === undefined) refuseInput('#/companyId', 'required')
      if (!network.companies.has(request.companyId)) refuseInput('#/companyId', 'unknown-reference')
      return { ...UNASSIGNED, status: 'dealer', companyId: request.companyId, assigneeId }
    }
    case 'branch': {
      const alone = user && user.companyId === network.distributor.id ? user.branchId : null
      const branchId = request.branchId ?? alone
      if (branchId === null) return refuseInput('#/branchId', 'required')
      const branch = network.branches.get(branchId)
      if (!branch) return refuseInput('#/branchId', 'unknown-reference')
      requireCompany(request, branch.companyId)
      return { ...UNASSIGNED, status: 'branch', companyId: branch.companyId, branchId, assigneeId }
    }
    case 'team': {
      if (request.teamId === undefined) return refuseInput('#/teamId', 'required')
      const team = known(network.teams.get(request.teamId))
      if (!team) return refuseInput('#/teamId', 'unknown-reference')
      if (request.branchId !== undefined && !network.branches.has(request.branchId)) {
        refuseInput('#/branchId', 'unknown-reference')
      }
      requireCompany(request, team.companyId)
      const branchId = request.branchId ?? null
      return { status: 'team', companyId: team.companyId, branchId, teamId: team.id, assigneeId }
    }
  }
}

const FIELDS = ['companyId', 'branchId', 'teamId', 'assigneeId'] as const
const BELONGS: Record<AssignTicket['status'], readonly (typeof FIELDS)[number][]> = {
  unassigned: [],
  dealer: ['companyId', 'assigneeId'],
  branch: ['companyId', 'branchId', 'assigneeId'],
  team: ['companyId', 'branchId', 'teamId', 'assigneeId'],
}

function forbidForeign(request: AssignTicket): void {
  for (const field of FIELDS) {
    if (request[field] !== undefined && !BELONGS[request.status].includes(field)) {
      refuseInput(`#/${field}`, 'not-for-this-status', { status: request.status })
    }
  }
}

function requireCompany(request: AssignTicket, companyId: string): void {
  if (request.companyId !== undefined && request.companyId !== companyId) refuse('unit-of-another-company')
}
