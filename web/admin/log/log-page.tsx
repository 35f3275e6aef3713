import './log.css'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Failure } from '../../shell/failure.tsx'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { adminApi } from '../admin-api.ts'
import { PageHead } from '../page-head.tsx'
import { addressOf, goTo, usePlace } from '../places.ts'
import { SkeletonCards } from '../skeleton-cards.tsx'
import { useWords } from '../use-words.ts'
import { type Filters, LogFilters } from './log-filters.tsx'
import { LogLine } from './log-line.tsx'

const NAMES = ['type', 'outcome', 'person', 'relation'] as const

/** The security log, newest first. Filters stand in the address, so that a view of it can be handed on. */
export default function LogPage() {
  const { language } = useTexts()
  const word = useWords()
  const place = usePlace()
  const filters = Object.fromEntries(NAMES.map((name) => [name, place.filters.get(name)])) as Filters
  const change = (part: Partial<Filters>) => {
    const said = Object.entries({ ...filters, ...part }).filter(([, value]) => value !== null)
    const search = new URLSearchParams(said as [string, string][])
    goTo(`${addressOf('log')}${search.size > 0 ? `?${search}` : ''}`, { replace: true })
  }
  const person = filters.person ?? undefined
  const query = useInfiniteQuery({
    queryKey: ['security-log', filters, language],
    queryFn: ({ pageParam }) =>
      adminApi.securityLog({
        ...{ type: filters.type ?? undefined, outcome: filters.outcome ?? undefined },
        ...(filters.relation === 'subject' ? { subjectId: person } : { actorId: person }),
        cursor: pageParam ?? undefined,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // Whoever comes back to this page wants what has just happened.
    staleTime: 0,
    refetchOnMount: 'always',
    placeholderData: (before) => before,
  })
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      <PageHead title={word('nav.log')} lead={word('log.lead')} />
      <div className="cards">
        <LogFilters filters={filters} onChange={change} />
        {query.isError && lines.length === 0 && (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.isPending && <SkeletonCards count={1} />}
        {query.isSuccess && lines.length === 0 && (
          <div className="blank">
            <Icon name="eye" />
            <b>{word('log.empty')}</b>
            <p>{word('log.emptyText')}</p>
          </div>
        )}
        {lines.length > 0 && (
          <ul className="card log" aria-label={word('nav.log')}>
            {lines.map((line) => (
              <LogLine key={line.id} line={line} />
            ))}
          </ul>
        )}
        {query.hasNextPage && (
          <Button
            className="more"
            busy={query.isFetchingNextPage}
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {word('more')}
          </Button>
        )}
      </div>
    </>
  )
}
