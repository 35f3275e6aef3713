import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

/** Which step an entry of the browser's history shows, and how many entries of the same form lie below it. */
export type StepEntry = { step: number; below: number }

/** What the entry in the browser's hand says of the form called `name`; null where it says nothing. */
export function stepEntry(state: unknown, name: string): StepEntry | null {
  const entry = (state as { formStep?: StepEntry & { name: string } } | null)?.formStep
  if (entry?.name !== name || !Number.isInteger(entry.step) || !Number.isInteger(entry.below)) return null
  return { step: entry.step, below: entry.below }
}

type Options = {
  name: string
  /** The step of the draft; null where there is none. */
  kept: number | null
  count: number
  /** False on pages whose history belongs to somebody else. */
  inHistory: boolean
  /** The browser went to another step by itself. */
  onTravel: (step: number) => void
}

/** The step in hand. Where the page allows it, steps are entries of its history, so that Back leads one step back. */
export function useSteps({ name, kept, count, inHistory, onTravel }: Options) {
  const [at, setAt] = useState(() => {
    const here = inHistory && kept !== null ? stepEntry(history.state, name) : null
    return Math.max(0, Math.min(here?.step ?? kept ?? 0, count - 1))
  })
  const current = useRef(at)
  const travelled = useRef(onTravel)
  travelled.current = onTravel

  const show = useCallback((step: number) => {
    current.current = step
    setAt(step)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the first entry is written once
  useEffect(() => {
    if (!inHistory) return
    write('replaceState', name, { step: at, below: stepEntry(history.state, name)?.below ?? 0 })
    const follow = () => {
      const entry = stepEntry(history.state, name)
      if (!entry || entry.step === current.current || entry.step >= count) return
      show(entry.step)
      travelled.current(entry.step)
    }
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])

  const moveTo = (step: number) => {
    const from = current.current
    show(step)
    if (!inHistory || step === from) return
    const below = stepEntry(history.state, name)?.below ?? 0
    if (step > from) write('pushState', name, { step, below: below + 1 })
    else if (below >= from - step) history.go(step - from)
    else write('replaceState', name, { step, below })
  }

  /** Takes the form's entries back, so that Back leads to what came before it. */
  const leave = (): Promise<void> => {
    const below = inHistory ? (stepEntry(history.state, name)?.below ?? 0) : 0
    if (below === 0) return Promise.resolve()
    // The step stays as it is while the browser travels: what comes next is another page.
    current.current = stepEntry(history.state, name)?.step ?? 0
    return new Promise((resolve) => {
      addEventListener(
        'popstate',
        (event) => {
          event.stopImmediatePropagation()
          resolve()
        },
        { once: true, capture: true },
      )
      history.go(-below)
      // A browser that dropped the entries says nothing; what was sent must be shown all the same.
      setTimeout(resolve, 1000)
    })
  }
  return { at, moveTo, leave }
}

function write(way: 'pushState' | 'replaceState', name: string, entry: StepEntry) {
  history[way]({ ...history.state, formStep: { name, ...entry } }, '')
}
