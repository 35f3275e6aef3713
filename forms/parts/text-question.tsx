/** @jsxImportSource preact */
import type { FormTextKey } from '../../texts/forms.ts'
import type { Field } from '../answers.ts'
import { useForm } from '../form-context.ts'
import { Question } from './question.tsx'

type Props = {
  field: Field
  label: FormTextKey
  hint?: FormTextKey
  optional?: boolean
  autocomplete?: 'name' | 'tel' | 'email'
  /** Numbers, plates and addresses read left to right in every language. */
  kind?: 'text' | 'code' | 'number' | 'tel' | 'email'
  lines?: number
  placeholder?: string
  maxLength?: number
}

const MODES = { text: 'text', code: 'text', number: 'numeric', tel: 'tel', email: 'email' } as const
const TEXT = { type: 'text' } as const
const TYPES = {
  text: TEXT,
  code: TEXT,
  number: TEXT,
  tel: { type: 'tel' },
  email: { type: 'email' },
} as const

/** A question answered by typing; checked as one leaves it. */
export function TextQuestion({ field, kind = 'text', lines, autocomplete = undefined, ...props }: Props) {
  const { answers, change, leave } = useForm()
  return (
    <Question field={field} label={props.label} hint={props.hint} optional={props.optional}>
      {({ id, describedBy, invalid }) => {
        const common = {
          id,
          value: answers[field],
          autocomplete: autocomplete ?? 'off',
          maxLength: props.maxLength,
          placeholder: props.placeholder,
          'aria-describedby': describedBy,
          'aria-invalid': invalid,
          onInput: (event: { currentTarget: { value: string } }) =>
            change({ [field]: event.currentTarget.value }),
          onBlur: () => leave(field),
        }
        if (lines)
          return <textarea {...common} class={`inp${invalid ? ' bad' : ''}`} rows={lines} dir="auto" />
        return (
          <input
            {...common}
            class={`inp${invalid ? ' bad' : ''}${kind === 'text' ? '' : ' code'}`}
            {...TYPES[kind]}
            inputMode={MODES[kind]}
            dir={kind === 'text' ? 'auto' : 'ltr'}
          />
        )
      }}
    </Question>
  )
}
