import { ACTIONS, type Action } from '../../../contract/actions.ts'

const GROUPS = [
  { group: 'tickets', begins: ['tickets.read', 'tickets.create', 'tickets.work', 'tickets.close'] },
  { group: 'assign', begins: ['tickets.assign.'] },
  { group: 'network', begins: ['directory.read'] },
  { group: 'admin', begins: [''] },
] as const

/** Every action once, under the heading where one looks for it. */
export const ACTION_GROUPS = GROUPS.map(({ group }) => ({
  group,
  actions: ACTIONS.filter((action) => groupOf(action) === group),
}))

function groupOf(action: Action) {
  return (
    GROUPS.find(({ begins }) => begins.some((beginning) => action.startsWith(beginning)))?.group ?? 'admin'
  )
}

/** These reach over the whole network; the server gives them to the distributor's people only. */
export const isForDistributor = (action: Action) =>
  action === 'tickets.assign.network' || groupOf(action) === 'admin'
