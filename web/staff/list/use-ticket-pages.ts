import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { TicketRow } from '../../../contract/tickets.ts'
import { api } from '../../shell/api.ts'
import { useTexts } from '../../shell/use-texts.ts'

const REFRESH = 10_000
const REFRESH_LONG_LIST = 45_000

/** The pages of a list, one after the other, kept fresh while someone looks; none while it cannot be asked for. */
export function useTicketPages(query: Record<string, string>, enabled = true) {
  const { language } = useTexts()
  const pages = useInfiniteQuery({
    queryKey: ['tickets', query, language],
    enabled,
    queryFn: ({ pageParam, signal }) =>
      api.tickets({ ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before, beforeQuery) =>
      JSON.stringify(beforeQuery?.queryKey[1]) === JSON.stringify(query) ? before : undefined,
    // A refresh asks for every page that is shown; a long list is asked for less often.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 4 ? REFRESH_LONG_LIST : REFRESH),
  })
  const rows = useMemo(
    () => withoutRepeats(pages.data?.pages.flatMap(({ items }) => items) ?? []),
    [pages.data],
  )
  return { ...pages, rows }
}

/** A ticket that moved between two pages while they were read stands once. */
export function withoutRepeats(rows: readonly TicketRow[]): TicketRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}
