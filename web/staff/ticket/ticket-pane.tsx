import './ticket.css'
import './conversation.css'
import './composer.css'
import { Link, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { TimelineEntry } from '../../../contract/conversation.ts'
import { useAnnounce } from '../../shell/announcer.tsx'
import { isProblem, queryClient } from '../../shell/api.ts'
import { Failure } from '../../shell/failure.tsx'
import { usePageTitle } from '../../shell/use-page-title.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { NARROW } from '../narrow.ts'
import { useNotice } from '../notice.ts'
import { Composer } from './composer.tsx'
import { ContextPane } from './context-pane.tsx'
import { Conversation } from './conversation.tsx'
import { DetailsPanel } from './details-panel.tsx'
import { LostDrafts } from './lost-drafts.tsx'
import { TicketHead } from './ticket-head.tsx'
import { TicketRoom, useTicketRoom } from './ticket-room.tsx'
import { useTicket } from './use-ticket.ts'

const AssignDialog = lazy(() => import('../assign/assign-dialog.tsx'))
const ReturnDialog = lazy(() => import('../assign/return-dialog.tsx'))

const NOTHING_YET: readonly TimelineEntry[] = []

/** The right pane while no ticket is chosen. */
export function ChooseTicket() {
  const { t } = useTexts()
  return (
    <section className="ticket none" aria-label={t('ticket.none')}>
      <div className="blank">
        <Icon name="inbox" />
        <b>{t('ticket.none')}</b>
        <p>{t('ticket.noneHint')}</p>
      </div>
    </section>
  )
}

/** The right pane: one ticket, without losing the list. */
export function TicketPane() {
  const { number = '' } = useParams({ strict: false })
  return <OpenTicket key={number} number={number} />
}

function OpenTicket({ number }: { number: string }) {
  const { t } = useTexts()
  const { view } = useParams({ strict: false })
  const { setNotice } = useNotice()
  const announce = useAnnounce()
  const { ticket, transitions, timeline } = useTicket(number)
  const [pane, setPane] = useState<'conversation' | 'context'>('conversation')
  const heading = useRef<HTMLHeadingElement>(null)
  const loaded = ticket.data !== undefined
  const subject = ticket.data?.body.subject
  usePageTitle(`${number} ${subject ?? ''}`.trim())
  useEffect(() => {
    if (!loaded) return
    setNotice((line) => (line?.beside === number ? line : null))
    announce(t('ticket.opened', { number }))
    // On a narrow screen the list is gone: the reader goes along.
    if (matchMedia(NARROW).matches) heading.current?.focus()
  }, [loaded, setNotice, announce, t, number])

  const gone = isProblem(ticket.error, 'not-found')
  useEffect(() => {
    if (gone) void queryClient.invalidateQueries({ queryKey: ['tickets'] })
  }, [gone])
  if (ticket.data && !gone) {
    return (
      <TicketRoom
        ticket={ticket.data.body}
        etag={ticket.data.etag}
        transitions={transitions.data}
        items={timeline.data?.items ?? NOTHING_YET}
      >
        <main className="ticket" aria-label={ticket.data.body.number} data-show={pane}>
          <TicketHead heading={heading} pane={pane} onPane={setPane} />
          <div className="tmain">
            <DetailsPanel />
            <Conversation timeline={timeline} />
            <Composer />
          </div>
          <ContextPane handOffs={timeline.data?.handOffs ?? []} />
        </main>
        <OpenDialog />
      </TicketRoom>
    )
  }
  if (ticket.isError) {
    return (
      <main className="ticket none">
        {gone ? (
          <div className="blank" role="alert">
            <Icon name="search" />
            <b>{ticket.data ? t('ticket.wentElsewhere', { number }) : number}</b>
            <p>{t(ticket.data ? 'ticket.noLongerSeen' : 'ticket.gone')}</p>
            {ticket.data && <LostDrafts ticketId={ticket.data.body.id} />}
            <Link className="btn" to="/v/$view" params={{ view: view ?? '' }} search>
              {t('failure.toList')}
            </Link>
          </div>
        ) : (
          <Failure error={ticket.error} onRetry={() => void ticket.refetch()} />
        )}
      </main>
    )
  }
  return <TicketSkeleton />
}

function OpenDialog() {
  const { dialog, setDialog } = useTicketRoom()
  const close = () => setDialog(null)
  return (
    <Suspense>
      {(dialog === 'assign' || dialog === 'unassign') && (
        <AssignDialog onClose={close} unassign={dialog === 'unassign'} />
      )}
      {dialog === 'return' && <ReturnDialog onClose={close} />}
    </Suspense>
  )
}

function TicketSkeleton() {
  const bar = (inlineSize: number | string, blockSize = 12) => (
    <span className="skeleton" style={{ inlineSize, blockSize }} />
  )
  return (
    <main className="ticket" aria-busy="true">
      <header className="thead">
        <div className="row">{bar(320, 18)}</div>
        <div className="facts">
          {bar(96, 24)}
          {bar(180, 24)}
          {bar(80, 24)}
        </div>
      </header>
      <div className="tmain">
        <section className="tpanel">
          <div className="facts-grid">
            {bar('70%')}
            {bar('80%')}
            {bar('60%')}
          </div>
        </section>
        <div className="conv">
          <div className="conv-in">
            {bar('56%', 44)}
            {bar('100%', 60)}
          </div>
        </div>
        <div className="composer waiting" />
      </div>
      <aside className="side">{bar('100%', 120)}</aside>
    </main>
  )
}
