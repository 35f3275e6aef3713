/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact'
import type { FormTextKey } from '../../texts/forms.ts'
import type { Field } from '../answers.ts'
import { inputId, useForm } from '../form-context.ts'
import { Icon } from './icon.tsx'

export type Wiring = { id: string; describedBy: string | undefined; invalid: boolean }
type Props = {
  field: Field
  label: FormTextKey
  hint?: FormTextKey | undefined
  optional?: boolean | undefined
  /** Several inputs under one legend. */
  group?: boolean
  children: (wiring: Wiring) => ComponentChildren
}

/** One question: label, hint, error with icon and words, and its inputs wired to them. */
export function Question({ field, label, hint, optional, group, children }: Props) {
  const { type, speech, errorOf, leave } = useForm()
  const { say } = speech
  const id = inputId(type, field)
  const error = errorOf(field)
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  const words = (
    <>
      {say(label)}
      {optional && <span class="optional"> ({say('optional')})</span>}
    </>
  )
  const body = (
    <>
      {hint && (
        <p class="h" id={`${id}-hint`}>
          {say(hint)}
        </p>
      )}
      {error && (
        <p class="err" id={`${id}-error`}>
          <Icon name="alert" size="sm" />
          <span>{error}</span>
        </p>
      )}
      {children({ id, describedBy, invalid: error !== null })}
    </>
  )
  const look = `f${error ? ' has-err' : ''}`
  if (!group) {
    return (
      <div class={look}>
        <label class="l" for={id}>
          {words}
        </label>
        {body}
      </div>
    )
  }
  return (
    <fieldset
      class={look}
      id={id}
      tabIndex={-1}
      aria-describedby={describedBy}
      onFocusOut={(event) => {
        const next = event.relatedTarget
        if (!(next instanceof Node && event.currentTarget.contains(next))) leave(field)
      }}
    >
      <legend>{words}</legend>
      {body}
    </fieldset>
  )
}
