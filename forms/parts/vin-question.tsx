/** @jsxImportSource preact */
import { normaliseVin } from '../../contract/vin.ts'
import type { FormTextKey } from '../../texts/forms.ts'
import { useForm } from '../form-context.ts'
import { Icon } from './icon.tsx'
import { Question } from './question.tsx'
import { VIN_LENGTH, viewVin } from './vin-words.ts'

type Props = { field: 'vin' | 'ownVin'; label: FormTextKey; optional?: boolean; hint?: FormTextKey }

/** A VIN in groups of 3, 6 and 8: marks the wrong character as it is typed, and offers what was meant. */
export function VinQuestion({ field, label, optional, hint = 'vin.hint' }: Props) {
  const { answers, change, leave, speech } = useForm()
  const { say } = speech
  const vin = answers[field]
  const { cells, position, offer } = viewVin(vin)
  const left = VIN_LENGTH - vin.length
  const doubtful = cells.some((cell) => cell.mark === 'doubtful')

  const typed = (input: HTMLInputElement) => {
    const caret = normaliseVin(input.value.slice(0, input.selectionStart ?? undefined)).length
    const next = normaliseVin(input.value)
    // Set at once, so that the caret stays where the customer types.
    input.value = next
    input.setSelectionRange(caret, caret)
    change({ [field]: next })
  }

  return (
    <Question field={field} label={label} hint={hint} optional={optional}>
      {({ id, describedBy, invalid }) => (
        <>
          <div
            class={`vin${invalid ? ' bad' : doubtful ? ' doubt' : ''}`}
            style={{ '--cells': cells.length }}
          >
            <div class="cells" aria-hidden="true">
              {cells.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                <span key={index} class={`${cell.mark}${cell.character ? '' : ' empty'}`}>
                  {cell.character}
                </span>
              ))}
            </div>
            <input
              id={id}
              value={vin}
              dir="ltr"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              aria-invalid={invalid}
              aria-describedby={[describedBy, `${id}-count`].filter(Boolean).join(' ')}
              onInput={(event) => typed(event.currentTarget)}
              onBlur={() => leave(field)}
            />
          </div>
          <div class="vin-idx" style={{ '--cells': cells.length }} aria-hidden="true">
            {cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
              <span key={index} class={cell.mark === 'wrong' ? 'x' : ''}>
                {[1, 9, VIN_LENGTH].includes(index + 1) || index + 1 === position ? index + 1 : ''}
              </span>
            ))}
          </div>
          <p class="vin-row" id={`${id}-count`}>
            {vin !== '' && left > 0 && say('vin.left', { count: left })}
            {left === 0 && !invalid && !doubtful && say('vin.complete')}
          </p>
          {offer && (
            <button
              type="button"
              class="p-btn line wide"
              onClick={() => {
                change({ [field]: offer.vin })
                document.getElementById(id)?.focus()
              }}
            >
              {say('vin.change-to', { offer: offer.character })}
            </button>
          )}
          <div role="status">
            {doubtful && !invalid && (
              <p class="tip warn">
                <Icon name="info" size="lg" />
                <span>{say('vin.check-digit-warning')}</span>
              </p>
            )}
          </div>
        </>
      )}
    </Question>
  )
}
