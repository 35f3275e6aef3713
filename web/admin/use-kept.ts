import { useCallback, useState } from 'react'

/** Like `useState`, kept in the tab's storage: another page or a lost session does not throw it away. */
export function useKept<Value>(name: string, fresh: Value): [Value, (next: Value) => void, () => void] {
  const place = `ic-admin-${name}`
  const [value, setValue] = useState<Value>(() => read(place) ?? fresh)
  const change = useCallback(
    (next: Value) => {
      setValue(next)
      try {
        sessionStorage.setItem(place, JSON.stringify(next))
      } catch {
        // Without a store it does not outlive the page.
      }
    },
    [place],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is fresh is said anew at each drawing
  const forget = useCallback(() => {
    setValue(fresh)
    sessionStorage.removeItem(place)
  }, [place])
  return [value, change, forget]
}

function read<Value>(place: string): Value | null {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') as Value | null
  } catch {
    return null
  }
}
