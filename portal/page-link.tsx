/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact'
import { usePage } from './page-context.ts'

type Props = { to: string; class?: string; label?: string | undefined; children: ComponentChildren }

/** A link inside the portal: no new page, but a real address that opens in a new tab too. */
export function PageLink({ to, label, children, ...look }: Props) {
  const { go } = usePage()
  return (
    <a
      {...look}
      href={to}
      aria-label={label}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
        event.preventDefault()
        go(to)
      }}
    >
      {children}
    </a>
  )
}
