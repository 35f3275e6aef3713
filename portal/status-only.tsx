/** @jsxImportSource preact */
import type { ReducedTicket } from '../contract/tickets.ts'
import type { PortalTextKey } from '../texts/portal.ts'
import { usePage } from './page-context.ts'
import { PageLink } from './page-link.tsx'
import { usePageTitle } from './page-title.ts'

const HEADS: Record<ReducedTicket['status']['category'], PortalTextKey> = {
  new: 'now.new',
  active: 'now.in-progress',
  paused: 'now.on-hold',
  waiting: 'now.pending-customer',
  closed: 'now.closed',
}

/** What an old link still shows after the request went to another dealer and no new link could be sent. */
export function StatusOnly({ ticket }: { ticket: ReducedTicket }) {
  const { say } = usePage().speech
  usePageTitle(ticket.number)
  return (
    <div class="column ticket">
      <p class="step-of">
        {say('request')} <bdi class="code">{ticket.number}</bdi>
      </p>
      <h1 tabIndex={-1}>{ticket.type.name}</h1>
      <section class="now plain" aria-live="polite">
        <p class="big">{say(HEADS[ticket.status.category])}</p>
        <p>{say('now.status-only')}</p>
      </section>
      <p class="gap">
        <PageLink to="/" class="p-btn plain flush">
          {say('link.new-request')}
        </PageLink>
      </p>
    </div>
  )
}
