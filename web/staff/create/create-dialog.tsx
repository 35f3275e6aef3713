import './create.css'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { LANGUAGES, type Language } from '../../../contract/languages.ts'
import { TICKET_TYPES } from '../../../contract/ticket-details.ts'
import { useAnnounce } from '../../shell/announcer.tsx'
import { api, isProblem } from '../../shell/api.ts'
import { languageName } from '../../shell/language.ts'
import { problemText } from '../../shell/problem-text.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { RequestKey } from '../../ui/idempotency-key.ts'
import { Said } from '../../ui/said.tsx'
import { useNotice } from '../notice.ts'
import { TypeIcon } from '../ticket-icons.tsx'
import { type CreateForm, FormContext } from './create-form.ts'
import { DetailsFields } from './details-fields.tsx'
import { check, type FieldErrors, serverErrors } from './find-errors.ts'
import { Choice, Line } from './form-fields.tsx'
import { forgetKept, keep, readKept } from './kept-form.ts'
import type { Field } from './ticket-body.ts'
import { WhereFields } from './where-fields.tsx'

type CreateDialogProps = { onClose: () => void; onCreated: (number: string) => void }

/** The five types in one form; what was typed is kept until it was sent, also when the dialog is closed. */
export default function CreateDialog({ onClose, onCreated }: CreateDialogProps) {
  const { t, language } = useTexts()
  const announce = useAnnounce()
  const queries = useQueryClient()
  const { setNotice } = useNotice()
  const [asked, setAsked] = useState(() => readKept(sessionStorage, language))
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<{ text: string; errors: FieldErrors } | null>(null)
  const [busy, setBusy] = useState(false)
  const requestKey = useRef(new RequestKey())
  const form = useRef<HTMLFormElement>(null)
  const formId = useId()
  useEffect(() => keep(sessionStorage, asked), [asked])

  const found = tried ? check(asked).errors : {}
  const errors: FieldErrors = { ...refused?.errors, ...found }
  const count = Object.keys(errors).length
  const context: CreateForm = {
    asked,
    errors,
    change: (field: Field, value: string) => {
      setAsked((before) => ({ ...before, values: { ...before.values, [field]: value } }))
      setRefused((before) => {
        if (!before) return null
        const { [field]: _, ...rest } = before.errors
        return { ...before, errors: rest }
      })
    },
  }
  const set = (part: Partial<typeof asked>) => {
    setAsked((before) => ({ ...before, ...part }))
    setTried(false)
    setRefused(null)
  }
  const toFirstError = () =>
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setTried(true)
    setRefused(null)
    const { ticket } = check(asked)
    if (!ticket) return toFirstError()
    setBusy(true)
    try {
      const { number } = await api.createTicket(ticket, requestKey.current.for(ticket))
      forgetKept(sessionStorage)
      announce(t('create.created', { number }))
      setNotice(null)
      void queries.invalidateQueries({ queryKey: ['tickets'] })
      onCreated(number)
    } catch (error) {
      const { errors: at, rest } = isProblem(error) ? serverErrors(error.problem) : { errors: {}, rest: [] }
      const own = Object.keys(at).length > 0 && isProblem(error) ? error.problem.title : problemText(error, t)
      setRefused({ text: [own, ...rest].join(' '), errors: at })
      setBusy(false)
      toFirstError()
    }
  }

  return (
    <Dialog title={t('create.title')} closeLabel={t('create.cancel')} onClose={onClose} size={720} keep>
      <FormContext.Provider value={context}>
        <form id={formId} ref={form} className="create" onSubmit={(event) => void submit(event)} noValidate>
          <fieldset className="types">
            <legend>{t('create.type')}</legend>
            {TICKET_TYPES.map((type) => (
              <button
                type="button"
                key={type}
                className="type-tile"
                aria-pressed={asked.type === type}
                onClick={() => set({ type })}
              >
                <TypeIcon type={type} size="lg" />
                {t(`types.${type}`)}
              </button>
            ))}
          </fieldset>
          <section>
            <div className="row section-head">
              <h3>{t('create.who')}</h3>
              <fieldset className="chips end" aria-label={t('create.who')}>
                {[false, true].map((forMe) => (
                  <button
                    type="button"
                    className="chip"
                    key={String(forMe)}
                    aria-pressed={asked.forMe === forMe}
                    onClick={() => set({ forMe })}
                  >
                    {t(forMe ? 'create.forMe' : 'create.forCustomer')}
                  </button>
                ))}
              </fieldset>
            </div>
            {!asked.forMe && (
              <div className="two">
                <Line field="/requester/name" label={t('create.name')} required autoFocus />
                <Choice
                  label={t('create.language')}
                  value={asked.language}
                  onChange={(value) => set({ language: (value ?? 'en') as Language })}
                  options={LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag) }))}
                  required
                />
                <Line
                  field="/requester/phone"
                  label={t('create.phone')}
                  hint={t('create.contactHint')}
                  type="tel"
                  ltr
                  placeholder="0750 000 0000"
                />
                <Line field="/requester/email" label={t('create.email')} hint=" " type="email" ltr />
              </div>
            )}
          </section>
          <WhereFields />
          <section>
            <h3>{t('create.what')}</h3>
            <DetailsFields />
          </section>
        </form>
      </FormContext.Provider>
      <Said
        className="pop-said create-said"
        saying={
          count > 0
            ? { tone: 'bad', text: [refused?.text, t('create.summary', { count })].filter(Boolean).join(' ') }
            : refused
              ? { tone: 'bad', text: refused.text }
              : null
        }
      />
      <footer className="pop-foot">
        <Button className="end" onClick={onClose}>
          {t('create.cancel')}
        </Button>
        <Button kind="primary" type="submit" form={formId} busy={busy} disabled={busy}>
          {t(busy ? 'create.creating' : 'create.submit')}
        </Button>
      </footer>
    </Dialog>
  )
}
