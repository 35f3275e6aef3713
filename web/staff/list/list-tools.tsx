import { Menu } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Sort } from '../../../contract/tickets.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'

const SORT_NAMES = {
  '-createdAt': 'list.newest',
  createdAt: 'list.oldest',
  '-updatedAt': 'list.changed',
} as const
const SHOW_NAMES = { open: 'list.open', all: 'list.all' } as const

type ListToolsProps = {
  sort: Sort
  usual: Sort
  show: 'open' | 'all' | null
  /** Words are found in the order of creation only. */
  searching: boolean
  children?: ReactNode
}

/** Order and extent of the list; both stand in the address. */
export function ListTools({ sort, usual, show, searching, children }: ListToolsProps) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const change = (next: { sort?: Sort | undefined; show?: 'all' | undefined }) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }) as never, replace: true })
  const sortName = SORT_NAMES[sort as keyof typeof SORT_NAMES] ?? 'list.changed'
  const offered = (key: Sort) => !searching || !key.endsWith('updatedAt')
  return (
    <div className="tools">
      <Menu position="bottom-start">
        <Menu.Target>
          <Button small icon="sort" aria-label={`${t('list.sort')}: ${t(sortName)}`}>
            {t(sortName)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(Object.keys(SORT_NAMES) as (keyof typeof SORT_NAMES)[]).filter(offered).map((key) => (
            <Menu.Item
              key={key}
              leftSection={<Icon name={key === sort ? 'check' : 'sort'} />}
              aria-current={key === sort}
              onClick={() => change({ sort: key === usual ? undefined : key })}
            >
              {t(SORT_NAMES[key])}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {show && (
        <Button
          small
          icon="filter"
          aria-pressed={show === 'open'}
          onClick={() => change({ show: show === 'open' ? 'all' : undefined })}
        >
          {t(SHOW_NAMES[show])}
        </Button>
      )}
      {children}
    </div>
  )
}
