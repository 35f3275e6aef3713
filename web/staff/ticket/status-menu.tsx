import { Menu } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { StatusKey } from '../../../contract/ticket-status.ts'
import type { Transitions } from '../../../contract/tickets.ts'
import { api } from '../../shell/api.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { RequestKey } from '../../ui/idempotency-key.ts'
import { StatusMark } from '../marks.tsx'
import { useTicketKeys } from './ticket-keys.ts'
import { useTicketRoom } from './ticket-room.tsx'

const StatusDialog = lazy(() => import('./status-dialog.tsx'))
const key = new RequestKey()
type NextStatus = Transitions['statuses'][number]

/** The status, and where it can go from here; what cannot be chosen says why. */
export function StatusMenu() {
  const { t } = useTexts()
  const { ticket, ifMatch, transitions, act, say } = useTicketRoom()
  const [open, setOpen] = useState(false)
  const [asking, setAsking] = useState<NextStatus | null>(null)
  const { changeStatus } = ticket.can
  useTicketKeys(changeStatus ? { S: () => setOpen(true) } : {})
  if (!changeStatus) return <StatusMark status={ticket.status} pill />

  const choose = async (next: NextStatus) => {
    if (next.needs.length > 0 || next.codes.length > 0) return setAsking(next)
    const change = { status: next.status.key as StatusKey }
    const refused = await act(
      () => api.changeStatus(ticket.id, change, key.for([change, ticket.version]), ifMatch),
      t('status.changed', { name: next.status.name }),
      t('status.changedGone', { number: ticket.number, name: next.status.name }),
    )
    if (refused) say({ tone: 'bad', text: refused })
    else key.done()
  }
  const statuses = transitions?.statuses ?? []
  return (
    <>
      <Menu opened={open} onChange={setOpen} position="bottom-start" width={264}>
        <Menu.Target>
          <button
            type="button"
            className="pill-button"
            aria-label={`${t('ticket.status')}: ${ticket.status.name}`}
          >
            <StatusMark status={ticket.status} pill />
            <Icon name="chevd" size="sm" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {statuses.length === 0 && <Menu.Label>{t('status.none')}</Menu.Label>}
          {statuses.map((next) => (
            <Menu.Item
              key={next.status.key}
              disabled={next.whyNot !== null}
              onClick={() => void choose(next)}
            >
              <StatusMark status={next.status} />
              {next.whyNot && <span className="why-not">{next.whyNot}</span>}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Suspense>{asking && <StatusDialog next={asking} onClose={() => setAsking(null)} />}</Suspense>
    </>
  )
}
