/** @jsxImportSource preact */
import { createElement } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { TicketType } from '../contract/ticket-details.ts'
import type { CreatedTicket } from '../contract/tickets.ts'
import type { SentEvent } from '../forms/index.ts'
import type { Speech } from '../forms/parts/speech.ts'
import type { PortalTextKey } from '../texts/portal.ts'
import { holderName } from './holder-name.ts'
import { usePage } from './page-context.ts'
import { usePageTitle } from './page-title.ts'
import { SentPage, type SentRequest } from './sent-page.tsx'

/** A form, and what stands in its place once it is sent. */
export function RequestPage({ type }: { type: TicketType }) {
  const { speech, api } = usePage()
  // Kept with the entry of the browser's history: a reload shows the number and the link again.
  const [sent, setSent] = useState<SentRequest | null>(() => history.state?.sent ?? null)
  const forms = useForms()
  const email = useProvedAddress()
  usePageTitle(speech.say(sent ? 'sent.title' : `door.${type}`))

  if (sent) return <SentPage request={sent} />
  if (forms.state === 'failed') {
    return (
      <div class="column tip warn" role="alert">
        <p>
          {speech.say('load.failed')}{' '}
          <button type="button" class="as-link" onClick={forms.retry}>
            {speech.say('load.retry')}
          </button>
        </p>
      </div>
    )
  }
  return (
    <div class="column form-frame">
      {createElement(`interchange-${type}`, {
        language: speech.language,
        api,
        history: '',
        ...(email ? { email } : {}),
        onsent: (event: SentEvent) => {
          const request = sentRequest(event.detail, speech)
          history.replaceState({ ...history.state, sent: request }, '')
          setSent(request)
          scrollTo(0, 0)
        },
      })}
    </div>
  )
}

function sentRequest(ticket: CreatedTicket, speech: Speech<PortalTextKey>): SentRequest {
  const { number, type, trackingUrl, assignment, requester } = ticket
  return {
    number,
    type: type.key,
    link: trackingUrl ?? null,
    holder: holderName(assignment, speech),
    phone: requester.phone,
    email: requester.email,
  }
}

/** The address of a signed-in customer, so that they need not type it again. */
function useProvedAddress(): string | null {
  const { api } = usePage()
  const [email, setEmail] = useState<string | null>(null)
  useEffect(() => {
    api.session().then(
      ({ customer }) => setEmail(customer?.email ?? null),
      // The form is the same without.
      () => {},
    )
  }, [api])
  return email
}

/** The forms are fetched when one is opened; the first page does without. */
function useForms() {
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading')
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round tries again
  useEffect(() => {
    import('../forms/index.ts').then(
      ({ defineForms }) => {
        defineForms()
        setState('ready')
      },
      () => setState('failed'),
    )
  }, [round])
  const retry = () => {
    setState('loading')
    setRound((before) => before + 1)
  }
  return { state, retry }
}
