import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { Failure } from '../../shell/failure.tsx'
import { usePageTitle } from '../../shell/use-page-title.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Said } from '../../ui/said.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { useNotice } from '../notice.ts'
import { useNow } from '../use-now.ts'
import { kindOfView, listQuery, mayShowClosed, type View } from '../views.ts'
import { KeyHints } from './key-hints.tsx'
import { ListTools } from './list-tools.tsx'
import { SkeletonRows, TicketLine } from './ticket-line.tsx'
import { useTicketPages } from './use-ticket-pages.ts'

const ROW_HEIGHT = 52
const PHONE_ROW_HEIGHT = 64
const rowHeight = () => (matchMedia('(max-width: 899px)').matches ? PHONE_ROW_HEIGHT : ROW_HEIGHT)

type TicketListProps = { view: View; onOpenNav: () => void; onKeys: () => void }

export function TicketList({ view, onOpenNav, onKeys }: TicketListProps) {
  const { t } = useTexts()
  const now = useNow()
  const navigate = useNavigate()
  const { number: openNumber } = useParams({ strict: false })
  const search = useSearch({ strict: false })
  const sort = search.sort ?? '-createdAt'
  const show = search.show ?? 'open'
  const pages = useTicketPages(listQuery(view, sort, show))
  const { rows } = pages
  const { notice, setNotice } = useNotice()
  const scroller = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState<string | null>(null)

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: rowHeight,
    overscan: 8,
  })
  const lines = virtual.getVirtualItems()
  const last = lines.at(-1)?.index ?? -1
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 12) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length])

  const goTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))]
    if (!row) return
    setCursor(row.number)
    virtual.scrollToIndex(rows.indexOf(row))
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-number="${CSS.escape(row.number)}"]`)?.focus()
    })
  }
  const at = rows.findIndex(({ number }) => number === (cursor ?? openNumber))
  useShortcuts({
    J: () => goTo(at + 1),
    K: () => goTo(at < 0 ? 0 : at - 1),
    Escape: () => {
      if (openNumber && matchMedia('(max-width: 899px)').matches) {
        void navigate({ to: '/v/$view', params: { view: view.key }, search: true })
      } else goTo(Math.max(at, 0))
    },
  })

  usePageTitle(openNumber ? null : view.name)
  const kind = kindOfView(view)
  return (
    // Without a ticket beside it the list is the page's main part; a change of element would lose its place.
    <section className="list" aria-label={view.name} {...(openNumber ? {} : { role: 'main' })}>
      <header>
        <div className="row">
          <IconButton
            className="nav-open"
            icon="menu"
            label={t('nav.open')}
            kind="quiet"
            small
            onClick={onOpenNav}
          />
          <h1 className="trunc">{view.name}</h1>
          {(pages.isRefetchError || pages.isPaused) && (
            <span className="tag warn end">
              <Icon name="alert" size="sm" />
              {t('list.stale')}
            </span>
          )}
        </div>
        <ListTools sort={sort} show={mayShowClosed(view) ? show : null} />
        <Said saying={notice} className="list-notice">
          <IconButton icon="x" label={t('keys.close')} kind="quiet" small onClick={() => setNotice(null)} />
        </Said>
      </header>
      <div className="rows" ref={scroller}>
        {pages.isPending && <SkeletonRows />}
        {pages.isError && rows.length === 0 && (
          <Failure error={pages.error} onRetry={() => void pages.refetch()} />
        )}
        {pages.isSuccess && rows.length === 0 && (
          <div className="blank">
            <Icon name={kind === 'review' ? 'check' : 'inbox'} />
            <b>{t('list.empty')}</b>
            <p>{t(EMPTY[kind])}</p>
          </div>
        )}
        {rows.length > 0 && (
          <ul
            aria-label={t('list.label')}
            style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}
          >
            {lines.map((line) => {
              const row = rows[line.index]
              if (!row) return null
              return (
                <li
                  key={row.id}
                  aria-posinset={line.index + 1}
                  aria-setsize={hasNextPage ? -1 : rows.length}
                  style={{ position: 'absolute', insetInline: 0, transform: `translateY(${line.start}px)` }}
                >
                  <TicketLine
                    row={row}
                    view={view.key}
                    open={row.number === openNumber}
                    now={now}
                    onFocus={setCursor}
                  />
                </li>
              )
            })}
          </ul>
        )}
        {isFetchingNextPage && <p className="list-more">{t('list.more')}</p>}
      </div>
      <KeyHints onKeys={onKeys} />
    </section>
  )
}

const EMPTY = {
  review: 'list.emptyReview',
  mine: 'list.emptyMine',
  team: 'list.emptyTeam',
  company: 'list.emptyCompany',
  type: 'list.emptyType',
  network: 'list.emptyAny',
} as const
