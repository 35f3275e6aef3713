/** @jsxImportSource preact */
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { usePage } from './page-context.ts'
import { TicketFrame } from './ticket-frame.tsx'

type Page = ComponentType<{ number: string | null }>

/** "My requests" is fetched when it is opened; the first page does without. */
export function OwnRequests({ number }: { number: string | null }) {
  const { say } = usePage().speech
  const [page, setPage] = useState<{ Page: Page } | 'loading' | 'failed'>('loading')
  const fetchPage = () => {
    setPage('loading')
    import('./my-requests-page.tsx').then(
      ({ MyRequestsPage }) => setPage({ Page: MyRequestsPage }),
      () => setPage('failed'),
    )
  }
  useEffect(fetchPage, [])
  if (page === 'loading') return <TicketFrame />
  if (page !== 'failed') return <page.Page number={number} />
  return (
    <div class="column tip warn" role="alert">
      <p>
        {say('load.failed')}{' '}
        <button type="button" class="as-link" onClick={fetchPage}>
          {say('load.retry')}
        </button>
      </p>
    </div>
  )
}
