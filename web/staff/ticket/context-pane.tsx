import type * as z from 'zod/mini'
import type { HandOff as HandOffSchema } from '../../../contract/assignment.ts'
import { useSession } from '../../shell/session.tsx'
import { useNow } from '../../shell/use-now.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { stages } from './stages.ts'
import { useTicketRoom } from './ticket-room.tsx'

type HandOff = z.infer<typeof HandOffSchema>

/** Beside the conversation: why it is here, who asks, where it came from. */
export function ContextPane({ handOffs }: { handOffs: HandOff[] }) {
  const { t } = useTexts()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <aside className="side" aria-label={t('ticket.panes.context')} tabIndex={0}>
      <WhyCard handOffs={handOffs} />
      <CustomerCard />
      <OriginCard />
    </aside>
  )
}

function WhyCard({ handOffs }: { handOffs: HandOff[] }) {
  const { t, duration, moment } = useTexts()
  const { ticket } = useTicketRoom()
  const { user } = useSession()
  const now = useNow()
  const { routing } = ticket
  const rows = stages(handOffs, ticket.closedAt ? Date.parse(ticket.closedAt) : now, user.company.name)
  if (!routing && rows.length === 0) return null
  return (
    <section className="card why">
      <h2>
        <Icon name="route" />
        {t('why.title')}
      </h2>
      <div className="in">
        {routing && (
          <ul>
            <li>
              <Icon name="route" />
              <span>
                <b className="strong">{routing.rule}</b>
              </span>
            </li>
            {routing.reasons.map(({ code, text }) => (
              <li key={code + text}>
                <Icon name="check" />
                <span>{text}</span>
              </li>
            ))}
          </ul>
        )}
        {routing && rows.length > 0 && <hr />}
        {rows.length > 0 && <p className="lbl">{t('why.time')}</p>}
        {rows.map((stage) => (
          <div className="stage" key={stage.id}>
            <span className="trunc" title={stage.name}>
              <bdi>{stage.name}</bdi>
            </span>
            <span className="num">{stage.current && !ticket.closedAt ? t('why.now') : null}</span>
            <span className="num">{duration(stage.milliseconds)}</span>
            <span className="bar" aria-hidden="true">
              <i style={{ inlineSize: `${stage.share}%` }} />
            </span>
            {stage.reason && (
              <q className="typed" dir="auto">
                {stage.reason}
              </q>
            )}
            <small>
              {stage.returned && <span className="warn">{t('why.returned')}</span>}
              {stage.by && <bdi>{t('why.by', { name: stage.by })}</bdi>}
              {stage.seenAt && <span>{t('why.seen', { date: moment(stage.seenAt) })}</span>}
            </small>
          </div>
        ))}
      </div>
    </section>
  )
}

function CustomerCard() {
  const { t, languageName } = useTexts()
  const { ticket } = useTicketRoom()
  const { requester } = ticket
  const staff = requester.kind === 'staff'
  return (
    <section className="card">
      <h2>
        <Icon name="user" />
        {t(staff ? 'customer.staff' : 'customer.title')}
      </h2>
      <div className="in">
        <p className="strong">
          <bdi dir="auto">{requester.name}</bdi>
        </p>
        <ul className="mini">
          <li>
            <Icon name="phone" />
            {requester.phone ? (
              <a href={`tel:${requester.phone}`} title={t('customer.call', { phone: requester.phone })}>
                <bdi className="code" dir="ltr">
                  {spacedPhone(requester.phone)}
                </bdi>
              </a>
            ) : (
              <span className="muted">{t('customer.noPhone')}</span>
            )}
          </li>
          <li>
            <Icon name="send" flip />
            {requester.email ? (
              <a href={`mailto:${requester.email}`} title={t('customer.mail', { email: requester.email })}>
                <bdi className="breakable" dir="ltr">
                  {requester.email}
                </bdi>
              </a>
            ) : (
              <span className="muted">{t('customer.noEmail')}</span>
            )}
          </li>
          {requester.verified === false && (
            <li>
              <Icon name="info" />
              <span className="muted">{t('customer.unconfirmed')}</span>
            </li>
          )}
          <li>
            <Icon name="globe" />
            <span>{t('customer.language', { language: languageName(ticket.language) })}</span>
          </li>
        </ul>
      </div>
    </section>
  )
}

/** `+9647500004417` in groups that can be read out; other countries as they are. */
const spacedPhone = (phone: string) => phone.replace(/^(\+964)(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3 $4')

function OriginCard() {
  const { t, moment, comma, number } = useTexts()
  const { ticket } = useTicketRoom()
  const { source, createdBy } = ticket
  const rows: [string, string | null | undefined][] = [
    [t('origin.source'), source && [source.name, source.client?.name].filter(Boolean).join(comma)],
    [t('origin.createdBy'), createdBy && (createdBy.name ?? t(`origin.kinds.${createdBy.kind}`))],
    [t('origin.createdAt'), moment(ticket.createdAt)],
    [t('origin.firstViewed'), ticket.firstViewedAt && moment(ticket.firstViewedAt)],
    [t('origin.firstResponse'), ticket.firstResponseAt && moment(ticket.firstResponseAt)],
    [t('origin.closed'), ticket.closedAt && moment(ticket.closedAt)],
    [t('origin.reopened'), ticket.reopenedCount ? number(ticket.reopenedCount) : null],
    [t('origin.reference'), ticket.externalReference],
  ]
  return (
    <section className="card">
      <h2>
        <Icon name="info" />
        {t('origin.title')}
      </h2>
      <dl className="in pairs">
        {rows.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ),
        )}
      </dl>
    </section>
  )
}
