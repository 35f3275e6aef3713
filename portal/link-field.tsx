/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import { Icon } from '../forms/parts/icon.tsx'
import { usePage } from './page-context.ts'
import { tokenIn } from './tracking-link.ts'

/** Takes a pasted tracking link; the secret goes into the fragment, where no log sees it. */
export function LinkField({ onToken }: { onToken?: (token: string) => void }) {
  const { speech, go } = usePage()
  const { say } = speech
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  return (
    <form
      class="p-row"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const token = tokenIn(text)
        setWrong(!token)
        if (!token) document.getElementById('link')?.focus()
        else if (onToken) onToken(token)
        else go(`/track#${token}`)
      }}
    >
      <label class="sr" for="link">
        {say('track.label')}
      </label>
      {wrong && (
        <p class="err" id="link-error" role="alert">
          <Icon name="alert" size="sm" />
          <span>{say('track.not-a-link')}</span>
        </p>
      )}
      <input
        id="link"
        class={`inp code${wrong ? ' bad' : ''}`}
        type="text"
        inputMode="url"
        dir="ltr"
        autocomplete="off"
        spellcheck={false}
        placeholder="…/track#…"
        value={text}
        aria-invalid={wrong}
        aria-describedby={wrong ? 'link-error' : undefined}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button class="p-btn" type="submit">
        {say('track.open')}
      </button>
    </form>
  )
}
