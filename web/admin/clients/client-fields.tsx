import { MultiSelect, Textarea, TextInput } from '@mantine/core'
import { useId } from 'react'
import { CLIENT_KINDS, CLIENT_SCOPES } from '../../../contract/actions.ts'
import { asKey } from '../as-key.ts'
import { Choice } from '../choice.tsx'
import { useWords } from '../use-words.ts'
import type { ClientForm } from './client-form.ts'
import { useClientChoices } from './use-client-choices.ts'

export type FormErrors = Partial<Record<string, string>>
type ClientFieldsProps = {
  form: ClientForm
  errors: FormErrors
  onChange: (part: Partial<ClientForm>) => void
  /** A client that is there keeps its company. */
  isNew: boolean
}

/** Everything that can be said of a client. */
export function ClientFields({ form, errors, onChange, isNew }: ClientFieldsProps) {
  const word = useWords()
  const { companies, brands, branches, distributorId } = useClientChoices(form.companyId)
  const scopesId = useId()
  return (
    <>
      <div className="two">
        <TextInput
          label={word('clients.name')}
          value={form.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          error={errors.name}
          maxLength={100}
          dir={form.name ? 'auto' : undefined}
          autoComplete="off"
          withAsterisk
          data-autofocus
        />
        <Choice
          label={word('clients.kind')}
          value={form.kind}
          onChange={(value) => onChange({ kind: CLIENT_KINDS.find((kind) => kind === value) ?? 'other' })}
          options={CLIENT_KINDS.map((kind) => ({ value: kind, label: word(`clients.kinds.${kind}`) }))}
          empty={null}
        />
      </div>
      <fieldset className="scopes" aria-describedby={errors.scopes ? scopesId : undefined}>
        <legend className="mantine-InputWrapper-label">{word('clients.may')}</legend>
        {CLIENT_SCOPES.map((scope) => (
          <label key={scope}>
            <input
              type="checkbox"
              checked={form.scopes.includes(scope)}
              aria-invalid={errors.scopes ? true : undefined}
              onChange={(event) =>
                onChange({
                  scopes: event.currentTarget.checked
                    ? [...form.scopes, scope]
                    : form.scopes.filter((one) => one !== scope),
                })
              }
            />
            {word(`clients.scopes.${asKey(scope)}`)}
          </label>
        ))}
        {errors.scopes && (
          <p id={scopesId} className="mantine-InputWrapper-error">
            {errors.scopes}
          </p>
        )}
      </fieldset>
      <Choice
        label={word('clients.company')}
        value={form.companyId ?? distributorId}
        onChange={(companyId) => onChange({ companyId, branchIds: [] })}
        options={companies}
        hint={word('clients.companyHint')}
        error={errors.companyId}
        empty={null}
        disabled={!isNew}
      />
      <div className="two">
        <Several
          label={word('clients.brands')}
          value={form.brandIds}
          options={brands}
          error={errors.brandIds}
          onChange={(brandIds) => onChange({ brandIds })}
        />
        <Several
          label={word('clients.branches')}
          value={form.branchIds}
          options={branches}
          error={errors.branchIds}
          onChange={(branchIds) => onChange({ branchIds })}
        />
      </div>
      <Textarea
        label={word('clients.origins')}
        description={word('clients.originsHint')}
        value={form.origins}
        onChange={(event) => onChange({ origins: event.currentTarget.value })}
        error={errors.origins}
        autosize
        minRows={2}
        maxRows={6}
        dir="ltr"
        spellCheck={false}
      />
      <div className="two">
        <TextInput
          label={word('clients.expiresAt')}
          description={word('clients.expiresHint')}
          type="date"
          value={form.endsOn}
          onChange={(event) => onChange({ endsOn: event.currentTarget.value })}
          error={errors.expiresAt}
        />
        <TextInput
          label={word('clients.oauth')}
          description={word('clients.oauthHint')}
          value={form.oauthClientId}
          onChange={(event) => onChange({ oauthClientId: event.currentTarget.value })}
          error={errors.oauthClientId}
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
        />
      </div>
    </>
  )
}

type SeveralProps = {
  label: string
  value: string[]
  options: { value: string; label: string }[]
  error: string | undefined
  onChange: (value: string[]) => void
}

function Several({ label, value, options, error, onChange }: SeveralProps) {
  const word = useWords()
  return (
    <MultiSelect
      label={label}
      description={word('clients.limitHint')}
      data={options}
      value={value}
      onChange={onChange}
      error={error}
      placeholder={value.length === 0 ? word('clients.unlimited') : ''}
      searchable
      comboboxProps={{ withinPortal: true, shadow: 'md' }}
      maxDropdownHeight={240}
    />
  )
}
