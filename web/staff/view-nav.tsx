import { Link } from '@tanstack/react-router'
import { useSession } from '../shell/session.tsx'
import { Logo } from '../shell/sign-in-page.tsx'
import { useTexts } from '../shell/use-texts.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { MeMenu } from './me-menu.tsx'
import { HolderIcon, TypeIcon } from './ticket-icons.tsx'
import { type Count, useCounts } from './use-counts.ts'
import { groupViews, kindOfView, type View } from './views.ts'

type ViewNavProps = {
  current: string | undefined
  onCreate: () => void
  onKeys: () => void
  onDevices: () => void
  onClose: () => void
}

export function ViewNav({ current, onCreate, onKeys, onDevices, onClose }: ViewNavProps) {
  const session = useSession()
  const { t } = useTexts()
  const counts = useCounts()
  return (
    <>
      <button
        type="button"
        className="nav-scrim"
        aria-label={t('keys.close')}
        tabIndex={-1}
        onClick={onClose}
      />
      <nav className="nav" aria-label={t('nav.label')}>
        <div className="brand">
          <Logo />
          <div className="grow">
            <b>{t('product')}</b>
            <small className="trunc">{session.user.company.name}</small>
          </div>
          <IconButton
            className="nav-close"
            icon="x"
            label={t('keys.close')}
            kind="quiet"
            small
            onClick={onClose}
          />
        </div>
        {session.can.createTickets && (
          <Button kind="primary" icon="plus" className="nav-create" onClick={onCreate}>
            {t('nav.newTicket')}
          </Button>
        )}
        <div className="nav-views">
          {groupViews(session.views).map(({ group, views }) => (
            <section key={group}>
              <h2>{t(`nav.${group}`)}</h2>
              <ul>
                {views.map((view) => (
                  <li key={view.key}>
                    <Link
                      to="/v/$view"
                      params={{ view: view.key }}
                      search
                      className="nav-link"
                      aria-current={view.key === current ? 'page' : undefined}
                      activeProps={{}}
                      onClick={onClose}
                    >
                      <ViewIcon view={view} />
                      <span className="trunc">{view.name}</span>
                      <ViewCount count={counts.get(view.key)} hot={kindOfView(view) === 'review'} />
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
        <MeMenu onKeys={onKeys} onDevices={onDevices} />
      </nav>
    </>
  )
}

/** Nothing stands there where there is nothing to do. */
function ViewCount({ count, hot }: { count: Count | undefined; hot: boolean }) {
  const { t, number } = useTexts()
  if (!count || count.count === 0) return null
  const said = number(count.count)
  return (
    <span className={hot ? 'n hot' : 'n'}>
      <span aria-hidden="true">{count.capped ? `${said}+` : said}</span>
      <span className="sr">{t(count.capped ? 'nav.countMore' : 'nav.count', { number: said })}</span>
    </span>
  )
}

function ViewIcon({ view }: { view: View }) {
  const kind = kindOfView(view)
  if (kind === 'type') return <TypeIcon type={view.query.type ?? ''} />
  if (kind === 'review') return <HolderIcon kind="unassigned" />
  if (kind === 'mine') return <Icon name="user" />
  if (kind === 'team') return <HolderIcon kind="team" />
  if (kind === 'company') return <HolderIcon kind={view.query.branchId ? 'branch' : 'dealer'} />
  return <Icon name="inbox" />
}
