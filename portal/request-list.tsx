/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks'
import { ApiProblem } from '../client/index.ts'
import type { TicketRow } from '../contract/tickets.ts'
import { datesIn } from '../forms/parts/dates.ts'
import { Icon } from '../forms/parts/icon.tsx'
import { usePage } from './page-context.ts'
import { PageLink } from './page-link.tsx'
import { whatNow } from './what-now.ts'

const AT_ONCE = 20

/** The customer's requests, newest first, each with where it stands. */
export function RequestList({ onEnded }: { onEnded: () => void }) {
  const { say, language } = usePage().speech
  const { rows, next, state, load } = useRows(language, onEnded)
  if (rows === null && state === 'loading') {
    return (
      <div role="status" aria-label={say('load.working')} class="gap">
        <span class="skeleton box" />
        <span class="skeleton box" />
      </div>
    )
  }
  return (
    <>
      {rows?.length === 0 && <p class="soft gap">{say('own.none')}</p>}
      {rows && rows.length > 0 && (
        <ul class="doors own">
          {rows.map((row) => (
            <li key={row.id}>
              <OneRequest row={row} />
            </li>
          ))}
        </ul>
      )}
      {state === 'failed' && (
        <p class="tip warn" role="alert">
          {say('load.failed')}
        </p>
      )}
      {(next !== null || state === 'failed') && (
        <p class="p-act">
          <button type="button" class="p-btn line" aria-disabled={state === 'loading'} onClick={load}>
            {say(state === 'failed' ? 'load.retry' : 'own.more')}
          </button>
        </p>
      )}
      {rows?.length === 0 && (
        <p class="p-act">
          <PageLink to="/" class="p-btn line">
            {say('link.new-request')}
          </PageLink>
        </p>
      )}
    </>
  )
}

function OneRequest({ row }: { row: TicketRow }) {
  const { say, language } = usePage().speech
  const { head, tone } = whatNow({ ...row, closing: null, can: { reply: false } })
  return (
    <PageLink to={`/requests/${row.number}`} class="door">
      <span class="tile">
        <Icon name={row.type.key} size="xl" />
      </span>
      <span>
        <b class="trunc">
          <bdi>{row.subject}</bdi>
        </b>
        <span class={`stands ${tone}`}>{say(head)}</span>
        <span class="d">
          {row.type.name}
          {say('messages.comma')}
          <bdi class="code">{row.number}</bdi>
          {say('messages.comma')}
          <time dateTime={row.createdAt}>{datesIn(language).moment(new Date(row.createdAt))}</time>
        </span>
      </span>
      <Icon name="chevron" size="lg" flip />
    </PageLink>
  )
}

type State = 'loading' | 'ready' | 'failed'

/** Pages as they are asked for; `ended` when the session is over. */
function useRows(language: string, onEnded: () => void) {
  const { api } = usePage()
  const [rows, setRows] = useState<TicketRow[] | null>(null)
  const [next, setNext] = useState<string | null>(null)
  const [state, setState] = useState<State>('loading')
  const fetchPage = (before: TicketRow[], cursor: string | null) => {
    setState('loading')
    api.tickets({ limit: AT_ONCE, ...(cursor ? { cursor } : {}) }).then(
      (page) => {
        setRows([...before, ...page.items])
        setNext(page.nextCursor)
        setState('ready')
      },
      (error) => {
        if (error instanceof ApiProblem && [401, 403].includes(error.problem.status)) onEnded()
        else setState('failed')
      },
    )
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: names come in the language of the page
  useEffect(() => fetchPage([], null), [language])
  const load = () => {
    if (state !== 'loading') fetchPage(rows ?? [], rows === null ? null : next)
  }
  return { rows, next, state, load }
}
