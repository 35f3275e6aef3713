/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact'
import type { FormTextKey } from '../../texts/forms.ts'
import type { Field } from '../answers.ts'
import { inputId, useForm } from '../form-context.ts'
import { Question } from './question.tsx'

export type Option = { value: string; label: string; note?: string; end?: ComponentChildren; off?: boolean }
export type Look = 'seg' | 'tiles' | 'chips' | 'pick'
type Props = {
  field: Field
  label: FormTextKey
  options: readonly Option[]
  look: Look
  hint?: FormTextKey
  optional?: boolean
  /** What else follows from the choice; by default the answer alone changes. */
  onChoose?: (value: string) => void
}

/** A question answered by choosing one of a few. */
export function ChoiceQuestion({ field, label, hint, optional, ...list }: Props) {
  return (
    <Question field={field} label={label} hint={hint} optional={optional} group>
      {() => <Options field={field} {...list} />}
    </Question>
  )
}

type ListProps = Pick<Props, 'field' | 'options' | 'look' | 'onChoose'>

export function Options({ field, options, look, onChoose }: ListProps) {
  const { type, answers, change } = useForm()
  return (
    <div class={look}>
      {options.map(({ value, label, note, end, off }) => (
        <label key={value} class={`opt${answers[field] === value ? ' on' : ''}${off ? ' off' : ''}`}>
          <input
            type="radio"
            name={inputId(type, field)}
            value={value}
            checked={answers[field] === value}
            disabled={off}
            onChange={() => (onChoose ? onChoose(value) : change({ [field]: value }))}
          />
          <span class="w">
            <b>
              <bdi>{label}</bdi>
            </b>
            {note && <small>{note}</small>}
          </span>
          {end && <span class="e">{end}</span>}
        </label>
      ))}
    </div>
  )
}
