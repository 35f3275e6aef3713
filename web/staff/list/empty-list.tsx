import { Link, useNavigate } from '@tanstack/react-router'
import { useSession } from '../../shell/session.tsx'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { kindOfView, type View, widestView } from '../views.ts'

const EMPTY = {
  review: 'list.emptyReview',
  mine: 'list.emptyMine',
  team: 'list.emptyTeam',
  company: 'list.emptyCompany',
  type: 'list.emptyType',
  network: 'list.emptyAny',
} as const

type EmptyListProps = { view: View; q: string; askable: boolean; onlyOpen: boolean }

/** Why there is nothing, and what may help. */
export function EmptyList({ view, q, askable, onlyOpen }: EmptyListProps) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const widest = widestView(useSession().views)
  const kind = kindOfView(view)
  if (!askable) return <Blank icon="search" text={t('list.cannotFind')} />
  if (q === '')
    return (
      <Blank icon={kind === 'review' ? 'check' : 'inbox'} title={t('list.empty')} text={t(EMPTY[kind])} />
    )
  return (
    <Blank icon="search" title={t('list.notFound', { words: q })} text={t('list.notFoundTry')}>
      {onlyOpen && (
        <Button
          small
          onClick={() =>
            void navigate({
              to: '.',
              search: (before) => ({ ...before, show: 'all' }) as never,
              replace: true,
            })
          }
        >
          {t('list.alsoClosed')}
        </Button>
      )}
      {widest && widest.key !== view.key && (
        <Link className="btn sm" to="/v/$view" params={{ view: widest.key }} search>
          {t('list.allMine')}
        </Link>
      )}
    </Blank>
  )
}

type BlankProps = {
  icon: 'search' | 'check' | 'inbox'
  title?: string
  text: string
  children?: React.ReactNode
}

function Blank({ icon, title, text, children }: BlankProps) {
  return (
    <div className="blank" role="status">
      <Icon name={icon} />
      {title !== undefined && <b>{title}</b>}
      <p>{text}</p>
      {children}
    </div>
  )
}
