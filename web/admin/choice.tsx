import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from './use-words.ts'

type ChoiceProps = {
  value: string | null
  onChange: (value: string | null) => void
  options: readonly { value: string; label: string }[]
  /** The field's label on the page, or else its name for readers of the screen. */
  label?: string
  name?: string
  /** What it shows where nothing is chosen; null where something must be. */
  empty?: string | null
  hint?: string
  error?: ReactNode
  disabled?: boolean
}

/** One of a list; a long one can be searched by typing. */
export function Choice({ value, onChange, options, label, name, empty, hint, error, disabled }: ChoiceProps) {
  const word = useWords()
  const long = options.length > 12
  return (
    <Select
      {...(label ? { label } : { 'aria-label': name })}
      data={[...options]}
      value={value}
      onChange={onChange}
      placeholder={empty ?? word(long ? 'search' : 'choose')}
      clearable={empty !== null}
      allowDeselect={empty !== null}
      searchable={long}
      limit={200}
      description={error ? undefined : hint}
      error={error}
      disabled={disabled ?? false}
      clearButtonProps={{ 'aria-label': word('all'), tabIndex: -1 }}
      comboboxProps={{ withinPortal: true, shadow: 'md' }}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      maxDropdownHeight={280}
    />
  )
}
