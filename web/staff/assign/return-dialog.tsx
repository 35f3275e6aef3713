import { Textarea } from '@mantine/core'
import { type FormEvent, useId, useRef, useState } from 'react'
import { api } from '../../shell/api.ts'
import { useSession } from '../../shell/session.tsx'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { RequestKey } from '../../ui/idempotency-key.ts'
import { Said } from '../../ui/said.tsx'
import { useTicketRoom } from '../ticket/ticket-room.tsx'
import { useDialogSaying } from '../ticket/use-news.ts'
import { useReasonReaders } from './use-reason-readers.ts'

/** Gives the ticket back one level, never without a reason. */
export default function ReturnDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const { user } = useSession()
  const readers = useReasonReaders(user.company.name)
  const { ticket, ifMatch, act, busy } = useTicketRoom()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const saying = useDialogSaying(refused)
  const requestKey = useRef(new RequestKey())
  const formId = useId()
  const { number } = ticket

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    const text = reason.trim()
    if (text === '') return
    const problem = await act(
      () => api.giveBack(ticket.id, text, requestKey.current.for([text, ticket.version]), ifMatch),
      t('assign.returned'),
      t('assign.returnedGone', { number }),
    )
    if (problem) setRefused(problem)
    else onClose()
  }
  return (
    <Dialog
      title={t('assign.returnTitle', { number })}
      closeLabel={t('status.cancel')}
      onClose={onClose}
      size={460}
    >
      <form id={formId} className="pop-in" onSubmit={(event) => void submit(event)} noValidate>
        <p className="soft">{t('assign.returnLead')}</p>
        <Textarea
          label={t('assign.returnReason', { names: readers })}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={asked && reason.trim() === '' && t('status.required')}
          maxLength={500}
          autosize
          minRows={3}
          dir="auto"
          withAsterisk
          data-autofocus
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
              event.currentTarget.form?.requestSubmit()
          }}
        />
        <Said saying={saying} />
      </form>
      <footer className="pop-foot">
        <Button className="end" onClick={onClose}>
          {t('status.cancel')}
        </Button>
        <Button kind="primary" type="submit" form={formId} icon="undo" flip busy={busy} disabled={busy}>
          {t('assign.returnButton')}
        </Button>
      </footer>
    </Dialog>
  )
}
