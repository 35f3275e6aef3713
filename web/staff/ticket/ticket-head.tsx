import { Link, useParams } from '@tanstack/react-router'
import type { RefObject } from 'react'
import { api } from '../../shell/api.ts'
import { useSession } from '../../shell/session.tsx'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RequestKey } from '../../ui/idempotency-key.ts'
import { Said } from '../../ui/said.tsx'
import { takeTarget } from '../assign/targets.ts'
import { holderOf } from '../holder.ts'
import { HolderMark } from '../marks.tsx'
import { PriorityMenu } from './priority-menu.tsx'
import { StatusMenu } from './status-menu.tsx'
import { TagList } from './tag-list.tsx'
import { useTicketKeys } from './ticket-keys.ts'
import { useTicketRoom } from './ticket-room.tsx'

const key = new RequestKey()

type TicketHeadProps = {
  heading: RefObject<HTMLHeadingElement | null>
  pane: 'conversation' | 'context'
  onPane: (pane: 'conversation' | 'context') => void
}

/** Subject, number, and the four facts that are asked most: status, holder, priority, tags. */
export function TicketHead({ heading, pane, onPane }: TicketHeadProps) {
  const { t } = useTexts()
  const { ticket, saying } = useTicketRoom()
  const { view = '' } = useParams({ strict: false })
  const holder = holderOf(ticket.assignment)
  return (
    <header className="thead">
      <div className="row">
        <Link
          className="btn icon quiet sm to-list"
          to="/v/$view"
          params={{ view }}
          search
          aria-label={t('ticket.back')}
        >
          <Icon name="back" flip />
        </Link>
        <h1 className="trunc in-line" dir="auto" tabIndex={-1} ref={heading} title={ticket.subject}>
          {ticket.subject}
        </h1>
        <bdi className="code num">{ticket.number}</bdi>
        {ticket.test && <span className="tag warn">{t('ticket.test')}</span>}
        <Acts />
      </div>
      <div className="facts">
        <StatusMenu />
        <span className="fact">
          <HolderMark holder={holder} full />
          {holder.person && <span className="muted trunc">{holder.person}</span>}
        </span>
        <PriorityMenu />
        <TagList />
        <fieldset className="chips pane-switch" aria-label={t('ticket.more')}>
          {(['conversation', 'context'] as const).map((one) => (
            <button
              type="button"
              key={one}
              className="chip"
              aria-pressed={pane === one}
              onClick={() => onPane(one)}
            >
              {t(`ticket.panes.${one}`)}
            </button>
          ))}
        </fieldset>
      </div>
      <Said saying={saying} className="head-said" />
    </header>
  )
}

/** What the server says may be done now; the likeliest is the primary one. */
function Acts() {
  const { t } = useTexts()
  const { user } = useSession()
  const { ticket, ifMatch, transitions, act, say, busy, setDialog } = useTicketRoom()
  const { can, id, number, assignment } = ticket
  const run = async (work: () => Promise<unknown>, done: string) => {
    const refused = await act(work, done)
    if (refused) say({ tone: 'bad', text: refused })
    else key.done()
  }
  const accept = () =>
    void run(
      () => api.accept(id, key.for(['accept', id, ticket.version]), ifMatch),
      t('assign.accepted', { number }),
    )
  const mine = can.take ? takeTarget(assignment, transitions?.targets ?? [], user.id) : null
  const take = () => {
    if (mine)
      void run(
        () => api.assign(id, mine, key.for([mine, ticket.version]), ifMatch),
        t('assign.taken', { number }),
      )
  }
  const mayUnassign = transitions?.targets.some(
    ({ status, whyNot }) => status === 'unassigned' && whyNot === null,
  )
  useTicketKeys({
    ...(can.assign ? { A: () => setDialog('assign') } : {}),
    ...(can.assign && mayUnassign ? { U: () => setDialog('unassign') } : {}),
    ...(can.return ? { 'Shift+R': () => setDialog('return') } : {}),
    ...(can.accept ? { Y: accept } : {}),
    ...(mine ? { G: take } : {}),
  })
  const primary = can.accept ? 'accept' : mine && !can.assign ? 'take' : 'assign'
  return (
    <span className="acts end">
      {can.return && (
        <Button small icon="undo" flip disabled={busy} onClick={() => setDialog('return')}>
          {t('ticket.return')}
        </Button>
      )}
      {mine && (
        <Button
          small
          icon="user"
          {...(primary === 'take' ? { kind: 'primary' } : {})}
          disabled={busy}
          onClick={take}
        >
          {t('ticket.take')}
        </Button>
      )}
      {can.assign && (
        <Button
          small
          {...(primary === 'assign' ? { kind: 'primary' } : {})}
          shortcut="A"
          aria-haspopup="dialog"
          disabled={busy}
          onClick={() => setDialog('assign')}
        >
          {t('ticket.assign')}
        </Button>
      )}
      {can.accept && (
        <Button small kind="primary" icon="check" shortcut="Y" disabled={busy} onClick={accept}>
          {t('ticket.accept')}
        </Button>
      )}
    </span>
  )
}
