import './roles.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RoleMapping } from '../../../contract/settings.ts'
import { isProblem } from '../../shell/api.ts'
import { Failure } from '../../shell/failure.tsx'
import { problemText } from '../../shell/problem-text.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import type { Saying } from '../../ui/said.tsx'
import { adminApi } from '../admin-api.ts'
import { PageHead } from '../page-head.tsx'
import { SkeletonCards } from '../skeleton-cards.tsx'
import { useKept } from '../use-kept.ts'
import { useWide } from '../use-wide.ts'
import { useWords } from '../use-words.ts'
import { RoleCards } from './role-cards.tsx'
import { changesOf, editsToDefaults, mappingWith, type RoleEdits, withEdit } from './role-edits.ts'
import { RoleTable } from './role-table.tsx'
import { UnsavedRoles } from './unsaved-roles.tsx'

const KEY = ['role-mapping']
const NO_EDITS: RoleEdits = {}

/** What each role may do. Edits are laid over what the server has, and kept until they are saved or dropped. */
export default function RolesPage() {
  const { t, language, moment } = useTexts()
  const word = useWords()
  const wide = useWide()
  const client = useQueryClient()
  const [edits, setEdits, dropEdits] = useKept('roles', NO_EDITS)
  const [saying, setSaying] = useState<Saying | null>(null)
  const [busy, setBusy] = useState(false)
  const query = useQuery({
    queryKey: [...KEY, language],
    queryFn: adminApi.roleMapping,
    placeholderData: (before) => before,
  })
  const mapping = query.data
  const changes = mapping ? changesOf(mapping, edits) : []

  const refused = async (error: unknown): Promise<Saying> => {
    if (!isProblem(error, 'version-stale')) return { tone: 'bad', text: problemText(error, t) }
    const { data } = await query.refetch()
    const when = data?.changedAt ? moment(data.changedAt) : ''
    const text = data?.changedBy
      ? word('roles.stale', { name: data.changedBy.name, when })
      : word('roles.staleNobody')
    return { tone: 'warn', text }
  }
  const save = async (shown: RoleMapping) => {
    setBusy(true)
    setSaying(null)
    try {
      const saved = await adminApi.changeRoleMapping(mappingWith(shown, edits), shown.version)
      client.setQueryData([...KEY, language], saved)
      dropEdits()
      setSaying({ tone: 'good', text: word('roles.saved') })
      // It may have been one's own role.
      void client.invalidateQueries({ queryKey: ['session'] })
    } catch (error) {
      setSaying(await refused(error))
    }
    setBusy(false)
  }
  const toDefaults = (shown: RoleMapping) => {
    const wanted = editsToDefaults(shown)
    setEdits(wanted)
    const nothing = Object.keys(wanted).length === 0
    setSaying({ tone: 'good', text: word(nothing ? 'roles.resetNothing' : 'roles.resetDone') })
  }

  const Roles = wide ? RoleTable : RoleCards
  return (
    <>
      <PageHead title={word('nav.roles')} lead={word('roles.lead')}>
        {mapping && <Button onClick={() => toDefaults(mapping)}>{word('roles.reset')}</Button>}
      </PageHead>
      {query.isError && !mapping && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonCards count={1} />}
      {mapping && (
        <div className="cards">
          <p className="soft xs">
            {mapping.changedAt
              ? word('roles.changedBy', {
                  ...{ name: mapping.changedBy?.name ?? '–', when: moment(mapping.changedAt) },
                })
              : word('roles.neverChanged')}
          </p>
          {mapping.roles.some(({ isDefault, actions }) => !isDefault && actions.length === 0) && (
            <p className="said warn">{word('roles.unknownText')}</p>
          )}
          <Roles
            mapping={mapping}
            edits={edits}
            onChange={(role, action, may) => {
              setEdits(withEdit(edits, role, action, may))
              setSaying(null)
            }}
          />
          <UnsavedRoles
            changes={changes}
            saying={saying}
            busy={busy}
            onSave={() => void save(mapping)}
            onDrop={() => {
              dropEdits()
              setSaying(null)
            }}
          />
        </div>
      )}
    </>
  )
}
