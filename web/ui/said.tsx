import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

export type Saying = { tone: 'good' | 'bad' | 'warn'; text: string }

/** What came of an act, where it happened. Its place is always there, so that readers hear it when it fills. */
export function Said({
  saying,
  children,
  className,
}: {
  saying: Saying | null
  children?: ReactNode
  className?: string
}) {
  const bad = saying?.tone === 'bad'
  return (
    <div role={bad ? 'alert' : 'status'} className={className} aria-live={bad ? 'assertive' : 'polite'}>
      {saying && (
        <p className={`said ${saying.tone}`}>
          <Icon name={saying.tone === 'good' ? 'check' : 'alert'} size="sm" />
          <span className="grow">{saying.text}</span>
          {children}
        </p>
      )}
    </div>
  )
}
