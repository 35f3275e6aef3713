/** @jsxImportSource preact */
import { useMemo, useRef, useState } from 'preact/hooks'
import type { Api } from '../../client/index.ts'
import type { Attempt } from '../draft.ts'
import { useForm } from '../form-context.ts'
import { type SendResult, type SendState, sendTicket } from '../send-ticket.ts'
import { Icon } from './icon.tsx'

export type Sending = {
  busy: boolean
  state: SendState | 'idle' | 'failed' | 'refused'
  detail: string
  send: (attempt: Attempt) => Promise<SendResult>
  tryNow: () => void
  stop: () => void
}

/** Sending as the page sees it: goes on by itself, at once when the network is back. */
export function useSending(api: Api): Sending {
  const [state, setState] = useState<Sending['state']>('idle')
  const [detail, setDetail] = useState('')
  const wake = useRef<() => void>(() => {})
  const stopped = useRef(false)
  const means = useMemo(
    () => ({
      stopped: () => stopped.current,
      wait: (milliseconds: number) =>
        new Promise<void>((resolve) => {
          const done = () => {
            clearTimeout(timer)
            removeEventListener('online', done)
            resolve()
          }
          const timer = setTimeout(done, milliseconds)
          addEventListener('online', done)
          wake.current = done
        }),
      stop: () => {
        stopped.current = true
        wake.current()
      },
    }),
    [],
  )
  return {
    busy: state === 'sending' || state === 'connection' || state === 'busy',
    state,
    detail,
    tryNow: () => wake.current(),
    stop: means.stop,
    send: async (attempt) => {
      stopped.current = false
      const result = await sendTicket(attempt, { api, tell: setState, ...means })
      const refused = 'refused' in result ? result.refused : null
      setDetail(refused && !refused.errors?.length ? (refused.detail ?? refused.title) : '')
      setState(refused ? 'refused' : 'failed' in result ? 'failed' : 'idle')
      return result
    },
  }
}

/** What is going on, in a live region that is always there. */
export function SendingState({ sending: { state, detail, tryNow } }: { sending: Sending }) {
  const { say } = useForm().speech
  const waits = state === 'connection' || state === 'busy'
  return (
    <div role="status">
      {waits && (
        <div class="tip warn">
          <Icon name={state === 'connection' ? 'offline' : 'info'} size="lg" />
          <p>
            {say(`send.${state}`)}{' '}
            <button type="button" class="as-link" onClick={tryNow}>
              {say('send.retry-now')}
            </button>
          </p>
        </div>
      )}
      {(state === 'failed' || state === 'refused') && (
        <div class="tip bad">
          <Icon name="alert" size="lg" />
          <p>
            {say(`send.${state}`)} {detail}
          </p>
        </div>
      )}
    </div>
  )
}
