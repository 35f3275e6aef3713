import { useEffect, useRef } from 'react'

/** What each key does; `false` leaves it to whoever listens next. */
// biome-ignore lint/suspicious/noConfusingVoidType: most acts answer nothing
export type Shortcuts = Record<string, () => false | void>

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/**
 * The name of a key by its place on the keyboard, so that it works in every layout: `J`, `Shift+R`, `?`, `Escape`.
 * Keys with Ctrl, Alt or Meta are the browser's, and have no name here.
 */
export function keyName(
  event: Pick<KeyboardEvent, 'code' | 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>,
): string | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null
  if (event.key === '?' || event.key === '؟' || (event.code === 'Slash' && event.shiftKey)) return '?'
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]
  const name = letter ?? event.key
  return event.shiftKey && letter ? `Shift+${name}` : name
}

/**
 * Single keys for the page. Silent while someone types, and while a dialog or a menu is open. With `first` they are asked
 * before all others.
 */
export function useShortcuts(shortcuts: Shortcuts, first = false): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || (event.repeat && event.key === 'Enter')) return
      if (isTyping(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return
      const name = keyName(event)
      const act = name === null ? undefined : latest.current[name]
      if (act && act() !== false) event.preventDefault()
    }
    document.addEventListener('keydown', onKey, first)
    return () => document.removeEventListener('keydown', onKey, first)
  }, [first])
}
