import { Fragment } from 'react'
import { useTexts } from '../../shell/use-texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { TypeIcon } from '../ticket-icons.tsx'
import { detailFacts } from './detail-facts.ts'
import { useTicketRoom } from './ticket-room.tsx'

/** What this type of ticket is about, and what it still needs. */
export function DetailsPanel() {
  const texts = useTexts()
  const { t, moment } = texts
  const { ticket, transitions } = useTicketRoom()
  const requirements = transitions?.requirements ?? ticket.requirements ?? []
  return (
    <section className="tpanel" aria-label={ticket.type.name}>
      <header>
        <TypeIcon type={ticket.type.key} />
        <h2>{ticket.type.name}</h2>
        {ticket.assignment.accepted === false && (
          <span className="tag warn">
            <Icon name="wait" size="sm" />
            {t('ticket.notAccepted')}
          </span>
        )}
        {ticket.hold && (
          <span className="tag">
            <Icon name="wait" size="sm" />
            {t('ticket.onHoldUntil', { date: moment(ticket.hold.resumeAt) })}
          </span>
        )}
        {ticket.closing && (
          <span className="tag">{t('ticket.closedWith', { name: ticket.closing.name })}</span>
        )}
      </header>
      <dl className="facts-grid">
        {detailFacts(ticket, texts).map(({ label, value, code, typed, doubt }) => (
          <div key={`${label} ${value}`}>
            <dt>{t(label)}</dt>
            <dd>
              {code ? (
                <bdi className="code" dir="ltr">
                  {value}
                </bdi>
              ) : (
                <Value value={value} typed={typed ?? false} />
              )}
              {doubt && (
                <span className="doubt">
                  <Icon name="alert" size="sm" />
                  {t(doubt)}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {ticket.hold?.reason && (
        <p className="req">
          <Icon name="wait" size="sm" />
          <span>
            {t('ticket.holdReason')}
            {': '}
            <bdi dir="auto">{ticket.hold.reason}</bdi>
          </span>
        </p>
      )}
      {requirements.map(({ code, text, met }) => (
        <p className="req" data-met={met} key={code}>
          <Icon name={met ? 'check' : 'info'} size="sm" />
          {t(met ? 'ticket.requirementMet' : 'ticket.toResolve', { text })}
        </p>
      ))}
    </section>
  )
}

/** Names of two scripts beside each other keep their order when each stands alone. */
function Value({ value, typed }: { value: string | string[]; typed: boolean }) {
  if (typeof value === 'string') return <bdi {...(typed ? { dir: 'auto' } : {})}>{value}</bdi>
  return value.map((part, index) => (
    <Fragment key={part}>
      {index > 0 && ' '}
      <bdi>{part}</bdi>
    </Fragment>
  ))
}
