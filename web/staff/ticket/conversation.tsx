import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Timeline, TimelineEntry } from '../../../contract/conversation.ts'
import { Failure } from '../../shell/failure.tsx'
import { useTexts } from '../../shell/use-texts.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Byline } from './byline.tsx'
import { ownWords } from './detail-facts.ts'
import { MessageView } from './message-view.tsx'
import { useTicketRoom } from './ticket-room.tsx'

/** Messages and events in their order, the newest in sight. */
export function Conversation({ timeline }: { timeline: UseQueryResult<Timeline> }) {
  const { t } = useTexts()
  const { ticket } = useTicketRoom()
  const scroller = useRef<HTMLElement>(null)
  const atEnd = useRef(true)
  const items = timeline.data?.items ?? []
  const count = items.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new entry is what moves the end
  useEffect(() => {
    const box = scroller.current
    if (box && atEnd.current) box.scrollTop = box.scrollHeight
  }, [count])
  useEffect(() => {
    // The composer below grows and shrinks: the newest stays in sight.
    const box = scroller.current
    if (!box) return
    const observer = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight
    })
    observer.observe(box)
    return () => observer.disconnect()
  }, [])
  const words = ownWords(ticket.details)

  return (
    <section
      className="conv"
      aria-label={t('conversation.label')}
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: box }) => {
        atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 40
      }}
    >
      <div className="conv-in">
        {words && (
          <article className="msg in">
            <Byline name={ticket.requester.name} at={ticket.createdAt} lead={t('facts.message')} />
            <p className="bub typed" dir="auto">
              {words}
            </p>
          </article>
        )}
        {items.map((entry) =>
          entry.message ? (
            <MessageView key={entry.id} message={entry.message} />
          ) : (
            <EventLine key={entry.id} entry={entry} />
          ),
        )}
        {timeline.isPending && (
          <span className="skeleton" style={{ inlineSize: '60%', blockSize: 44 }} aria-busy="true" />
        )}
        {timeline.isError && count === 0 && (
          <Failure error={timeline.error} onRetry={() => void timeline.refetch()} />
        )}
      </div>
    </section>
  )
}

const EVENT_ICONS: Record<TimelineEntry['type'], IconName> = {
  'ticket.created': 'inbox',
  'ticket.assigned': 'route',
  'ticket.accepted': 'check',
  'ticket.returned': 'undo',
  'ticket.first-viewed': 'eye',
  'ticket.status-changed': 'clock',
  'ticket.updated': 'tag',
  'message.created': 'chat',
}

function EventLine({ entry }: { entry: TimelineEntry }) {
  const { moment } = useTexts()
  return (
    <p className="ev">
      <Icon name={EVENT_ICONS[entry.type]} size="sm" flip={entry.type === 'ticket.returned'} />
      <span dir="auto">
        {entry.text}
        {' · '}
        <bdi className="num">{moment(entry.at)}</bdi>
      </span>
    </p>
  )
}
