import { useQuery } from '@tanstack/react-query'
import { BranchMovesWaiting } from '../../shell/branch-moves.tsx'
import { Failure } from '../../shell/failure.tsx'
import { useSession } from '../../shell/session.tsx'
import { useTexts } from '../../shell/use-texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { adminApi } from '../admin-api.ts'
import { PageHead } from '../page-head.tsx'
import { SkeletonCards } from '../skeleton-cards.tsx'
import { useWords } from '../use-words.ts'
import { ChangesCard } from './changes-card.tsx'
import { DIRECTORY_KEY } from './directory-key.ts'
import { FreshnessCard } from './freshness-card.tsx'
import { PeopleCard } from './people-card.tsx'
import { ShrinkCard } from './shrink-card.tsx'

/** How the copy of the network stands, and what it waits for. */
export default function DirectoryPage() {
  const { can } = useSession()
  const { t, language } = useTexts()
  const word = useWords()
  const query = useQuery({
    queryKey: [...DIRECTORY_KEY, 'status', language],
    queryFn: adminApi.directoryStatus,
    refetchInterval: 15_000,
    placeholderData: (before) => before,
  })
  const status = query.data
  return (
    <>
      <PageHead title={word('nav.directory')} lead={word('directory.lead')} />
      {query.isError && !status && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonCards />}
      {status && (
        <div className="cards two-wide">
          <div className="cards">
            {status.proposal && <ShrinkCard proposal={status.proposal} />}
            <FreshnessCard status={status} />
            {can.reviewUnassigned && (
              <section className="card">
                <h2>
                  <Icon name="route" />
                  {word('directory.moves')}
                </h2>
                <div className="in">
                  <BranchMovesWaiting whenNone />
                </div>
              </section>
            )}
            <PeopleCard />
          </div>
          <ChangesCard />
        </div>
      )}
      {query.isError && status && <p className="said warn">{t('list.stale')}</p>}
    </>
  )
}
