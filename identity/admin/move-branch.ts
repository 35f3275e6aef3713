import type { Branch, Network, NetworkUser, Scope } from '../network-file.ts'

/** What moving a branch to another company takes along and what it ends. */
export interface BranchMove {
  branchId: string
  toCompanyId: string
  /** Whether the people whose home branch it is go with it. */
  staffGo: boolean
}

/** People whose home branch it is, teams that would no longer work for it, and others who would no longer see it. */
export function whatMoves(network: Network, branch: Branch) {
  const ofCompany = network.users.filter((user) => user.companyId === branch.companyId)
  return {
    staff: ofCompany.filter((user) => user.branchId === branch.id),
    teams: network.teams.filter(
      (team) => team.companyId === branch.companyId && team.branchIds.includes(branch.id),
    ),
    others: ofCompany.filter((user) => user.branchId !== branch.id && user.scopes.some(isOn(branch.id))),
  }
}

/**
 * The network after the branch went to another company. Nobody of the old company goes on seeing the branch, and
 * nobody who goes along goes on seeing anything of the old company: the two may be rivals.
 */
export function moveBranch(network: Network, { branchId, toCompanyId, staffGo }: BranchMove): Network {
  const branch = network.branches.find(({ id }) => id === branchId)
  if (!branch || branch.companyId === toCompanyId) return network
  const old = branch.companyId
  const oldUnits = new Set([
    `company ${old}`,
    ...network.branches
      .filter((each) => each.companyId === old && each.id !== branchId)
      .map(({ id }) => `branch ${id}`),
    ...network.teams.filter((each) => each.companyId === old).map(({ id }) => `team ${id}`),
  ])
  const ofOldCompany = ({ kind, unitId }: Scope) => oldUnits.has(`${kind} ${unitId}`)

  function moveUser(user: NetworkUser): NetworkUser {
    if (user.companyId !== old) return user
    const atHome = user.branchId === branchId
    if (atHome && staffGo) {
      const scopes = user.scopes.filter((scope) => !ofOldCompany(scope))
      return { ...user, companyId: toCompanyId, teamIds: [], scopes }
    }
    const scopes = user.scopes.filter((scope) => !isOn(branchId)(scope))
    const { branchId: home, ...rest } = user
    return { ...rest, ...(home && !atHome ? { branchId: home } : {}), scopes }
  }

  return {
    ...network,
    branches: network.branches.map((each) => (each === branch ? { ...each, companyId: toCompanyId } : each)),
    teams: network.teams.map((team) =>
      team.companyId === old && team.branchIds.includes(branchId)
        ? { ...team, branchIds: team.branchIds.filter((id) => id !== branchId) }
        : team,
    ),
    users: network.users.map(moveUser),
  }
}

function isOn(branchId: string): (scope: Scope) => boolean {
  return ({ kind, unitId }) => kind === 'branch' && unitId === branchId
}
