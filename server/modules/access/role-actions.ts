import type { Action } from '../../../contract/actions.ts'

/** What each role of the Identity System may do (domain.md, "Who may assign", "Actions"). Unknown roles give nothing. */
const ROLE_ACTIONS: Record<string, readonly Action[]> = {
  'distributor-admin': [
    'directory.read',
    'tickets.create',
    'tickets.read',
    'tickets.work',
    'tickets.close',
    'tickets.assign.unit',
    'tickets.assign.company',
    'tickets.assign.network',
    'clients.manage',
  ],
  coordinator: [
    'directory.read',
    'tickets.create',
    'tickets.read',
    'tickets.work',
    'tickets.close',
    'tickets.assign.unit',
    'tickets.assign.company',
    'tickets.assign.network',
  ],
  'recall-specialist': [
    'directory.read',
    'tickets.create',
    'tickets.read',
    'tickets.work',
    'tickets.close',
    'tickets.assign.unit',
  ],
  'dealer-manager': [
    'directory.read',
    'tickets.create',
    'tickets.read',
    'tickets.work',
    'tickets.close',
    'tickets.assign.unit',
    'tickets.assign.company',
  ],
  'branch-agent': [
    'directory.read',
    'tickets.create',
    'tickets.read',
    'tickets.work',
    'tickets.close',
    'tickets.assign.unit',
  ],
  'team-agent': [
    'directory.read',
    'tickets.create',
    'tickets.read',
    'tickets.work',
    'tickets.close',
    'tickets.assign.unit',
  ],
  auditor: ['directory.read', 'tickets.read'],
}

/** The actions of a person with these roles. */
export function actionsOf(roles: readonly string[]): Set<Action> {
  return new Set(roles.flatMap((role) => ROLE_ACTIONS[role] ?? []))
}
