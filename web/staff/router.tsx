import { createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router'
import { SORTS, type Sort } from '../../contract/tickets.ts'
import { ConfirmedPage } from '../shell/confirmed-page.tsx'
import { useSession } from '../shell/session.tsx'
import { useTexts } from '../shell/use-texts.ts'
import { ChooseTicket, TicketPane } from './ticket/ticket-pane.tsx'
import { Workspace } from './workspace.tsx'

/** What the address says about the list besides its view. */
export type ListSearch = { sort?: Sort; show?: 'all'; q?: string }

function readListSearch(search: Record<string, unknown>): ListSearch {
  const sort = SORTS.find((known) => known === search.sort)
  // The address may hold digits alone, which the router reads as a number.
  const q = typeof search.q === 'string' || typeof search.q === 'number' ? String(search.q).slice(0, 200) : ''
  return {
    ...(sort ? { sort } : {}),
    ...(search.show === 'all' ? { show: 'all' as const } : {}),
    ...(q.trim() === '' ? {} : { q }),
  }
}

const root = createRootRoute({ notFoundComponent: NoSuchPage })
const start = createRoute({ getParentRoute: () => root, path: '/', component: ToFirstView })
const confirmed = createRoute({ getParentRoute: () => root, path: '/confirmed', component: ConfirmedPage })
const view = createRoute({
  getParentRoute: () => root,
  path: '/v/$view',
  validateSearch: readListSearch,
  component: Workspace,
})
const noTicket = createRoute({ getParentRoute: () => view, path: '/', component: ChooseTicket })
const ticket = createRoute({ getParentRoute: () => view, path: '/t/$number', component: TicketPane })

export const router = createRouter({
  routeTree: root.addChildren([start, confirmed, view.addChildren([noTicket, ticket])]),
  basepath: '/staff',
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function ToFirstView() {
  const first = useSession().views[0]
  return first ? <Navigate to="/v/$view" params={{ view: first.key }} replace /> : <NoSuchPage />
}

function NoSuchPage() {
  const { t } = useTexts()
  return (
    <div className="gate">
      <div className="blank">
        <b>{t('failure.page')}</b>
        <a className="btn" href="/staff">
          {t('failure.toList')}
        </a>
      </div>
    </div>
  )
}
