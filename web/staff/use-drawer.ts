import { type RefObject, useCallback, useEffect, useState } from 'react'
import { useShortcuts } from '../ui/shortcuts.ts'

/** Where the views stand beside the list at all times; the style sheet says the same. */
const WIDE = '(min-width: 1060px)'

/** The views as a drawer: takes focus and keeps it, closes on Escape, gives focus back to what opened it. */
export function useDrawer(app: RefObject<HTMLElement | null>) {
  const [open, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  useShortcuts({ Escape: () => (open ? close() : false) }, true)
  useEffect(() => {
    if (!open) return
    const before = document.activeElement
    const behind = [...(app.current?.children ?? [])].filter((part) => part.matches('.list, .ticket'))
    for (const part of behind) part.toggleAttribute('inert', true)
    // It is hidden until its first frame, and what is hidden takes no focus.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => app.current?.querySelector<HTMLElement>('.nav-close')?.focus())
    })
    const wide = matchMedia(WIDE)
    wide.addEventListener('change', close)
    return () => {
      cancelAnimationFrame(frame)
      wide.removeEventListener('change', close)
      for (const part of behind) part.toggleAttribute('inert', false)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [open, close, app])
  return { open, show: () => setOpen(true), close }
}
