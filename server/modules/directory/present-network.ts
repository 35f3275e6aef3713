import type { Actor } from '../../../contract/actor.ts'
import { inLanguage, type Language } from '../../../contract/languages.ts'
import type { Branch, Reference, Team, User } from '../../../contract/network.ts'
import { seesContacts } from './directory-access.ts'
import type { BranchEntry, Network, TeamEntry, UserEntry } from './network-entries.ts'
import { refer } from './refer.ts'

export function presentBranch(branch: BranchEntry, network: Network, language: Language): Branch {
  const { latitude, longitude } = branch
  return {
    ...refer(branch, language),
    company: referTo(network.companies, branch.companyId, language),
    city: referTo(network.cities, branch.cityId, language),
    timeZone: branch.timeZone,
    address: branch.address && inLanguage(branch.address, language),
    phone: branch.phone,
    location: latitude === null || longitude === null ? null : { latitude, longitude },
    brands: referToAll(network.brands, branch.brandIds, language),
    departments: referToAll(network.departments, branch.departmentIds, language),
    services: referToAll(network.services, branch.serviceIds, language),
    workingPeriods: branch.workingPeriods,
    active: branch.active,
  }
}

export function presentTeam(team: TeamEntry, network: Network, language: Language): Team {
  return {
    ...refer(team, language),
    company: referTo(network.companies, team.companyId, language),
    branches: referToAll(network.branches, team.branchIds, language),
    ...{ tags: team.tags, active: team.active },
  }
}

export function presentUser(user: UserEntry, network: Network, actor: Actor, language: Language): User {
  const contacts = seesContacts(actor, user)
  return {
    ...refer(user, language),
    company: referTo(network.companies, user.companyId, language),
    branch: user.branchId === null ? null : referTo(network.branches, user.branchId, language),
    teams: referToAll(network.teams, user.teamIds, language),
    roles: user.roles,
    email: contacts ? user.email : null,
    phone: contacts ? user.phone : null,
    active: user.active,
  }
}

/** By name, as a reader of this language would sort. */
export function sortByName<Item extends Reference>(items: Item[], language: Language): Item[] {
  const collator = new Intl.Collator(language)
  return items.sort((a, b) => collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
}

type Referable = Parameters<typeof refer>[0]

/** The copy holds together, so the entry is there; its id stands in should it ever not be. */
function referTo(entries: Map<string, Referable>, id: string, language: Language): Reference {
  return refer(entries.get(id) ?? { id, name: id }, language)
}

function referToAll(entries: Map<string, Referable>, ids: Iterable<string>, language: Language): Reference[] {
  return [...ids].map((id) => referTo(entries, id, language))
}
