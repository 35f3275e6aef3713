import { useMemo, useSyncExternalStore } from 'react'

/** The pages, by the first part of their address below /admin. */
export const PLACES = ['directory', 'roles', 'clients', 'log'] as const
export type PlaceName = (typeof PLACES)[number]

/** Where one is: the page, what of it is open, and filters. Flat pages need no more of a router. */
export type Place = { name: string; id: string | null; filters: URLSearchParams }

const BASE = '/admin'
const watchers = new Set<() => void>()

export const addressOf = (name: PlaceName, id?: string) =>
  `${BASE}/${name}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`

/** Goes to an address below /admin without loading the page again. */
export function goTo(address: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', address)
  else history.pushState(null, '', address)
  for (const watcher of watchers) watcher()
}

export function usePlace(): Place {
  const address = useSyncExternalStore(watch, () => location.pathname + location.search)
  return useMemo(() => readPlace(address), [address])
}

/** What an address says. */
export function readPlace(address: string): Place {
  const [path = '', search = ''] = address.split('?')
  const [name = '', id = ''] = path.slice(BASE.length).split('/').filter(Boolean)
  return { name, id: id === '' ? null : decode(id), filters: new URLSearchParams(search) }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  addEventListener('popstate', watcher)
  return () => {
    watchers.delete(watcher)
    removeEventListener('popstate', watcher)
  }
}
