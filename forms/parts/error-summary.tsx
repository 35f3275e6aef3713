/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks'
import type { FieldError } from '../find-errors.ts'
import { inputId, useForm } from '../form-context.ts'
import { sayError } from '../say-error.ts'

/** All that is wrong on this step, each a link to its question; takes the focus whenever the button was pressed. */
export function ErrorSummary({ errors, pressed }: { errors: FieldError[]; pressed: number }) {
  const { type, speech, answers } = useForm()
  const box = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each press moves the focus again
  useEffect(() => {
    box.current?.focus()
    box.current?.scrollIntoView({ block: 'start' })
  }, [pressed])
  if (errors.length === 0) return null
  return (
    <section class="err-sum" role="alert" tabIndex={-1} ref={box}>
      <h2>{speech.say('errors.title', { count: errors.length })}</h2>
      <ul>
        {errors.map((error) => (
          <li key={error.field}>
            <a
              href={`#${inputId(type, error.field)}`}
              onClick={(event) => {
                event.preventDefault()
                focusQuestion(inputId(type, error.field))
              }}
            >
              {sayError(error, answers, speech)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function focusQuestion(id: string) {
  const place = document.getElementById(id)
  const input =
    place instanceof HTMLFieldSetElement
      ? (place.querySelector<HTMLElement>('input:checked') ??
        place.querySelector<HTMLElement>('input, select, button') ??
        place)
      : place
  input?.focus()
  place?.scrollIntoView({ block: 'center' })
}
