import type { ReactNode } from 'react'
import { usePageTitle } from '../shell/use-page-title.ts'

/** Name of the page, what it is for in a sentence, and its one act. */
export function PageHead({ title, lead, children }: { title: string; lead: string; children?: ReactNode }) {
  usePageTitle(title)
  return (
    <header className="page-head">
      <div className="grow">
        <h1 tabIndex={-1}>{title}</h1>
        <p className="soft">{lead}</p>
      </div>
      {children}
    </header>
  )
}
