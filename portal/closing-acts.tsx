/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Api, ApiProblem } from '../client/index.ts'
import type { ChangeStatus } from '../contract/ticket-status.ts'
import type { TicketNow } from './live-ticket.ts'
import { usePage } from './page-context.ts'

const CLOSINGS = {
  solved: { status: 'resolved', code: 'done' },
  withdraw: { status: 'unresolved', code: 'withdrawn' },
} as const satisfies Record<string, ChangeStatus>
type Act = keyof typeof CLOSINGS

/** "My request is solved" and "Withdraw it": offered where the server allows them, each asked once more in place. */
export function ClosingActs({ now, api, onDone }: { now: TicketNow; api: Api; onDone: () => Promise<void> }) {
  const { say } = usePage().speech
  const [asking, setAsking] = useState<Act | null>(null)
  const box = useRef<HTMLFieldSetElement>(null)
  const { failed, busy, close } = useClosing(api, now.ticket.id, async () => {
    setAsking(null)
    await onDone()
  })
  useEffect(() => {
    if (asking) box.current?.focus()
  }, [asking])
  const offered = (['solved', 'withdraw'] as const).filter((act) => isOffered(now, act))
  if (offered.length === 0) return null
  return (
    <>
      {asking && offered.includes(asking) ? (
        <fieldset class="sure" tabIndex={-1} ref={box} aria-labelledby="sure">
          <p id="sure" class="strong">
            {say(`act.${asking}-sure`)}
          </p>
          <div class="end-acts">
            <button
              type="button"
              class={`p-btn${asking === 'withdraw' ? ' line bad' : ''}`}
              aria-disabled={busy}
              onClick={() => void close(asking)}
            >
              {say(`act.${asking}-yes`)}
            </button>
            <button type="button" class="p-btn line" onClick={() => setAsking(null)}>
              {say('act.keep')}
            </button>
          </div>
        </fieldset>
      ) : (
        <div class="end-acts">
          {offered.map((act) => (
            <button
              key={act}
              type="button"
              class={`p-btn line${act === 'withdraw' ? ' bad' : ''}`}
              onClick={() => setAsking(act)}
            >
              {say(`act.${act}`)}
            </button>
          ))}
        </div>
      )}
      <div role="status">{failed !== null && <p class="tip bad">{failed || say('act.failed')}</p>}</div>
    </>
  )
}

function isOffered({ transitions }: TicketNow, act: Act): boolean {
  const { status, code } = CLOSINGS[act]
  const found = transitions.statuses.find((one) => one.status.key === status)
  return Boolean(found && found.whyNot === null && found.codes.some((one) => one.code === code))
}

function useClosing(api: Api, id: string, done: () => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const attempt = useRef<{ act: Act; key: string } | null>(null)
  const close = async (act: Act) => {
    if (busy) return
    if (attempt.current?.act !== act) attempt.current = { act, key: crypto.randomUUID() }
    setBusy(true)
    setFailed(null)
    try {
      await api.changeStatus(id, CLOSINGS[act], attempt.current.key)
      attempt.current = null
      await done()
    } catch (error) {
      setFailed(error instanceof ApiProblem ? error.message : '')
      if (error instanceof ApiProblem) attempt.current = null
    }
    setBusy(false)
  }
  return { busy, failed, close }
}
