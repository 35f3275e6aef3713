import { useQuery } from '@tanstack/react-query'
import type { TicketCounts } from '../../contract/tickets.ts'
import { api } from '../shell/api.ts'

export type Count = TicketCounts['items'][number]

const REFRESH = 10_000

/** How many open tickets stand in each view, by its key; as fresh as the lists. */
export function useCounts() {
  const { data } = useQuery({
    queryKey: ['tickets', 'counts'],
    queryFn: ({ signal }) => api.counts(signal),
    refetchInterval: REFRESH,
  })
  return new Map(data?.items.map((item) => [item.key, item]))
}
