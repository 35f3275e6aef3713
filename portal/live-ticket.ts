import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { type Api, ApiProblem } from '../client/index.ts'
import type { Timeline } from '../contract/conversation.ts'
import type { Ticket, Transitions } from '../contract/tickets.ts'
import { hasNews } from './news.ts'

const EVERY = 15_000
export type TicketNow = { ticket: Ticket; timeline: Timeline; transitions: Transitions }
export type LiveTicket = { now: TicketNow | null; stale: boolean; news: number; refresh: () => Promise<void> }

/** A request that keeps itself fresh while it is looked at. `lost` when it may not be read any more. */
export function useLiveTicket(api: Api, id: string, language: string, lost: () => void): LiveTicket {
  const [now, setNow] = useState<TicketNow | null>(null)
  const [stale, setStale] = useState(false)
  const [news, setNews] = useState(0)
  const seen = useRef<ReadonlySet<string> | null>(null)
  const round = useRef(0)
  const whenLost = useRef(lost)
  whenLost.current = lost

  const refresh = useCallback(async () => {
    const mine = ++round.current
    try {
      const [{ body: ticket }, timeline, transitions] = await Promise.all([
        api.ticket(id),
        api.timeline(id),
        api.transitions(id),
      ])
      // A slower, older answer must not overwrite a newer one.
      if (mine !== round.current) return
      setNow({ ticket, timeline, transitions })
      setStale(false)
      if (seen.current && hasNews(timeline.items, seen.current)) setNews((before) => before + 1)
      seen.current = new Set(timeline.items.map((entry) => entry.id))
    } catch (error) {
      if (mine !== round.current) return
      const gone = error instanceof ApiProblem && [401, 403, 404].includes(error.problem.status)
      if (gone) whenLost.current()
      else setStale(true)
    }
  }, [api, id])

  // biome-ignore lint/correctness/useExhaustiveDependencies: sentences come in the language of the page
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void refresh()
    }
    look()
    const timer = setInterval(look, EVERY)
    document.addEventListener('visibilitychange', look)
    addEventListener('online', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      removeEventListener('online', look)
      round.current++
    }
  }, [refresh, language])

  return { now, stale, news, refresh }
}
