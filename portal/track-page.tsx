/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks'
import { ApiProblem } from '../client/index.ts'
import { LinkField } from './link-field.tsx'
import { usePage } from './page-context.ts'
import { PageLink } from './page-link.tsx'
import { usePageTitle } from './page-title.ts'
import { TicketFrame } from './ticket-frame.tsx'
import { TicketView } from './ticket-view.tsx'
import { forgetTracked, rememberTracked, trackedBefore } from './tracked-ticket.ts'
import { tokenIn } from './tracking-link.ts'

type State =
  | { is: 'opening'; token: string }
  | { is: 'open'; id: string }
  | { is: 'none' | 'bad' }
  | { is: 'offline'; token: string }

/** Opens a request by the secret of its link, or the one that this window had open. */
export function TrackPage() {
  const { tracking } = usePage()
  const [state, setState] = useState<State>(firstState)

  // The secret leaves the address at once: no history, no screenshot, no shared link holds it.
  useEffect(() => {
    const take = () => {
      if (location.hash.length < 2) return
      const token = tokenIn(location.hash)
      history.replaceState(history.state, '', location.pathname)
      setState(token ? { is: 'opening', token } : { is: 'bad' })
    }
    take()
    addEventListener('hashchange', take)
    return () => removeEventListener('hashchange', take)
  }, [])

  const token = state.is === 'opening' ? state.token : null
  useEffect(() => {
    if (!token) return
    let wanted = true
    tracking.openTracking(token).then(
      ({ ticketId, number }) => {
        rememberTracked({ id: ticketId, number })
        if (wanted) setState({ is: 'open', id: ticketId })
      },
      (error) => {
        if (!wanted) return
        const refused =
          error instanceof ApiProblem && error.problem.status < 500 && error.problem.status !== 429
        setState(refused ? { is: 'bad' } : { is: 'offline', token })
      },
    )
    return () => {
      wanted = false
    }
  }, [token, tracking])

  const open = (next: string) => setState({ is: 'opening', token: next })
  switch (state.is) {
    case 'open':
      return (
        <TicketView
          key={state.id}
          id={state.id}
          api={tracking}
          onLost={() => {
            forgetTracked()
            setState({ is: 'bad' })
          }}
        />
      )
    case 'opening':
      return <TicketFrame />
    case 'offline':
      return <Offline onRetry={() => open(state.token)} />
    default:
      return <NoTicket bad={state.is === 'bad'} onToken={open} />
  }
}

function firstState(): State {
  const token = tokenIn(location.hash)
  if (token) return { is: 'opening', token }
  const before = trackedBefore()
  return before ? { is: 'open', id: before.id } : { is: 'none' }
}

function Offline({ onRetry }: { onRetry: () => void }) {
  const { say } = usePage().speech
  useEffect(() => {
    addEventListener('online', onRetry)
    return () => removeEventListener('online', onRetry)
  }, [onRetry])
  return (
    <div class="column">
      <h1 class="p-h1" tabIndex={-1}>
        {say('link.none-title')}
      </h1>
      <p class="tip warn" role="alert">
        {say('load.failed')}
      </p>
      <p class="p-act">
        <button type="button" class="p-btn" onClick={onRetry}>
          {say('load.retry')}
        </button>
      </p>
    </div>
  )
}

function NoTicket({ bad, onToken }: { bad: boolean; onToken: (token: string) => void }) {
  const { say } = usePage().speech
  usePageTitle(say(bad ? 'link.bad-title' : 'link.none-title'))
  return (
    <div class="column" role={bad ? 'alert' : undefined}>
      <h1 class="p-h1" tabIndex={-1}>
        {say(bad ? 'link.bad-title' : 'link.none-title')}
      </h1>
      <p class="p-sub">{say(bad ? 'link.bad-text' : 'link.none-text')}</p>
      {bad && <p class="p-sub">{say('link.bad-do')}</p>}
      <LinkField onToken={onToken} />
      <p class="gap">
        <PageLink to="/" class="p-btn plain flush">
          {say('link.new-request')}
        </PageLink>
      </p>
    </div>
  )
}
