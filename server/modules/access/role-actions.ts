import type { Action } from '../../../contract/actions.ts'

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

/** What each role of the Identity System may do. Unknown roles give nothing. */
const ROLE_ACTIONS: Record<string, readonly Action[]> = {
  'distributor-admin': [...COORDINATOR, 'clients.manage'],
  coordinator: COORDINATOR,
  'recall-specialist': AGENT,
  'dealer-manager': MANAGER,
  'branch-agent': AGENT,
  'team-agent': AGENT,
  auditor: READER,
}

/** The actions of a person with these roles. */
export function actionsOf(roles: readonly string[]): Set<Action> {
  return new Set(roles.flatMap((role) => ROLE_ACTIONS[role] ?? []))
}
