/** @jsxImportSource preact */
import type { Api } from '../client/index.ts'
import type { Message, TimelineEntry } from '../contract/conversation.ts'
import type { Ticket as FullTicket, ReducedTicket } from '../contract/tickets.ts'
import { datesIn } from '../forms/parts/dates.ts'
import { Icon } from '../forms/parts/icon.tsx'
import { ClosingActs } from './closing-acts.tsx'
import { holderName } from './holder-name.ts'
import { type TicketNow, useLiveTicket } from './live-ticket.ts'
import { usePage } from './page-context.ts'
import { PageLink } from './page-link.tsx'
import { usePageTitle } from './page-title.ts'
import { ReplyBox } from './reply-box.tsx'
import { Sentence } from './sentence.tsx'
import { StatusOnly } from './status-only.tsx'
import { TicketFrame } from './ticket-frame.tsx'
import { whatNow } from './what-now.ts'

/** One request as its customer sees it: what now, what happened, messages, and what to do. */
export function TicketView({
  id,
  api,
  onLost,
  onBack,
}: {
  id: string
  /** Asks as whoever looks: by the link, or signed in. */
  api: Api
  onLost: () => void
  /** Where the reader's other requests are. */
  onBack?: string
}) {
  const { speech } = usePage()
  const live = useLiveTicket(api, id, speech.language, onLost)
  if (!live.now) return live.stale ? <Stale /> : <TicketFrame />
  // The client names the usual answer; an old link is given the line alone.
  const ticket = live.now.ticket as FullTicket | ReducedTicket
  if ('reduced' in ticket) return <StatusOnly ticket={ticket} />
  return (
    <div class="column ticket">
      {onBack && (
        <PageLink to={onBack} class="back">
          {speech.say('own.back')}
        </PageLink>
      )}
      <Ticket now={live.now} />
      <p class="sr" role="status">
        {live.news > 0 && speech.say('live.news')}
      </p>
      {live.stale && <Stale />}
      <Messages now={live.now} />
      {live.now.ticket.can.reply && <ReplyBox ticket={live.now.ticket} api={api} onSent={live.refresh} />}
      <ClosingActs now={live.now} api={api} onDone={live.refresh} />
      {ticket.requester.verified === false && <p class="soft small gap">{speech.say('own.unconfirmed')}</p>}
      {!onBack && (
        <p class="gap">
          <PageLink to="/requests">{speech.say('own.see-all')}</PageLink>
        </p>
      )}
    </div>
  )
}

function Stale() {
  const { say } = usePage().speech
  return (
    <p class="tip warn" role="status">
      <Icon name="offline" size="lg" />
      <span>{say('live.stale')}</span>
    </p>
  )
}

function Ticket({ now: { ticket, timeline } }: { now: TicketNow }) {
  const { speech } = usePage()
  const { say } = speech
  usePageTitle(ticket.number)
  const { head, why, tone } = whatNow(ticket)
  const moments = timeline.items.filter((entry) => !entry.message)
  const time = useTime()
  return (
    <>
      <p class="step-of">
        {say('request')} <bdi class="code">{ticket.number}</bdi>
      </p>
      <h1 tabIndex={-1}>
        <bdi>{ticket.subject}</bdi>
      </h1>
      <section class={`now ${tone}`} aria-live="polite">
        <p class="big">{say(head)}</p>
        <p>
          <Sentence
            speech={speech}
            text={why}
            name="holder"
            value={holderName(ticket.assignment, speech) ?? ''}
          />
        </p>
      </section>
      {moments.length > 0 && (
        <>
          <h2>{say('happened.title')}</h2>
          <ol class="tl">
            {moments.map((entry) => (
              <li key={entry.id}>
                <span class="pt">
                  <Icon name="check" />
                </span>
                <span>
                  {entry.text}
                  <small>
                    <time dateTime={entry.at}>{time.long(entry.at)}</time>
                  </small>
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  )
}

function Messages({ now: { ticket, timeline } }: { now: TicketNow }) {
  const { say } = usePage().speech
  const time = useTime()
  const asked = whatWasWritten(ticket.details)
  const messages = timeline.items.filter(hasMessage)
  const who = ({ author }: Message) => {
    if (author.me || author.kind === 'customer') return say('messages.you')
    return author.name || author.company?.name || say('messages.us')
  }
  const bubbles = [
    ...(asked
      ? [{ id: 'asked', you: true, by: say('messages.you'), at: ticket.createdAt, text: asked }]
      : []),
    ...messages.map(({ message }) => ({
      id: message.id,
      you: message.author.me || message.author.kind === 'customer',
      by: who(message),
      at: message.at,
      text: message.text,
    })),
  ]
  return (
    <>
      <h2 id="messages">{say('messages.title')}</h2>
      {bubbles.length === 0 && <p class="soft small">{say('messages.none')}</p>}
      <div class="p-msg" role="log" aria-labelledby="messages">
        {bubbles.map(({ id, you, by, at, text }) => (
          <article key={id} class={you ? 'you' : 'them'}>
            <p class="by">
              <bdi>{by}</bdi>
              {say('messages.comma')}
              <time dateTime={at}>{time.short(at)}</time>
            </p>
            <p class="bub" dir="auto">
              {text}
            </p>
          </article>
        ))}
      </div>
    </>
  )
}

const hasMessage = (entry: TimelineEntry): entry is TimelineEntry & { message: Message } =>
  entry.message !== undefined

/** The text that came with the request itself is the customer's first message. */
function whatWasWritten(details: Record<string, unknown>): string | null {
  for (const key of ['message', 'complaint']) {
    const text = details[key]
    if (typeof text === 'string' && text) return text
  }
  return null
}

/** Times in the reader's language and zone; `short` leaves out the day where it is today. */
function useTime() {
  const dates = datesIn(usePage().speech.language)
  const isToday = (at: Date) => at.toDateString() === new Date().toDateString()
  const long = (text: string) => dates.moment(new Date(text))
  return {
    long,
    short: (text: string) => (isToday(new Date(text)) ? dates.time(new Date(text)) : long(text)),
  }
}
