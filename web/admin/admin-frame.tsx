import { lazy, Suspense, useEffect, useRef } from 'react'
import { LanguageSwitch } from '../shell/language-switch.tsx'
import { useLook } from '../shell/look.ts'
import { type StaffSession, useSession } from '../shell/session.tsx'
import { Logo } from '../shell/sign-in-page.tsx'
import { useTexts } from '../shell/use-texts.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { PlaceLink } from './place-link.tsx'
import { addressOf, goTo, PLACES, type PlaceName, usePlace } from './places.ts'
import { SkeletonCards } from './skeleton-cards.tsx'
import { useWords } from './use-words.ts'

const PAGES = {
  directory: lazy(() => import('./directory/directory-page.tsx')),
  roles: lazy(() => import('./roles/roles-page.tsx')),
  clients: lazy(() => import('./clients/clients-page.tsx')),
  log: lazy(() => import('./log/log-page.tsx')),
} satisfies Record<PlaceName, unknown>

const ICONS: Record<PlaceName, IconName> = {
  ...{ directory: 'globe', roles: 'user', clients: 'key', log: 'eye' },
}

/** Which pages the server lets this person use. */
const pagesOf = ({ can }: StaffSession): PlaceName[] => {
  const allowed: Record<PlaceName, boolean> = {
    ...{ directory: can.manageDirectory, roles: can.manageSettings, clients: can.manageClients },
    log: can.viewAudit,
  }
  return PLACES.filter((name) => allowed[name])
}

/** Navigation, and the page that the address names. */
export function AdminFrame() {
  const session = useSession()
  const { t } = useTexts()
  const word = useWords()
  const look = useLook()
  const place = usePlace()
  const pages = pagesOf(session)
  const first = pages[0]
  const shown = pages.find((name) => name === place.name)
  useEffect(() => {
    if (place.name === '' && first) goTo(addressOf(first), { replace: true })
  }, [place.name, first])
  const main = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its top
  useEffect(() => {
    main.current?.scrollTo(0, 0)
    // On a phone the names of the pages stand in a row that may be wider than the screen.
    document
      .querySelector('.side-pages [aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [place.name, place.id])
  const Page = shown ? PAGES[shown] : null

  return (
    <div className="admin">
      <nav className="side" aria-label={word('title')}>
        <div className="side-brand">
          <Logo />
          <div className="grow">
            <b>{word('title')}</b>
            <small className="trunc">{session.user.company.name}</small>
          </div>
        </div>
        <ul className="side-pages">
          {pages.map((name) => (
            <li key={name}>
              <PlaceLink
                href={addressOf(name)}
                className="side-link"
                aria-current={name === shown ? 'page' : undefined}
              >
                <Icon name={ICONS[name]} />
                {word(`nav.${name}`)}
              </PlaceLink>
            </li>
          ))}
        </ul>
        <div className="side-foot">
          <a className="side-link" href="/staff">
            <Icon name="back" flip />
            {word('toTickets')}
          </a>
          <div className="row">
            <LanguageSwitch />
            <IconButton
              className="end"
              kind="quiet"
              small
              icon={look.shown === 'dark' ? 'sun' : 'moon'}
              label={t(look.shown === 'dark' ? 'look.light' : 'look.dark')}
              onClick={() => look.choose(look.shown === 'dark' ? 'light' : 'dark')}
            />
          </div>
        </div>
      </nav>
      <main className="page" ref={main}>
        {Page && (
          <Suspense fallback={<SkeletonCards />}>
            <Page />
          </Suspense>
        )}
        {!Page && (pages.length === 0 || place.name !== '') && (
          <div className="blank">
            <Icon name="lock" />
            <b>{word(pages.length === 0 ? 'nothing.title' : 'noPage')}</b>
            {pages.length === 0 && <p>{word('nothing.text')}</p>}
            <a className="btn" href={first ? addressOf(first) : '/staff'}>
              {first ? word(`nav.${first}`) : word('toTickets')}
            </a>
          </div>
        )}
      </main>
    </div>
  )
}
