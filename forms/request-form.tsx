/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Api } from '../client/index.ts'
import type { CreatedTicket } from '../contract/tickets.ts'
import type { FormTextKey } from '../texts/forms.ts'
import { type Answers, type Field, NO_ANSWERS } from './answers.ts'
import { attemptFor, deviceDraft } from './draft.ts'
import { checkAnswers, type FieldError, serverErrors } from './find-errors.ts'
import { FormContext, type FormInHand } from './form-context.ts'
import { ErrorSummary } from './parts/error-summary.tsx'
import { Icon } from './parts/icon.tsx'
import { SendingState, useSending } from './parts/sending-state.tsx'
import type { Speech } from './parts/speech.ts'
import { isTimeToSay, sayError } from './say-error.ts'
import { useSteps } from './step-history.ts'
import type { FormShape } from './types/form-shape.ts'

type Props = {
  shape: FormShape
  speech: Speech<FormTextKey>
  api: Api
  storage: Storage | null
  /** True where the page lets the steps be entries of its history. */
  inHistory: boolean
  /** The address to begin with; empty where none is known. */
  email: string
  onSent: (ticket: CreatedTicket) => void
}

/** One of the five forms, from the first question to the sent request. */
export function RequestForm({ shape, speech, api, storage, inHistory, email, onSent }: Props) {
  const { say } = speech
  const { type, steps } = shape
  const draft = useRef(deviceDraft(type, storage)).current
  const [start] = useState(() => draft.read())
  const [answers, setAnswers] = useState<Answers>(start?.answers ?? { ...NO_ANSWERS, ...shape.first })
  const [left, setLeft] = useState<ReadonlySet<Field>>(new Set())
  const [refusals, setRefusals] = useState<FieldError[]>([])
  const [pressed, setPressed] = useState(0)
  const [saved, setSaved] = useState(start !== null)
  const attempt = useRef(start?.attempt ?? null)
  const sending = useSending(api)
  const head = useRef<HTMLHeadingElement>(null)
  const { at, moveTo, leave } = useSteps({
    name: type,
    kept: start?.step ?? null,
    count: steps.length,
    inHistory,
    onTravel: (next) => arriveAt(next),
  })

  const step = steps[at] ?? steps[0]
  const { errors, ticket } = checkAnswers(type, answers, speech.language)
  const known = [...refusals, ...errors.filter(({ field }) => !refusals.some((one) => one.field === field))]
  const shown = known.filter((error) => error.message || isTimeToSay(error, left))
  const order = step?.fields ?? []
  const here = shown
    .filter(({ field }) => order.includes(field))
    .toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field))

  const keep = (next: Answers, nextStep: number) =>
    setSaved(draft.write({ answers: next, step: nextStep, attempt: attempt.current }))
  const arriveAt = (next: number) => {
    setPressed(0)
    keep(answers, next)
    requestAnimationFrame(() => {
      head.current?.focus()
      head.current?.scrollIntoView({ block: 'center' })
    })
  }
  const goTo = (next: number) => {
    moveTo(next)
    arriveAt(next)
  }
  const form: FormInHand = {
    type,
    answers,
    speech,
    api,
    now: () => new Date(),
    change: (part) => {
      const next = { ...answers, ...part }
      setAnswers(next)
      setRefusals(refusals.filter(({ field }) => !(field in part)))
      keep(next, at)
    },
    leave: (field) => setLeft((before) => (before.has(field) ? before : new Set([...before, field]))),
    errorOf: (field) => {
      const error = shown.find((one) => one.field === field)
      return error ? sayError(error, answers, speech) : null
    },
  }

  const complain = (index: number) => {
    setLeft((before) => new Set([...before, ...(steps[index]?.fields ?? [])]))
    moveTo(index)
    setPressed((before) => before + 1)
  }
  const stepOf = (field: Field) => steps.findIndex(({ fields }) => fields.includes(field))

  const advance = async () => {
    if (sending.busy) return
    if (known.some(({ field }) => step?.fields.includes(field))) return complain(at)
    if (at < steps.length - 1) return goTo(at + 1)
    const wrong = known[0]
    if (wrong || !ticket) return complain(Math.max(0, wrong ? stepOf(wrong.field) : at))
    attempt.current = attemptFor(answers, ticket, attempt.current, () => crypto.randomUUID())
    keep(answers, at)
    const result = await sending.send(attempt.current)
    if ('sent' in result) {
      draft.clear()
      await leave()
      onSent(result.sent)
    } else if ('refused' in result) {
      // Judged and refused: what comes next is another request, under another key.
      attempt.current = null
      const { errors: refused } = serverErrors(result.refused)
      setRefusals(refused)
      const first = refused[0]
      if (first) complain(Math.max(0, stepOf(first.field)))
    }
  }
  const clear = () => {
    draft.clear()
    attempt.current = null
    setAnswers({ ...NO_ANSWERS, ...shape.first })
    setLeft(new Set())
    setRefusals([])
    setSaved(false)
    moveTo(0)
    head.current?.focus()
  }
  // It may come a moment after the form; what somebody typed is theirs.
  useEffect(() => {
    // What was sent before and has had no answer is repeated as it was.
    if (email && !attempt.current)
      setAnswers((before) => (before.email === '' ? { ...before, email } : before))
  }, [email])
  useEffect(() => sending.stop, [sending.stop])

  if (!step) return null
  const { Questions } = step
  return (
    <FormContext.Provider value={form}>
      <form
        class="request"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void advance()
        }}
      >
        <p class="step-of">{say('step-of', { step: at + 1, count: steps.length })}</p>
        <h1 ref={head} tabIndex={-1}>
          {say(step.title)}
        </h1>
        <div class="steps" aria-hidden="true">
          {steps.map(({ title }, index) => (
            <i key={title} class={index <= at ? 'on' : ''} />
          ))}
        </div>
        {at > 0 && (
          <p class="chosen">
            <Icon name={type} size="lg" />
            <span>
              <shape.Summary />
            </span>
            <button type="button" class="as-link" onClick={() => goTo(0)}>
              {say('change')}
            </button>
          </p>
        )}
        {pressed > 0 && <ErrorSummary errors={here} pressed={pressed} />}
        <Questions key={step.title} />
        <SendingState sending={sending} />
        <div class="p-act">
          <button class="p-btn" type="submit" aria-disabled={sending.busy}>
            {say(sending.busy ? 'sending' : at < steps.length - 1 ? 'continue' : 'send')}
            <Icon name={at < steps.length - 1 ? 'arrow' : 'send'} size="lg" flip />
          </button>
          {at > 0 && (
            <button class="p-btn line" type="button" disabled={sending.busy} onClick={() => goTo(at - 1)}>
              {say('back')}
            </button>
          )}
        </div>
        {saved && (
          <p class="saved">
            <Icon name="check" size="sm" />
            <span>
              {say('saved')}{' '}
              <button type="button" class="as-link" disabled={sending.busy} onClick={clear}>
                {say('start-again')}
              </button>
            </span>
          </p>
        )}
      </form>
    </FormContext.Provider>
  )
}
