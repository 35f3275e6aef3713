import './marks.css'
import './workspace.css'
import { Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { STAFF_LANGUAGES } from '../../texts/staff.ts'
import { chooseAndKeepLanguage } from '../shell/language.ts'
import { useLook } from '../shell/look.ts'
import { useSession } from '../shell/session.tsx'
import { useTexts } from '../shell/use-texts.ts'
import { useShortcuts } from '../ui/shortcuts.ts'
import { DeskContext, type ListBeside } from './desk.ts'
import { TicketList } from './list/ticket-list.tsx'
import { NoticeContext, type NoticeLine } from './notice.ts'
import { useDrawer } from './use-drawer.ts'
import { ViewNav } from './view-nav.tsx'

const CreateDialog = lazy(() => import('./create/create-dialog.tsx'))
const DevicesDialog = lazy(() => import('./devices-dialog.tsx'))
const KeysSheet = lazy(() => import('./keys-sheet.tsx'))

/** Three panes: views, list, ticket. On a narrow screen one at a time, told by the address. */
export function Workspace() {
  const session = useSession()
  const { language, t } = useTexts()
  const look = useLook()
  const navigate = useNavigate()
  const { view: viewKey, number } = useParams({ strict: false })
  const [notice, setNotice] = useState<NoticeLine | null>(null)
  const list = useRef<ListBeside>(null)
  const wanted = useRef<{ number: string; key: string }>(null)
  const desk = useMemo(() => ({ list, wanted }), [])
  const [open, setOpen] = useState<'create' | 'keys' | 'devices' | null>(null)
  const app = useRef<HTMLDivElement>(null)
  const drawer = useDrawer(app)
  const known = session.views.find(({ key }) => key === viewKey)
  const view = known ?? session.views[0]
  const elsewhere = known ? null : view?.key
  useEffect(() => {
    // An address of a view that is not this person's: say so, and let the address tell what is shown.
    if (!elsewhere) return
    setNotice({ tone: 'warn', text: t('failure.view') })
    void navigate({
      to: number ? '/v/$view/t/$number' : '/v/$view',
      params: { view: elsewhere, number: number ?? '' },
      replace: true,
    })
  }, [elsewhere, number, navigate, t])

  useShortcuts({
    '?': () => setOpen('keys'),
    T: () => look.choose(look.shown === 'dark' ? 'light' : 'dark'),
    L: () => chooseAndKeepLanguage(STAFF_LANGUAGES.find((tag) => tag !== language) ?? 'en'),
    ...(session.can.createTickets ? { 'Shift+N': () => setOpen('create') } : {}),
  })

  return (
    <DeskContext.Provider value={desk}>
      <NoticeContext.Provider value={{ notice, setNotice }}>
        <div
          className="app"
          ref={app}
          data-pane={number ? 'ticket' : 'list'}
          data-nav={drawer.open ? 'open' : undefined}
        >
          <ViewNav
            current={view?.key}
            onCreate={() => {
              drawer.close()
              setOpen('create')
            }}
            onKeys={() => {
              drawer.close()
              setOpen('keys')
            }}
            onDevices={() => {
              drawer.close()
              setOpen('devices')
            }}
            onClose={drawer.close}
          />
          {view && (
            <TicketList key={view.key} view={view} onOpenNav={drawer.show} onKeys={() => setOpen('keys')} />
          )}
          <Outlet />
        </div>
        <Suspense>
          {open === 'devices' && <DevicesDialog onClose={() => setOpen(null)} />}
          {open === 'keys' && <KeysSheet onClose={() => setOpen(null)} />}
          {open === 'create' && (
            <CreateDialog
              onClose={() => setOpen(null)}
              onCreated={(created) => {
                setOpen(null)
                if (view)
                  void navigate({ to: '/v/$view/t/$number', params: { view: view.key, number: created } })
              }}
            />
          )}
        </Suspense>
      </NoticeContext.Provider>
    </DeskContext.Provider>
  )
}
