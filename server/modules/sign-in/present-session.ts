import type { Actor, StaffActor } from '../../../contract/actor.ts'
import type { Language } from '../../../contract/languages.ts'
import type { Session } from '../../../contract/session.ts'
import { sessionWords } from '../../../texts/session.ts'
import { may } from '../access/index.ts'
import { type Network, refer } from '../directory/index.ts'
import { builtInViews } from './built-in-views.ts'

type Caller = Exclude<Actor, { kind: 'system' }>

export function presentSession(
  actor: Caller,
  network: Network | null,
  about: Pick<Session, 'customer' | 'directory'>,
  language: Language,
): Session {
  const staff = actor.kind === 'staff' && network ? { actor, network } : null
  return {
    ...{ kind: actor.kind, language },
    user: staff && presentUser(staff.actor, staff.network, language),
    customer: about.customer,
    directory: actor.kind === 'staff' && actor.companyKind === 'distributor' ? about.directory : null,
    views: staff ? builtInViews(staff.actor, staff.network, language) : [],
    can: {
      createTickets: may(actor, 'tickets.create'),
      reviewUnassigned: may(actor, 'tickets.assign.network'),
      manageSettings: may(actor, 'settings.manage'),
      manageClients: may(actor, 'clients.manage'),
      manageDirectory: may(actor, 'directory.manage'),
      viewAudit: may(actor, 'audit.view'),
    },
  }
}

function presentUser(actor: StaffActor, network: Network, language: Language): Session['user'] {
  const user = network.users.get(actor.userId)
  const company = network.companies.get(actor.companyId)
  if (!user || !company) return null
  const branch = actor.branchId === null ? undefined : network.branches.get(actor.branchId)
  const roleNames: Record<string, string> = sessionWords(language).roles
  return {
    ...refer(user, language),
    company: { ...refer(company, language), kind: company.kind, active: company.active },
    branch: branch ? refer(branch, language) : null,
    teams: actor.teamIds.flatMap((id) => {
      const team = network.teams.get(id)
      return team ? [refer(team, language)] : []
    }),
    // A role that we have no word for stands for itself.
    roleNames: user.roles.map((role) => roleNames[role] ?? role),
  }
}
