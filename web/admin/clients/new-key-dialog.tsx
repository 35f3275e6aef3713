import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { ApiClient } from '../../../contract/api-clients.ts'
import { problemText } from '../../shell/problem-text.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { RequestKey } from '../../ui/idempotency-key.ts'
import { Said } from '../../ui/said.tsx'
import { adminApi } from '../admin-api.ts'
import { Choice } from '../choice.tsx'
import { useWords } from '../use-words.ts'
import { CLIENTS_KEY } from './clients-key.ts'
import type { MadeKey } from './secret-dialog.tsx'

const HOURS = [0, 1, 24, 72, 168] as const

type NewKeyDialogProps = {
  client: ApiClient
  onClose: () => void
  /** The key to be shown; null where it is a publishable one, which can be read at any time. */
  onMade: (made: MadeKey | null) => void
}

/** A new key, and how long the one before it works on. */
export function NewKeyDialog({ client, onClose, onMade }: NewKeyDialogProps) {
  const { t } = useTexts()
  const word = useWords()
  const queries = useQueryClient()
  const hasPublishable = client.origins.length > 0
  const [kind, setKind] = useState<'secret' | 'publishable'>('secret')
  const [hours, setHours] = useState<number>(24)
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const requestKey = useRef(new RequestKey())
  const make = async () => {
    setBusy(true)
    setRefused(null)
    try {
      const body = { kind, overlapHours: hours }
      const { secretKey, name } = await adminApi.rotateKey(client.id, body, requestKey.current.for(body))
      onMade(kind === 'secret' ? { name, key: secretKey } : null)
    } catch (error) {
      setRefused(problemText(error, t))
      setBusy(false)
    }
    void queries.invalidateQueries({ queryKey: CLIENTS_KEY })
  }
  return (
    <Dialog
      title={word('clients.newKeyTitle', { name: client.name })}
      closeLabel={word('close')}
      onClose={onClose}
      size={480}
    >
      <div className="pop-in">
        <p className="soft">{word('clients.newKeyLead')}</p>
        {hasPublishable && (
          <Choice
            label={word('clients.newKeyKind')}
            value={kind}
            onChange={(value) => setKind(value === 'publishable' ? 'publishable' : 'secret')}
            options={(['secret', 'publishable'] as const).map((name) => ({
              ...{ value: name, label: word(`clients.keyKinds.${name}`) },
            }))}
            empty={null}
          />
        )}
        <Choice
          label={word('clients.overlap')}
          value={String(hours)}
          onChange={(value) => setHours(Number(value ?? 24))}
          options={HOURS.map((count) => ({
            ...{ value: String(count), label: word(`clients.overlaps.h${count}`) },
          }))}
          empty={null}
        />
        <Said saying={refused === null ? null : { tone: 'bad', text: refused }} />
      </div>
      <footer className="pop-foot">
        <Button className="end" onClick={onClose}>
          {word('cancel')}
        </Button>
        <Button kind="primary" busy={busy} disabled={busy} onClick={() => void make()}>
          {word('clients.newKeyButton')}
        </Button>
      </footer>
    </Dialog>
  )
}
