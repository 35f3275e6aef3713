import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { ApiClient } from '../../../contract/api-clients.ts'
import { isProblem } from '../../shell/api.ts'
import { problemText } from '../../shell/problem-text.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { RequestKey } from '../../ui/idempotency-key.ts'
import { Said } from '../../ui/said.tsx'
import { adminApi } from '../admin-api.ts'
import { useKept } from '../use-kept.ts'
import { useWords } from '../use-words.ts'
import { ClientFields, type FormErrors } from './client-fields.tsx'
import { bodyOf, type ClientForm, changedOf, formOf, NEW_CLIENT } from './client-form.ts'
import { CLIENTS_KEY } from './clients-key.ts'
import type { MadeKey } from './secret-dialog.tsx'

type ClientDialogProps = {
  /** The one to change; a new one without. */
  client?: ApiClient
  onClose: () => void
  onMade?: (made: MadeKey) => void
  onSaved?: () => void
}

/** Makes a client or changes one. What was typed is kept until it was taken, also when the dialog is closed. */
export function ClientDialog({ client, onClose, onMade, onSaved }: ClientDialogProps) {
  const { t } = useTexts()
  const word = useWords()
  const queries = useQueryClient()
  const before = client ? formOf(client) : NEW_CLIENT
  const [edits, setEdits, forget] = useKept<Partial<ClientForm>>(`client-${client?.id ?? 'new'}`, {})
  const form: ClientForm = { ...before, ...edits }
  const [errors, setErrors] = useState<FormErrors>({})
  const [refused, setRefused] = useState<{ tone: 'bad' | 'warn'; text: string } | null>(null)
  const [busy, setBusy] = useState(false)
  const requestKey = useRef(new RequestKey())
  const element = useRef<HTMLFormElement>(null)
  const formId = useId()

  // The first field that is wrong takes the focus, once it is marked.
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])

  const send = async () => {
    if (client) {
      await adminApi.changeClient(client.id, changedOf(form, before), client.version)
      onSaved?.()
    } else {
      const body = bodyOf(form)
      const { secretKey, name } = await adminApi.createClient(body, requestKey.current.for(body))
      onMade?.({ name, key: secretKey })
    }
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setRefused(null)
    const missing = {
      ...(form.name.trim() === '' ? { name: word('required') } : {}),
      ...(form.scopes.length === 0 ? { scopes: word('required') } : {}),
    }
    setErrors(missing)
    if (Object.keys(missing).length > 0) return
    setBusy(true)
    try {
      await send()
      forget()
      onClose()
    } catch (error) {
      const at = errorsAt(error)
      setErrors(at)
      if (isProblem(error, 'version-stale')) setRefused({ tone: 'warn', text: word('clients.stale') })
      else if (Object.keys(at).length === 0 || !isProblem(error))
        setRefused({ tone: 'bad', text: problemText(error, t) })
      else setRefused({ tone: 'bad', text: error.problem.title })
    }
    setBusy(false)
    void queries.invalidateQueries({ queryKey: CLIENTS_KEY })
  }
  return (
    <Dialog
      title={client ? word('clients.changeTitle', { name: client.name }) : word('clients.makeTitle')}
      closeLabel={word('close')}
      onClose={onClose}
      size={680}
      keep
    >
      <form
        id={formId}
        ref={element}
        className="pop-in client-form"
        onSubmit={(event) => void submit(event)}
        noValidate
      >
        <ClientFields
          form={form}
          errors={errors}
          isNew={client === undefined}
          onChange={(part) => {
            setEdits({ ...edits, ...part })
            const [changed] = Object.keys(part)
            setErrors(({ [changed ?? '']: _, ...rest }) => rest)
          }}
        />
        <Said saying={refused} />
      </form>
      <footer className="pop-foot">
        <Button className="end" onClick={onClose}>
          {word('cancel')}
        </Button>
        <Button kind="primary" type="submit" form={formId} busy={busy} disabled={busy}>
          {word(client ? 'clients.save' : 'clients.create')}
        </Button>
      </footer>
    </Dialog>
  )
}

/** What the server says of single fields, by the first part of where it points. */
function errorsAt(error: unknown): FormErrors {
  if (!isProblem(error)) return {}
  const found = error.problem.errors ?? []
  return Object.fromEntries(found.map(({ pointer, message }) => [pointer.split('/')[1] ?? '', message]))
}
