/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks'
import { ApiProblem } from '../client/index.ts'
import { Icon } from '../forms/parts/icon.tsx'
import { forgetCodeSent, rememberCodeSent, sentBefore } from './code-sent.ts'
import { usePage } from './page-context.ts'
import { usePageTitle } from './page-title.ts'
import { Sentence } from './sentence.tsx'

/** The way in: an address, then the code that was sent to it. */
export function SignInSteps({ ended, onDone }: { ended: boolean; onDone: (email: string) => void }) {
  const { say } = usePage().speech
  const [email, setEmail] = useState(sentBefore)
  usePageTitle(say(email === null ? 'own.title' : 'own.code-title'))
  if (email === null) {
    return (
      <AddressStep
        ended={ended}
        onSent={(to) => {
          rememberCodeSent(to)
          setEmail(to)
        }}
      />
    )
  }
  return (
    <CodeStep
      email={email}
      onDone={() => {
        forgetCodeSent()
        onDone(email)
      }}
      onOther={() => {
        forgetCodeSent()
        setEmail(null)
      }}
    />
  )
}

function AddressStep({ ended, onSent }: { ended: boolean; onSent: (email: string) => void }) {
  const { api, speech } = usePage()
  const { say } = speech
  const [text, setText] = useState('')
  const { busy, error, setError, run } = useAsking()
  const send = () => {
    const email = text.trim()
    if (!/^\S+@\S+\.\S+$/.test(email)) {
      setError(say('own.email-wrong'))
      document.getElementById('own-email')?.focus()
      return
    }
    void run(
      () => api.sendCode({ email, language: speech.language }),
      () => onSent(email),
      { 400: say('own.email-wrong') },
    )
  }
  return (
    <form class="column" noValidate onSubmit={submits(send)}>
      <h1 class="p-h1" tabIndex={-1}>
        {say('own.title')}
      </h1>
      {ended && (
        <p class="tip warn" role="status">
          {say('own.ended')}
        </p>
      )}
      <p class="p-sub">{say('own.why')}</p>
      <div class={`f${error ? ' has-err' : ''}`}>
        <label class="l" for="own-email">
          {say('own.email')}
        </label>
        <ErrorLine id="own-email-error" error={error} />
        <input
          id="own-email"
          class={`inp code${error ? ' bad' : ''}`}
          type="email"
          inputMode="email"
          dir="ltr"
          autocomplete="email"
          maxLength={254}
          value={text}
          aria-invalid={error !== null}
          aria-describedby={error ? 'own-email-error' : undefined}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <p class="p-act">
        <button type="submit" class="p-btn" aria-disabled={busy}>
          {say(busy ? 'own.sending' : 'own.send')}
        </button>
      </p>
    </form>
  )
}

function CodeStep({ email, onDone, onOther }: { email: string; onDone: () => void; onOther: () => void }) {
  const { api, speech } = usePage()
  const { say, language } = speech
  const [text, setText] = useState('')
  const [again, setAgain] = useState(false)
  const { busy, error, setError, run } = useAsking()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const open = () => {
    const code = text.replace(/\s/g, '')
    setAgain(false)
    if (!/^\p{Nd}{6}$/u.test(code)) {
      setError(say('own.code-short'))
      field.current?.focus()
      return
    }
    void run(() => api.startCustomerSession({ email, code, language }), onDone, {
      400: say('own.code-short'),
    }).then(() => field.current?.focus())
  }
  const sendAgain = () => {
    setText('')
    setAgain(false)
    void run(
      () => api.sendCode({ email, language }),
      () => {
        rememberCodeSent(email)
        setAgain(true)
        field.current?.focus()
      },
    )
  }
  return (
    <form class="column" noValidate onSubmit={submits(open)}>
      <h1 class="p-h1" tabIndex={-1}>
        {say('own.code-title')}
      </h1>
      <p class="p-sub" id="own-code-sent">
        <Sentence speech={speech} text="own.code-sent" name="email" value={email} code />
      </p>
      <div class={`f${error ? ' has-err' : ''}`}>
        <label class="l" for="own-code">
          {say('own.code')}
        </label>
        <ErrorLine id="own-code-error" error={error} />
        <input
          id="own-code"
          ref={field}
          class={`inp code one-time${error ? ' bad' : ''}`}
          type="text"
          inputMode="numeric"
          dir="ltr"
          autocomplete="one-time-code"
          // Room for blanks that come along when a code is pasted.
          maxLength={12}
          value={text}
          aria-invalid={error !== null}
          aria-describedby={`own-code-sent${error ? ' own-code-error' : ''}`}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <p class="p-act">
        <button type="submit" class="p-btn" aria-disabled={busy}>
          {say('own.open')}
        </button>
      </p>
      <div role="status">{again && <p class="tip good">{say('own.again-done')}</p>}</div>
      <div class="p-row">
        <button type="button" class="p-btn plain flush" aria-disabled={busy} onClick={sendAgain}>
          {say('own.again')}
        </button>
        <button type="button" class="p-btn plain flush" onClick={onOther}>
          {say('own.other')}
        </button>
      </div>
    </form>
  )
}

const submits = (act: () => void) => (event: Event) => {
  event.preventDefault()
  act()
}

function ErrorLine({ id, error }: { id: string; error: string | null }) {
  return (
    <div role="alert">
      {error && (
        <p class="err" id={id}>
          <Icon name="alert" size="sm" />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}

/** One question to the server at a time, and what to say where it was refused. */
function useAsking() {
  const { say } = usePage().speech
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const run = async <Answer,>(
    ask: () => Promise<Answer>,
    done: () => void,
    words: Record<number, string> = {},
  ) => {
    if (busy) return
    setBusy(true)
    setError(null)
    try {
      await ask()
      setBusy(false)
      done()
    } catch (problem) {
      setBusy(false)
      setError(
        problem instanceof ApiProblem
          ? (words[problem.problem.status] ?? problem.message)
          : say('own.failed'),
      )
    }
  }
  return { busy, error, setError, run }
}
