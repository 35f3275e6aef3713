import { Select, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { problemWords } from '../../../texts/problems.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { useCreateForm } from './create-form.ts'
import type { Field } from './ticket-body.ts'

type FieldProps = { field: Field; label: string; required?: boolean; hint?: ReactNode }

/** A field's value, how to change it, and what is wrong with it in words. */
function useField(field: Field) {
  const { asked, errors, change } = useCreateForm()
  const { language } = useTexts()
  const error = errors[field]
  return {
    value: asked.values[field] ?? '',
    change: (value: string) => change(field, value),
    error: error ? (error.message ?? problemWords.input(error.code, language, error.values)) : undefined,
  }
}

type LineProps = FieldProps & {
  type?: 'text' | 'tel' | 'email' | 'date'
  /** For what reads left to right in every language. */
  ltr?: boolean
  code?: boolean
  numeric?: boolean
  placeholder?: string
  autoFocus?: boolean
}

export function Line({
  field,
  label,
  required,
  hint,
  type = 'text',
  ltr,
  code,
  numeric,
  placeholder,
  autoFocus,
}: LineProps) {
  const { value, change, error } = useField(field)
  return (
    <TextInput
      label={label}
      description={error ? undefined : hint}
      error={error}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      type={type}
      dir={ltr ? 'ltr' : value ? 'auto' : undefined}
      {...(code ? { classNames: { input: 'code' }, autoCapitalize: 'characters', spellCheck: false } : {})}
      {...(numeric ? { inputMode: 'numeric' as const } : {})}
      {...(placeholder ? { placeholder } : {})}
      {...(autoFocus ? { 'data-autofocus': true } : {})}
      autoComplete="off"
      withAsterisk={required ?? false}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
    />
  )
}

export function Paragraph({ field, label, required, hint }: FieldProps) {
  const { value, change, error } = useField(field)
  return (
    <Textarea
      label={label}
      description={error ? undefined : hint}
      error={error}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      dir={value ? 'auto' : undefined}
      autosize
      minRows={3}
      maxRows={10}
      withAsterisk={required ?? false}
    />
  )
}

export type ChoiceOption = { value: string; label: string }
type ChoiceProps = {
  label: string
  value: string
  onChange: (value: string | null) => void
  options: ChoiceOption[]
  required?: boolean
  hint?: ReactNode
  error?: ReactNode
  placeholder?: string
  disabled?: boolean
}

/** One of a list that can be searched by typing. */
export function Choice({
  label,
  value,
  onChange,
  options,
  required,
  hint,
  error,
  placeholder,
  disabled,
}: ChoiceProps) {
  const { t } = useTexts()
  return (
    <Select
      label={label}
      description={error ? undefined : hint}
      error={error}
      data={options}
      value={value === '' ? null : value}
      onChange={onChange}
      placeholder={placeholder ?? t(required ? 'create.choose' : 'create.any')}
      searchable={options.length > 6}
      clearable={!required}
      allowDeselect={!required}
      disabled={disabled ?? false}
      withAsterisk={required ?? false}
      comboboxProps={{ withinPortal: true, shadow: 'md' }}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      maxDropdownHeight={260}
    />
  )
}

type FieldChoiceProps = FieldProps & Pick<ChoiceProps, 'options' | 'placeholder' | 'disabled'>

export function FieldChoice({ field, ...rest }: FieldChoiceProps) {
  const { value, change, error } = useField(field)
  return <Choice {...rest} value={value} onChange={(next) => change(next ?? '')} error={error} />
}

/** A few options side by side. */
export function FieldChips({ field, label, options, required }: FieldProps & { options: ChoiceOption[] }) {
  const { value, change, error } = useField(field)
  return (
    <fieldset className="field-chips">
      <legend className="mantine-InputWrapper-label">
        {label}
        {required && <span className="mantine-InputWrapper-required"> *</span>}
      </legend>
      <div className="chips">
        {options.map((option) => (
          <button
            type="button"
            className="chip"
            key={option.value}
            aria-pressed={value === option.value}
            aria-invalid={error ? true : undefined}
            onClick={() => change(option.value === value && !required ? '' : option.value)}
          >
            {option.label}
          </button>
        ))}
      </div>
      {error && <p className="mantine-InputWrapper-error">{error}</p>}
    </fieldset>
  )
}
