import { Link } from '@tanstack/react-router'
import type { TicketRow } from '../../../contract/tickets.ts'
import { useSession } from '../../shell/session.tsx'
import { useTexts } from '../../shell/use-texts.ts'
import { holderOf } from '../holder.ts'
import { HolderMark, StatusMark } from '../marks.tsx'
import { PriorityMark } from '../priority-mark.tsx'
import { HolderIcon, TypeIcon } from '../ticket-icons.tsx'
import { Marked } from './marked.tsx'

type TicketLineProps = {
  row: TicketRow
  view: string
  /** Where every row is Unassigned, the place of the holder says who asks, and from where. */
  askerFirst: boolean
  open: boolean
  now: number
  /** What is looked for, to be marked. */
  q: string
  onFocus: (number: string) => void
}

/** Two lines: what and how old; number, status, holder. */
export function TicketLine({ row, view, askerFirst, open, now, q, onFocus }: TicketLineProps) {
  const { t, age, moment, comma } = useTexts()
  const { user } = useSession()
  const classes = ['tk', row.unread && 'unread', row.status.category === 'closed' && 'done']
  return (
    <Link
      to="/v/$view/t/$number"
      params={{ view, number: row.number }}
      search
      className={classes.filter(Boolean).join(' ')}
      activeProps={{}}
      aria-current={open ? 'true' : undefined}
      data-number={row.number}
      onFocus={() => onFocus(row.number)}
    >
      <span className="ticon" title={row.type.name}>
        <TypeIcon type={row.type.key} />
        <span className="sr">{row.type.name}</span>
      </span>
      <span className="sub in-line" dir="auto">
        <Marked text={row.subject} q={q} />
      </span>
      <span className="due" title={moment(row.createdAt)}>
        {row.unread && <span className="sr">{t('list.unread')} </span>}
        <PriorityMark priority={row.priority} rare />
        {age(row.createdAt, now)}
      </span>
      <span className="meta">
        <bdi className="code in-line">
          <Marked text={row.number} q={q} />
        </bdi>
        <StatusMark status={row.status} />
        {askerFirst ? (
          <span className="as" data-holder="unassigned" title={row.assignment.name}>
            <HolderIcon kind="unassigned" />
            <span className="sr">{row.assignment.name} </span>
            <span className="as-name asker">
              {row.city && <bdi>{row.city.name}</bdi>}
              {row.city && comma}
              <bdi>
                <Marked text={row.requester.name} q={q} />
              </bdi>
            </span>
          </span>
        ) : (
          <HolderMark holder={holderOf(row.assignment)} ownCompany={user.company.name} />
        )}
      </span>
    </Link>
  )
}

const WIDTHS = ['72%', '58%', '84%', '64%', '76%', '52%', '80%', '60%', '70%', '66%']

/** Frames of rows in their final height, while the first page comes. */
export function SkeletonRows() {
  return (
    <div aria-busy="true">
      {WIDTHS.map((width) => (
        <div className="tk" key={width} aria-hidden="true">
          <span className="skeleton" style={{ inlineSize: 14, blockSize: 14 }} />
          <span className="skeleton" style={{ inlineSize: width }} />
          <span className="skeleton" style={{ inlineSize: 36 }} />
          <span className="meta">
            <span className="skeleton" style={{ inlineSize: 54 }} />
            <span className="skeleton" style={{ inlineSize: 80 }} />
            <span className="skeleton" style={{ inlineSize: 90, justifySelf: 'end' }} />
          </span>
        </div>
      ))}
    </div>
  )
}
