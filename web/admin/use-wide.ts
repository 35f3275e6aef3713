import { useSyncExternalStore } from 'react'

/** Where a table fits; the style sheets say the same. */
const WIDE = '(min-width: 900px)'
const watch = (watcher: () => void) => {
  const query = matchMedia(WIDE)
  query.addEventListener('change', watcher)
  return () => query.removeEventListener('change', watcher)
}
export const useWide = () => useSyncExternalStore(watch, () => matchMedia(WIDE).matches)
