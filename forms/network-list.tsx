/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks'
import type { Language } from '../contract/languages.ts'
import { useForm } from './form-context.ts'

export type Loaded<Item> = { state: 'loading' | 'failed' | 'ready'; items: Item[]; retry: () => void }

/** Lists of the directory, kept for as long as the page is open: steps come and go, names do not. */
const kept = new Map<string, unknown[]>()
const TRY_AGAIN_AFTER = 5_000

/** A list of the directory in the reader's language; asked again by itself when it did not come. */
export function useList<Item>(name: string | null, load: () => Promise<{ items: Item[] }>): Loaded<Item> {
  const { speech } = useForm()
  const key = name && keyOf(speech.language, name)
  const [, redraw] = useState(0)
  const [failed, setFailed] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  const again = () => setRound((before) => before + 1)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `load` is made anew on each drawing; `key` says what it loads
  useEffect(() => {
    if (!key || kept.has(key)) return
    let wanted = true
    let timer: ReturnType<typeof setTimeout> | undefined
    load().then(
      ({ items }) => {
        kept.set(key, items)
        if (wanted) redraw((before) => before + 1)
      },
      () => {
        if (!wanted) return
        setFailed(key)
        timer = setTimeout(again, TRY_AGAIN_AFTER)
      },
    )
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [key, round])

  const items = key ? (kept.get(key) as Item[] | undefined) : []
  const state = items ? 'ready' : failed === key ? 'failed' : 'loading'
  return { state, items: items ?? [], retry: again }
}

const keyOf = (language: Language, name: string) => `${language} ${name}`

/** What stands where a list will be: rows of its height, or what to do. */
export function ListState({
  list,
  rows = 2,
}: {
  list: Pick<Loaded<unknown>, 'state' | 'retry'>
  rows?: number
}) {
  const { say } = useForm().speech
  if (list.state === 'ready') return null
  if (list.state === 'failed') {
    return (
      <p class="tip warn" role="status">
        <span>
          {say('load.failed')}{' '}
          <button type="button" class="as-link" onClick={list.retry}>
            {say('load.retry')}
          </button>
        </span>
      </p>
    )
  }
  return (
    <div class="pick" role="status" aria-label={say('load.working')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content
        <span key={row} class="skeleton" />
      ))}
    </div>
  )
}
