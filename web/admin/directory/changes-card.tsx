import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type DirectoryChange, NETWORK_KINDS, type NetworkKind } from '../../../contract/directory.ts'
import { Failure } from '../../shell/failure.tsx'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { adminApi } from '../admin-api.ts'
import { Choice } from '../choice.tsx'
import { useWords, type Word } from '../use-words.ts'
import { DIRECTORY_KEY } from './directory-key.ts'

const ICONS: Record<DirectoryChange['op'], IconName> = {
  ...{
    created: 'plus',
    changed: 'mark',
    deactivated: 'x',
    activated: 'check',
    moved: 'route',
    renamed: 'tag',
  },
}

/** What the last readings changed, newest first, in words. */
export function ChangesCard() {
  const { language } = useTexts()
  const word = useWords()
  const [kind, setKind] = useState<NetworkKind | null>(null)
  const query = useInfiniteQuery({
    queryKey: [...DIRECTORY_KEY, 'changes', kind, language],
    queryFn: ({ pageParam }) =>
      adminApi.directoryChanges({
        ...{ kind: kind ?? undefined, cursor: pageParam ?? undefined, limit: '30' },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  })
  const changes = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <section className="card">
      <h2>
        <Icon name="sort" />
        <span className="grow">{word('directory.changes')}</span>
        <Choice
          name={word('directory.kindFilter')}
          value={kind}
          onChange={(value) => setKind(NETWORK_KINDS.find((known) => known === value) ?? null)}
          options={NETWORK_KINDS.map((name) => ({ value: name, label: word(`directory.kinds.${name}`) }))}
          empty={word('all')}
        />
      </h2>
      <div className="in">
        {query.isError && changes.length === 0 && (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.isPending && <span className="skeleton" />}
        {query.isSuccess && changes.length === 0 && <p className="soft">{word('directory.noChanges')}</p>}
        <ul className="lines">
          {changes.map((change, index) => (
            // Lines have no id of their own; they only ever come at the ends.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <ChangeLine key={`${change.version} ${change.thing.id} ${index}`} change={change} />
          ))}
        </ul>
        {query.hasNextPage && (
          <Button
            small
            className="more"
            busy={query.isFetchingNextPage}
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {word('more')}
          </Button>
        )}
      </div>
    </section>
  )
}

function ChangeLine({ change }: { change: DirectoryChange }) {
  const { moment, list } = useTexts()
  const word = useWords()
  const fields = [...new Set(change.fields.map((field) => fieldName(field, word)))]
  const tellsFields = change.op !== 'created' && change.op !== 'deactivated' && change.op !== 'activated'
  return (
    <li>
      <Icon name={ICONS[change.op]} />
      <p className="grow">
        <span className="soft">{word(`directory.kinds.${change.kind}`)}</span> <bdi>{change.thing.name}</bdi>
        {': '}
        {word(`directory.ops.${change.op}`)}
        {tellsFields && fields.length > 0 && <span className="soft"> ({list(fields)})</span>}
      </p>
      <time className="soft xs" dateTime={change.at}>
        {moment(change.at)}
      </time>
    </li>
  )
}

const FIELDS = [
  ...([
    'name',
    'active',
    'email',
    'phone',
    'language',
    'roles',
    'scopes',
    'tags',
    'kind',
    'companyId',
  ] as const),
  ...(['parentId', 'branchId', 'branchIds', 'teamIds', 'brandIds', 'serviceIds', 'departmentIds'] as const),
  ...(['workingPeriods', 'holidays', 'openedOn', 'closedOn', 'address', 'latitude', 'longitude'] as const),
  ...(['cityId', 'regionId', 'countryId', 'timeZone'] as const),
]

/** A field in words; one that we have no word for stands for itself. */
function fieldName(field: string, word: Word): string {
  const known = FIELDS.find((name) => name === field)
  return known ? word(`directory.fields.${known}`) : field
}
