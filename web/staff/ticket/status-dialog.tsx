import { Radio, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useId, useRef, useState } from 'react'
import type { ChangeStatus, ClosingCode, StatusKey } from '../../../contract/ticket-status.ts'
import type { Transitions } from '../../../contract/tickets.ts'
import { api } from '../../shell/api.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { RequestKey } from '../../ui/idempotency-key.ts'
import { Said } from '../../ui/said.tsx'
import { fromLocalField, morningAfter, toLocalField } from './resume-time.ts'
import { useTicketRoom } from './ticket-room.tsx'
import { useDialogSaying } from './use-news.ts'

const QUICK = [
  ['status.tomorrow', 1],
  ['status.inThree', 3],
  ['status.inSeven', 7],
] as const

type StatusDialogProps = { next: Transitions['statuses'][number]; onClose: () => void }

/** Asks what a status needs: a closing code, or a reason and a date to go on. */
export default function StatusDialog({ next, onClose }: StatusDialogProps) {
  const { t } = useTexts()
  const { ticket, ifMatch, transitions, act, busy } = useTicketRoom()
  const [code, setCode] = useState('')
  const [reason, setReason] = useState('')
  const [resumeAt, setResumeAt] = useState('')
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const requestKey = useRef(new RequestKey())
  const formId = useId()
  const { name } = next.status
  const possible = transitions?.statuses.some(
    ({ status, whyNot }) => status.key === next.status.key && whyNot === null,
  )
  const saying = useDialogSaying(refused)
  const needs = (what: string) => next.needs.includes(what)
  const resume = fromLocalField(resumeAt)
  const wrong = {
    code: next.codes.length > 0 && code === '' ? t('status.codeAsk') : null,
    reason: needs('reason') && reason.trim() === '' ? t('status.required') : null,
    resumeAt: !needs('resumeAt')
      ? null
      : !resume
        ? t('status.required')
        : resume.getTime() <= Date.now()
          ? t('status.past')
          : null,
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (wrong.code || wrong.reason || wrong.resumeAt) return
    const change: ChangeStatus = {
      status: next.status.key as StatusKey,
      ...(code ? { code: code as ClosingCode } : {}),
      ...(needs('reason') ? { reason: reason.trim() } : {}),
      ...(resume && needs('resumeAt') ? { resumeAt: resume.toISOString() } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
    }
    const problem = await act(
      () => api.changeStatus(ticket.id, change, requestKey.current.for([change, ticket.version]), ifMatch),
      t('status.changed', { name }),
      t('status.changedGone', { number: ticket.number, name }),
    )
    if (problem) setRefused(problem)
    else onClose()
  }

  return (
    <Dialog title={t('status.title', { name })} closeLabel={t('status.cancel')} onClose={onClose} size={460}>
      <form id={formId} className="pop-in" onSubmit={submit} noValidate>
        {next.codes.length > 0 && (
          <Radio.Group
            label={t('status.code')}
            value={code}
            onChange={setCode}
            error={asked && wrong.code}
            withAsterisk
          >
            <div className="radios">
              {next.codes.map((one, index) => (
                <Radio
                  key={one.code}
                  value={one.code}
                  label={one.name}
                  {...(index === 0 ? { 'data-autofocus': true } : {})}
                />
              ))}
            </div>
          </Radio.Group>
        )}
        {needs('reason') && (
          <Textarea
            label={t('status.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={asked && wrong.reason}
            maxLength={500}
            autosize
            minRows={2}
            dir="auto"
            withAsterisk
            data-autofocus
          />
        )}
        {needs('resumeAt') && (
          <div>
            <TextInput
              type="datetime-local"
              label={t('status.resumeAt')}
              description={t('status.resumeHint')}
              value={resumeAt}
              min={toLocalField(new Date())}
              onChange={(event) => setResumeAt(event.currentTarget.value)}
              error={asked && wrong.resumeAt}
              withAsterisk
            />
            <div className="chips quick">
              {QUICK.map(([label, days]) => (
                <button
                  type="button"
                  className="chip"
                  key={label}
                  onClick={() => setResumeAt(toLocalField(morningAfter(days, new Date())))}
                >
                  {t(label)}
                </button>
              ))}
            </div>
          </div>
        )}
        <Textarea
          label={t('status.note')}
          description={t('status.noteHint')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={5000}
          autosize
          minRows={2}
          maxRows={8}
          dir="auto"
        />
        <Said saying={saying} />
        {possible === false && (
          <Said saying={{ tone: 'warn', text: t('status.noLonger', { now: ticket.status.name, name }) }} />
        )}
      </form>
      <div className="pop-foot">
        <Button className="end" onClick={onClose}>
          {t('status.cancel')}
        </Button>
        <Button kind="primary" type="submit" form={formId} busy={busy} disabled={busy || possible === false}>
          {t('status.change', { name })}
        </Button>
      </div>
    </Dialog>
  )
}
