/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Api, ApiProblem, ConnectionProblem } from '../client/index.ts'
import type { Ticket } from '../contract/tickets.ts'
import { Icon } from '../forms/parts/icon.tsx'
import { usePage } from './page-context.ts'

type State = 'idle' | 'sending' | 'sent' | 'empty' | 'failed' | 'connection'

/** Writes to whoever holds the request. The text stays until it has arrived; a repeat counts once. */
export function ReplyBox({
  ticket,
  api,
  onSent,
}: {
  ticket: Pick<Ticket, 'id' | 'status'>
  api: Api
  onSent: () => Promise<void>
}) {
  const { speech } = usePage()
  const { say } = speech
  const kept = useKeptText(`ic-reply-${ticket.id}`)
  const [state, setState] = useState<State>('idle')
  const [detail, setDetail] = useState('')
  const attempt = useRef<{ key: string; text: string } | null>(null)
  const closed = ticket.status.category === 'closed'

  const send = async () => {
    const text = kept.text.trim()
    if (state === 'sending') return
    if (text === '') {
      setState('empty')
      document.getElementById('reply')?.focus()
      return
    }
    if (attempt.current?.text !== text) attempt.current = { key: crypto.randomUUID(), text }
    setState('sending')
    try {
      await api.postMessage(ticket.id, { text }, attempt.current.key)
      attempt.current = null
      kept.set('')
      setState('sent')
      await onSent()
    } catch (error) {
      setDetail(error instanceof ApiProblem ? error.message : '')
      setState(error instanceof ConnectionProblem ? 'connection' : 'failed')
    }
  }
  return (
    <form
      class="reply-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <label class="l" for="reply">
        {say(closed ? 'reply.label-closed' : 'reply.label')}
      </label>
      <div class="reply">
        <textarea
          id="reply"
          dir="auto"
          rows={3}
          maxLength={10_000}
          value={kept.text}
          aria-describedby="reply-state"
          onInput={(event) => {
            kept.set(event.currentTarget.value)
            if (state !== 'sending') setState('idle')
          }}
        />
        <div>
          <button class="p-btn" type="submit" aria-disabled={state === 'sending'}>
            {say(state === 'sending' ? 'reply.sending' : 'reply.send')}
            <Icon name="send" size="lg" flip />
          </button>
        </div>
      </div>
      <div id="reply-state" role="status">
        {state === 'sent' && <p class="tip good">{say('reply.sent')}</p>}
        {(state === 'empty' || state === 'failed' || state === 'connection') && (
          <p class={state === 'empty' ? 'tip warn' : 'tip bad'}>
            {say(`reply.${state}`)} {detail}
          </p>
        )}
      </div>
    </form>
  )
}

/** Text that survives a reload of this window. */
function useKeptText(key: string) {
  const [text, setText] = useState(() => {
    try {
      return sessionStorage.getItem(key) ?? ''
    } catch {
      return ''
    }
  })
  useEffect(() => {
    try {
      if (text) sessionStorage.setItem(key, text)
      else sessionStorage.removeItem(key)
    } catch {
      // It then lives as long as the page.
    }
  }, [key, text])
  return { text, set: setText }
}
