/** @jsxImportSource preact */
import { usePage } from './page-context.ts'
import { usePageTitle } from './page-title.ts'

/** The shape of a request before it is there. */
export function TicketFrame() {
  const { say } = usePage().speech
  usePageTitle(say('request'))
  return (
    <div class="column" role="status" aria-label={say('load.working')}>
      <span class="skeleton line" />
      <span class="skeleton title" />
      <span class="skeleton box" />
      <span class="skeleton" />
    </div>
  )
}
