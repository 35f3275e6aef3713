import type { Session } from '../../contract/session.ts'
import { SORTS, type Sort } from '../../contract/tickets.ts'

export type View = Session['views'][number]
export type ViewKind = 'review' | 'mine' | 'team' | 'company' | 'type' | 'network'

/** What a view is about, told from the query that fills it; decides its drawing, its place and its empty state. */
export function kindOfView({ query }: View): ViewKind {
  if (query.assignment === 'unassigned') return 'review'
  if (query.assigneeId) return 'mine'
  if (query.teamId) return 'team'
  if (query.type) return 'type'
  if (query.companyId || query.branchId) return 'company'
  return 'network'
}

export type ViewGroup = { group: 'work' | 'types' | 'network'; views: View[] }

/** The views under their headings, in the server's order. */
export function groupViews(views: readonly View[]): ViewGroup[] {
  const groups: ViewGroup[] = [
    { group: 'work', views: [] },
    { group: 'types', views: [] },
    { group: 'network', views: [] },
  ]
  for (const view of views) {
    const kind = kindOfView(view)
    groups[kind === 'type' ? 1 : kind === 'network' ? 2 : 0]?.views.push(view)
  }
  return groups.filter((group) => group.views.length > 0)
}

/** The view that holds the most of what this person may see: everything where they have such a view, else their company. */
export function widestView(views: readonly View[]): View | undefined {
  const first = (kind: ViewKind) => views.find((view) => kindOfView(view) === kind)
  return first('network') ?? first('company')
}

const OPEN = 'new,active,paused,waiting'

/** True where the view is about open tickets only because that is usual, so that closed ones may be asked for as well. */
export const mayShowClosed = ({ query }: View) => !query.status && query.category !== 'closed'

/** The order in which a view is shown unless another is asked for: its own, else the newest first. */
export const usualSort = ({ query }: View): Sort => SORTS.find((sort) => sort === query.sort) ?? '-createdAt'

/** Words are looked for in the order of creation. */
export const orderOf = (sort: Sort, q: string): Sort =>
  q !== '' && sort.endsWith('updatedAt') ? '-createdAt' : sort

/** The query of the list: the view's own, with closed tickets only where they are asked for. */
export function listQuery(view: View, sort: string, show: 'open' | 'all', q = ''): Record<string, string> {
  const { category = OPEN, ...query } = view.query
  return {
    ...query,
    sort,
    ...(q === '' ? {} : { q }),
    ...(mayShowClosed(view) && show === 'all' ? {} : view.query.status ? {} : { category }),
  }
}
