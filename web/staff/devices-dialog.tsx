import './devices.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { StaffSessionItem } from '../../contract/session.ts'
import { api } from '../shell/api.ts'
import { Failure } from '../shell/failure.tsx'
import { problemText } from '../shell/problem-text.ts'
import { useTexts } from '../shell/use-texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Said, type Saying } from '../ui/said.tsx'

const KEY = ['sessions']

/** Where I am signed in, and an end for what should not be. */
export default function DevicesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const query = useQuery({ queryKey: KEY, queryFn: api.sessions, staleTime: 0 })
  const [saying, setSaying] = useState<Saying | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const sessions = query.data?.items ?? []

  const end = async (name: string, act: () => Promise<unknown>, done: string) => {
    setBusy(name)
    try {
      await act()
      setSaying({ tone: 'good', text: done })
    } catch (error) {
      setSaying({ tone: 'bad', text: problemText(error, t) })
    }
    // Gone or not, the list says what is so now.
    await client.invalidateQueries({ queryKey: KEY })
    setBusy(null)
  }

  return (
    <Dialog title={t('devices.title')} closeLabel={t('devices.close')} onClose={onClose} size={520}>
      <div className="pop-in">
        <p className="soft">{sessions.length === 1 ? t('devices.only') : t('devices.lead')}</p>
        {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <p aria-busy="true">{t('devices.loading')}</p>}
        <ul className="devices">
          {sessions.map((session) => (
            <DeviceLine
              key={session.id}
              session={session}
              busy={busy === session.id}
              onEnd={() => void end(session.id, () => api.endSession(session.id), t('devices.ended'))}
            />
          ))}
        </ul>
        <Said saying={saying} />
      </div>
      <footer className="pop-foot">
        {sessions.length > 2 && (
          <Button
            kind="danger"
            busy={busy === 'others'}
            disabled={busy !== null}
            onClick={() => void end('others', api.endOtherSessions, t('devices.endedOthers'))}
          >
            {t('devices.endOthers')}
          </Button>
        )}
        <Button className="end" onClick={onClose} data-autofocus>
          {t('devices.close')}
        </Button>
      </footer>
    </Dialog>
  )
}

type DeviceLineProps = { session: StaffSessionItem; busy: boolean; onEnd: () => void }

function DeviceLine({ session, busy, onEnd }: DeviceLineProps) {
  const { t, moment, comma } = useTexts()
  const device = session.device ?? t('devices.unknown')
  const since = t('devices.since', { when: moment(session.signedInAt) })
  const used = t('devices.used', { when: moment(session.lastSeenAt) })
  return (
    <li>
      <div className="grow">
        <b>
          <bdi>{device}</bdi>
        </b>
        <small className="soft">{session.current ? since : [since, used].join(comma)}</small>
      </div>
      {session.current ? (
        <small className="soft">{t('devices.this')}</small>
      ) : (
        <Button
          small
          busy={busy}
          disabled={busy}
          aria-label={t('devices.endNamed', { device })}
          onClick={onEnd}
        >
          {t('devices.end')}
        </Button>
      )}
    </li>
  )
}
