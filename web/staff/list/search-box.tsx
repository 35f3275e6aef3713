import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTexts } from '../../shell/use-texts.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'

const PAUSE = 250

type SearchBoxProps = { q: string; view: string; onDown: () => void }

/** What is looked for in this view; it stands in the address, a moment after the last key. */
export function SearchBox({ q, view, onDown }: SearchBoxProps) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const box = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(q)
  const [asked, setAsked] = useState(q)
  // The address changed by itself: by going back, or by another link.
  if (q !== asked) {
    setAsked(q)
    setTyped(q)
  }
  const ask = (text: string) => {
    setAsked(text)
    void navigate({
      to: '.',
      search: (before) => ({ ...before, q: text === '' ? undefined : text }) as never,
      replace: true,
    })
  }
  const latest = useRef(ask)
  latest.current = ask
  const wanted = typed.trim()
  useEffect(() => {
    if (wanted === asked) return
    const soon = setTimeout(() => latest.current(wanted), PAUSE)
    return () => clearTimeout(soon)
  }, [wanted, asked])
  useShortcuts({ '/': () => box.current?.select() })
  const label = t('list.find', { view })
  return (
    <search className="find">
      <Icon name="search" size="sm" />
      <input
        ref={box}
        type="text"
        dir="auto"
        value={typed}
        maxLength={200}
        placeholder={label}
        aria-label={label}
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') ask(wanted)
          else if (event.key === 'ArrowDown') onDown()
          else if (event.key === 'Escape') {
            if (typed === '') event.currentTarget.blur()
            setTyped('')
          } else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      {typed === '' ? (
        <span className="kbd" aria-hidden="true">
          /
        </span>
      ) : (
        <IconButton
          icon="x"
          label={t('list.clear')}
          kind="quiet"
          small
          onClick={() => {
            setTyped('')
            box.current?.focus()
          }}
        />
      )}
    </search>
  )
}
