import { SECURITY_EVENTS } from '../../../contract/security-events.ts'
import { Button } from '../../ui/button.tsx'
import { asKey } from '../as-key.ts'
import { Choice } from '../choice.tsx'
import { usePeople } from '../use-people.ts'
import { useWords } from '../use-words.ts'

/** As they stand in the address. `relation`: the person did it, or it was done to them. */
export type Filters = Record<'type' | 'outcome' | 'person' | 'relation', string | null>

type LogFiltersProps = { filters: Filters; onChange: (part: Partial<Filters>) => void }

export function LogFilters({ filters, onChange }: LogFiltersProps) {
  const word = useWords()
  const people = usePeople()
  const { type, outcome, person, relation } = filters
  return (
    <search className="log-filters">
      <div>
        <Choice
          label={word('log.type')}
          value={type}
          onChange={(value) => onChange({ type: value })}
          options={SECURITY_EVENTS.map((name) => ({ value: name, label: word(`log.types.${asKey(name)}`) }))}
          empty={word('all')}
        />
      </div>
      <div>
        <Choice
          label={word('log.outcome')}
          value={outcome}
          onChange={(value) => onChange({ outcome: value })}
          options={(['done', 'refused'] as const).map((name) => ({
            ...{ value: name, label: word(`log.outcomes.${name}`) },
          }))}
          empty={word('all')}
        />
      </div>
      <div className="wide-filter">
        <Choice
          label={word('log.person')}
          value={person}
          onChange={(value) => onChange({ person: value, ...(value === null ? { relation: null } : {}) })}
          options={people}
          empty={word('all')}
        />
      </div>
      {person !== null && (
        <fieldset className="chips" aria-label={word('log.relation')}>
          {([null, 'subject'] as const).map((name) => (
            <button
              type="button"
              className="chip"
              key={name ?? 'actor'}
              aria-pressed={relation === name}
              onClick={() => onChange({ relation: name })}
            >
              {word(name === null ? 'log.did' : 'log.concerns')}
            </button>
          ))}
        </fieldset>
      )}
      {Object.values(filters).some((value) => value !== null) && (
        <Button
          kind="quiet"
          icon="x"
          onClick={() => onChange({ type: null, outcome: null, person: null, relation: null })}
        >
          {word('log.clear')}
        </Button>
      )}
    </search>
  )
}
