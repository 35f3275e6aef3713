import type { Action } from '../../../contract/actions.ts'
import type { CompanyKind } from '../../../contract/network.ts'

const READER: readonly Action[] = ['directory.read', 'tickets.read']
/** Who works on what their unit holds. */
const AGENT: readonly Action[] = [
  ...READER,
  'tickets.create',
  'tickets.work',
  'tickets.close',
  'tickets.assign.unit',
]
const MANAGER: readonly Action[] = [...AGENT, 'tickets.assign.company']
const COORDINATOR: readonly Action[] = [...MANAGER, 'tickets.assign.network']
const ADMINISTRATOR: readonly Action[] = [
  ...COORDINATOR,
  ...(['clients.manage', 'directory.manage', 'settings.manage', 'audit.view'] as const),
]

/** What each role of the Identity System may do, until the distributor changes it (setting `role-actions`). */
export const DEFAULT_ROLE_ACTIONS: Readonly<Record<string, readonly Action[]>> = {
  'distributor-admin': ADMINISTRATOR,
  coordinator: COORDINATOR,
  'recall-specialist': AGENT,
  'dealer-manager': MANAGER,
  'branch-agent': AGENT,
  'team-agent': AGENT,
  auditor: [...READER, 'audit.view'],
  'privacy-officer': [...READER, 'audit.view'],
}

// These reach over the whole network, so no mapping gives them to a dealer's staff.
const DISTRIBUTOR_ONLY: ReadonlySet<Action> = new Set([
  ...(['tickets.assign.network', 'clients.manage', 'directory.manage', 'settings.manage'] as const),
  'audit.view',
])

/** The actions of a person with these roles at a company of this kind. Unknown roles give nothing. */
export function actionsOf(
  roles: readonly string[],
  mapping: Readonly<Record<string, readonly Action[]>>,
  companyKind: CompanyKind,
): Set<Action> {
  const given = roles.flatMap((role) => (Object.hasOwn(mapping, role) ? (mapping[role] ?? []) : []))
  const isDistributor = companyKind === 'distributor'
  return new Set(given.filter((action) => isDistributor || !DISTRIBUTOR_ONLY.has(action)))
}
