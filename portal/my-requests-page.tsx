/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks'
import { ApiProblem } from '../client/index.ts'
import { leaveDevice } from './leave-device.ts'
import { usePage } from './page-context.ts'
import { usePageTitle } from './page-title.ts'
import { RequestList } from './request-list.tsx'
import { Sentence } from './sentence.tsx'
import { SignInSteps } from './sign-in-steps.tsx'
import { TicketFrame } from './ticket-frame.tsx'
import { TicketView } from './ticket-view.tsx'

type Who =
  | { is: 'asking' }
  | { is: 'failed' }
  | { is: 'nobody'; ended: boolean }
  | { is: 'customer'; email: string }

/** All requests of a signed-in customer, or one of them; the way in where nobody is signed in. */
export function MyRequestsPage({ number }: { number: string | null }) {
  const { api, speech, go } = usePage()
  const { say } = speech
  const [who, setWho] = useState<Who>({ is: 'asking' })
  const ask = () => {
    setWho({ is: 'asking' })
    api.session().then(
      ({ customer }) =>
        setWho(customer ? { is: 'customer', email: customer.email } : { is: 'nobody', ended: false }),
      () => setWho({ is: 'failed' }),
    )
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(ask, [])
  const ended = () => setWho({ is: 'nobody', ended: true })

  if (who.is === 'asking') return <TicketFrame />
  if (who.is === 'failed') return <Failed onRetry={ask} />
  if (who.is === 'nobody')
    return <SignInSteps ended={who.ended} onDone={(email) => setWho({ is: 'customer', email })} />
  if (number !== null) {
    return <TicketView key={number} id={number} api={api} onLost={() => go('/requests')} onBack="/requests" />
  }
  return (
    <div class="column">
      <Title />
      <p class="p-sub">
        <Sentence speech={speech} text="own.as" name="email" value={who.email} code />
      </p>
      <RequestList onEnded={ended} />
      <SignOut
        label={say('own.out')}
        onOut={() => {
          leaveDevice()
          go('/')
        }}
      />
    </div>
  )
}

function Title() {
  const { say } = usePage().speech
  usePageTitle(say('own.title'))
  return (
    <h1 class="p-h1" tabIndex={-1}>
      {say('own.title')}
    </h1>
  )
}

function Failed({ onRetry }: { onRetry: () => void }) {
  const { say } = usePage().speech
  return (
    <div class="column">
      <Title />
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

function SignOut({ label, onOut }: { label: string; onOut: () => void }) {
  const { api, speech } = usePage()
  const [failed, setFailed] = useState(false)
  const out = async () => {
    setFailed(false)
    try {
      await api.endCustomerSession()
      onOut()
    } catch (error) {
      // Whoever is signed out already is where they want to be.
      if (error instanceof ApiProblem && error.problem.status === 401) onOut()
      else setFailed(true)
    }
  }
  return (
    <div class="gap">
      <button type="button" class="p-btn plain flush" onClick={() => void out()}>
        {label}
      </button>
      <div role="status">{failed && <p class="tip bad">{speech.say('own.failed')}</p>}</div>
    </div>
  )
}
