import type { Localised, Named, Network, NetworkUser } from './network-file.ts'

const ROLE_ORDER = [
  'coordinator',
  'distributor-admin',
  'recall-specialist',
  'dealer-manager',
  'branch-agent',
  'team-agent',
]

export interface DemoPerson {
  user: NetworkUser
  company: Localised
  /** Branch or team that the person works for, where it says more than the company. */
  unit?: Localised | undefined
  /** Manager of a dealer that competes with the other people of the list. */
  rival?: boolean
}

/** One person per role, of the distributor and of one dealer, then the manager of another dealer, then an auditor. */
export function mainDemoPeople(network: Network): DemoPerson[] {
  const users = network.users.filter((user) => user.active)
  const manager = users.find((user) => user.roles.includes('dealer-manager'))
  const rival = users.find(
    (user) => user.roles.includes('dealer-manager') && user.companyId !== manager?.companyId,
  )
  const ofRole = (role: string) => {
    const all = users.filter((user) => user.roles.includes(role))
    return all.find((user) => user.companyId === manager?.companyId) ?? all[0]
  }
  const chosen = [...ROLE_ORDER.map(ofRole), rival, ofRole('auditor')]
  const people = [...new Set(chosen)].filter((user) => user !== undefined)
  return people.map((user) => ({ ...describePerson(network, user), rival: user === rival }))
}

/** All active people, in the order of the companies. */
export function demoPeopleByCompany(network: Network): { company: Localised; people: DemoPerson[] }[] {
  const groups = network.companies.map((company) => ({
    company: company.name,
    people: network.users
      .filter((user) => user.active && user.companyId === company.id)
      .map((user) => describePerson(network, user)),
  }))
  return groups.filter(({ people }) => people.length > 0)
}

function describePerson(network: Network, user: NetworkUser): DemoPerson {
  const nameOf = (units: Named[], id: string | null | undefined) => units.find((unit) => unit.id === id)?.name
  const company = nameOf(network.companies, user.companyId) ?? { en: user.companyId }
  if (user.roles[0] === 'branch-agent')
    return { user, company, unit: nameOf(network.branches, user.branchId) }
  return { user, company, unit: nameOf(network.teams, user.teamIds[0]) }
}
