import type { Actor } from '../../../contract/actor.ts'
import type { Network, TeamEntry, UserEntry } from './network-entries.ts'

/** The distributor's reach over the whole network. */
export function hasNetworkScope(actor: Actor): boolean {
  return actor.kind === 'staff' && actor.scopes.some((scope) => scope.kind === 'network')
}

/** Where every list of teams starts: one's own company's, all with network scope. */
export function visibleTeams(network: Network, actor: Actor): TeamEntry[] {
  return [...network.teams.values()].filter((team) => seesCompany(actor, team.companyId))
}

/** Where every list of users starts. */
export function visibleUsers(network: Network, actor: Actor): UserEntry[] {
  return [...network.users.values()].filter((user) => seesCompany(actor, user.companyId))
}

/** E-mail and phone of a colleague are the distributor's to see, and the colleague's own. */
export function seesContacts(actor: Actor, user: UserEntry): boolean {
  return hasNetworkScope(actor) || (actor.kind === 'staff' && actor.userId === user.id)
}

/** Staff meet inactive units in the history, so they see them marked; the public sees what it can ask for. */
export function visibleUnits<Entry extends { active: boolean }>(
  entries: Map<string, Entry>,
  actor: Actor,
): Entry[] {
  const all = [...entries.values()]
  return actor.kind === 'staff' ? all : all.filter((entry) => entry.active)
}

function seesCompany(actor: Actor, companyId: string): boolean {
  return actor.kind === 'staff' && (actor.companyId === companyId || hasNetworkScope(actor))
}
