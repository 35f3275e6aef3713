/** @jsxImportSource preact */
import type { TicketType } from '../contract/ticket-details.ts'
import { Icon } from '../forms/parts/icon.tsx'
import { LinkField } from './link-field.tsx'
import { usePage } from './page-context.ts'
import { PageLink } from './page-link.tsx'
import { usePageTitle } from './page-title.ts'

/** As they stand on the page: what is asked for most comes first. */
const DOORS = [
  'test-drive',
  'service-booking',
  'vehicle-quotation',
  'ssc-inquiry',
  'general-inquiry',
] as const satisfies readonly TicketType[]

/** Five doors, and the way back to a request. */
export function HomePage() {
  const { say } = usePage().speech
  usePageTitle(say('home.title'))
  return (
    <div class="home-grid">
      <div>
        <h1 class="p-h1" tabIndex={-1}>
          {say('home.title')}
        </h1>
        <p class="p-sub">{say('home.sub')}</p>
        <ul class="doors">
          {DOORS.map((type) => (
            <li key={type}>
              <PageLink to={`/request/${type}`} class="door">
                <span class="tile">
                  <Icon name={type} size="xl" />
                </span>
                <span>
                  <b>{say(`door.${type}`)}</b>
                  <span class="d">{say(`door.${type}-why`)}</span>
                </span>
                <Icon name="chevron" size="lg" flip />
              </PageLink>
            </li>
          ))}
        </ul>
      </div>
      <section class="track" aria-labelledby="track-title">
        <h2 id="track-title">{say('track.title')}</h2>
        <p class="h">{say('track.hint')}</p>
        <LinkField />
        <p class="gap">
          <PageLink to="/requests">{say('own.see-all')}</PageLink>
        </p>
      </section>
    </div>
  )
}
