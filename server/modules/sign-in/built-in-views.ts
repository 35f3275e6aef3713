import type { StaffActor } from '../../../contract/actor.ts'
import type { Language } from '../../../contract/languages.ts'
import type { Session } from '../../../contract/session.ts'
import { TICKET_TYPES } from '../../../contract/ticket-details.ts'
import { CATEGORIES } from '../../../contract/ticket-status.ts'
import { domainWords } from '../../../texts/domain.ts'
import { sessionWords } from '../../../texts/session.ts'
import { may } from '../access/index.ts'
import { type Network, refer } from '../directory/index.ts'

type View = Session['views'][number]
const OPEN = { category: CATEGORIES.filter((category) => category !== 'closed').join(',') }

/** The views that make sense for this member of staff, each with the query that fills it. */
export function builtInViews(actor: StaffActor, network: Network, language: Language): View[] {
  if (!may(actor, 'tickets.read')) return []
  const names = sessionWords(language).views
  const view = (key: keyof typeof names, query: Record<string, string>): View => ({
    ...{ key, name: names[key], query: { ...query, ...OPEN } },
  })
  const reviews = may(actor, 'tickets.assign.network')
  const seesAll = actor.scopes.some((scope) => scope.kind === 'network')
  return [
    // Who has waited longest stands first.
    ...(reviews ? [view('review', { assignment: 'unassigned', sort: 'createdAt' })] : []),
    // Who only reads is given no work.
    ...(may(actor, 'tickets.work') ? [view('mine', { assigneeId: actor.userId })] : []),
    ...teamViews(actor, network, language),
    ...(seesAll && !may(actor, 'tickets.work') ? [view('all', {})] : []),
    view('company', { companyId: actor.companyId }),
    ...(seesAll && may(actor, 'tickets.work') ? [view('all', {})] : []),
    ...typeViews(language),
  ]
}

function teamViews(actor: StaffActor, network: Network, language: Language): View[] {
  return actor.teamIds.flatMap((teamId) => {
    const team = network.teams.get(teamId)
    if (!team) return []
    return [{ key: `team:${teamId}`, name: refer(team, language).name, query: { teamId, ...OPEN } }]
  })
}

function typeViews(language: Language): View[] {
  const names = domainWords(language).types
  return TICKET_TYPES.map((type) => ({ key: `type:${type}`, name: names[type], query: { type, ...OPEN } }))
}
