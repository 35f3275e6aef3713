import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Ticket } from '../../../contract/tickets.ts'
import { api, isProblem, queryClient } from '../../shell/api.ts'
import { useTexts } from '../../shell/use-texts.ts'

const REFRESH = 10_000

const sameTicket =
  (number: string) => (before: unknown, query: { queryKey: readonly unknown[] } | undefined) =>
    query?.queryKey[1] === number ? before : undefined

const ticketQuery = (number: string, language: string) => ({
  queryKey: ['ticket', number, language],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.ticket(number, signal),
})

const timelineQuery = (number: string, id: string, language: string) => ({
  queryKey: ['timeline', number, language],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.timeline(id, signal),
})

/** A ticket as far as it is already loaded, without asking for it. */
export function useKnownTicket(number: string | null): Ticket | undefined {
  const { language } = useTexts()
  return useQuery({ ...ticketQuery(number ?? '', language), enabled: false }).data?.body
}

/** What happened to the ticket, asked for now. */
export const reloadTimeline = (number: string, id: string, language: string) =>
  queryClient.fetchQuery({ ...timelineQuery(number, id, language), staleTime: 0 })

/** The ticket with its ETag, what may be done now, and what happened; kept fresh while it is open. */
export function useTicket(number: string) {
  const { language } = useTexts()
  const ticket = useQuery({
    ...ticketQuery(number, language),
    placeholderData: sameTicket(number) as never,
    refetchInterval: ({ state }) => (isProblem(state.error, 'not-found') ? false : REFRESH),
  })
  const id = ticket.data?.body.id
  const version = ticket.data?.body.version
  const transitions = useQuery({
    queryKey: ['transitions', number, language, version],
    queryFn: ({ signal }) => api.transitions(id ?? '', signal),
    enabled: id !== undefined,
    placeholderData: sameTicket(number) as never,
  })
  const timeline = useQuery({
    ...timelineQuery(number, id ?? '', language),
    enabled: id !== undefined,
    placeholderData: sameTicket(number) as never,
    refetchInterval: REFRESH,
  })
  useEffect(() => {
    if (!id) return
    // Only tells the server that it was seen; if it fails, nothing is lost for the reader.
    api.view(id).then(
      () => queryClient.invalidateQueries({ queryKey: ['tickets'] }),
      () => {},
    )
  }, [id])
  return { ticket, transitions, timeline }
}

/**
 * After an act: everything about the ticket again, and the lists. Answers the ticket as it is now; the promise fails if
 * it may no longer be seen.
 */
export async function reloadTicket(number: string, language: string): Promise<Ticket> {
  void queryClient.invalidateQueries({ queryKey: ['tickets'] })
  const { body } = await queryClient.fetchQuery({ ...ticketQuery(number, language), staleTime: 0 })
  void queryClient.invalidateQueries({ queryKey: ['timeline', number] })
  void queryClient.invalidateQueries({ queryKey: ['transitions', number] })
  return body
}
