import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { safeParse } from 'zod/mini'
import { SearchText } from '../../../contract/search-text.ts'
import { BranchMovesWaiting } from '../../shell/branch-moves.tsx'
import { Failure } from '../../shell/failure.tsx'
import { useSession } from '../../shell/session.tsx'
import { useNow } from '../../shell/use-now.ts'
import { usePageTitle } from '../../shell/use-page-title.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Said } from '../../ui/said.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { useDesk } from '../desk.ts'
import { NARROW } from '../narrow.ts'
import { useNotice } from '../notice.ts'
import { kindOfView, listQuery, mayShowClosed, orderOf, usualSort, type View } from '../views.ts'
import { EmptyList } from './empty-list.tsx'
import { KeyHints } from './key-hints.tsx'
import { ListTools } from './list-tools.tsx'
import { SearchBox } from './search-box.tsx'
import { SkeletonRows, TicketLine } from './ticket-line.tsx'
import { useTicketPages } from './use-ticket-pages.ts'

const ROW_HEIGHT = 52
const PHONE_ROW_HEIGHT = 64
const rowHeight = () => (matchMedia(NARROW).matches ? PHONE_ROW_HEIGHT : ROW_HEIGHT)

/** Keys of a ticket: on a row whose ticket is not open they open it. Those that ask before they act go on by themselves. */
const TWO_STEP = ['A', 'U', 'S', 'R', 'N', 'C', 'Shift+R']
const TICKET_KEYS = [...TWO_STEP, 'Y', 'G']

type TicketListProps = { view: View; onOpenNav: () => void; onKeys: () => void }

export function TicketList({ view, onOpenNav, onKeys }: TicketListProps) {
  const { t, number } = useTexts()
  const { can } = useSession()
  const now = useNow()
  const navigate = useNavigate()
  const { number: openNumber } = useParams({ strict: false })
  const search = useSearch({ strict: false })
  const usual = usualSort(view)
  const q = search.q ?? ''
  const sort = orderOf(search.sort ?? usual, q)
  const show = search.show ?? 'open'
  const askable = q === '' || safeParse(SearchText, q).success
  const pages = useTicketPages(listQuery(view, sort, show, q), askable)
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

  const open = (number: string) =>
    void navigate({ to: '/v/$view/t/$number', params: { view: view.key, number }, search: true })
  const goTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))]
    if (!row) return null
    setCursor(row.number)
    virtual.scrollToIndex(rows.indexOf(row))
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-number="${CSS.escape(row.number)}"]`)?.focus()
    })
    return row.number
  }
  const { list, wanted } = useDesk()
  const indexOf = (wantedNumber: string) => rows.findIndex(({ number }) => number === wantedNumber)
  useEffect(() => {
    list.current = {
      neighbour: (number) => (rows[indexOf(number) + 1] ?? rows[indexOf(number) - 1])?.number ?? null,
      focus: (number) => indexOf(number) >= 0 && goTo(indexOf(number)),
    }
  })
  const at = rows.findIndex(({ number }) => number === (cursor ?? openNumber))
  // Where a ticket is open, it goes along: what the keys act on is always what has the ring.
  const move = (index: number) => {
    const number = goTo(index)
    if (openNumber && number && number !== openNumber) open(number)
  }
  const actOnRow = (key: string) => () => {
    const row = document.activeElement?.closest<HTMLElement>('[data-number]')?.dataset.number
    const number = row ?? (openNumber ? null : cursor)
    if (!number || number === openNumber || indexOf(number) < 0) return false
    wanted.current = TWO_STEP.includes(key) ? { number, key } : null
    open(number)
  }
  useShortcuts(Object.fromEntries(TICKET_KEYS.map((key) => [key, actOnRow(key)])), true)
  useShortcuts({
    J: () => move(at + 1),
    K: () => move(at < 0 ? 0 : at - 1),
    Escape: () => {
      if (openNumber && matchMedia(NARROW).matches) {
        void navigate({ to: '/v/$view', params: { view: view.key }, search: true })
      } else goTo(Math.max(at, 0))
    },
  })

  usePageTitle(openNumber ? null : view.name)
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
        <SearchBox q={q} view={view.name} onDown={() => goTo(0)} />
        <ListTools sort={sort} usual={usual} show={mayShowClosed(view) ? show : null} searching={q !== ''}>
          {q !== '' && pages.isSuccess && rows.length > 0 && (
            <span className="found muted num" role="status">
              {t(hasNextPage ? 'list.foundMore' : 'list.found', { number: number(rows.length) })}
            </span>
          )}
        </ListTools>
        <Said saying={notice} className="list-notice">
          <IconButton icon="x" label={t('keys.close')} kind="quiet" small onClick={() => setNotice(null)} />
        </Said>
        {kindOfView(view) === 'review' && can.reviewUnassigned && <BranchMovesWaiting />}
      </header>
      <div className="rows" ref={scroller}>
        {pages.isPending && askable && <SkeletonRows />}
        {pages.isError && rows.length === 0 && (
          <Failure error={pages.error} onRetry={() => void pages.refetch()} />
        )}
        {(!askable || (pages.isSuccess && rows.length === 0)) && (
          <EmptyList view={view} q={q} askable={askable} onlyOpen={mayShowClosed(view) && show === 'open'} />
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
                    askerFirst={kindOfView(view) === 'review'}
                    open={row.number === openNumber}
                    now={now}
                    q={q}
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
