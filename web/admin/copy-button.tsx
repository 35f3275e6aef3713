import { useState } from 'react'
import { useAnnounce } from '../shell/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { useWords } from './use-words.ts'

type CopyButtonProps = { text: string; label?: string; onCopied?: () => void }

/** Copies a text; where the browser does not let it, it says how else. */
export function CopyButton({ text, label, onCopied }: CopyButtonProps) {
  const word = useWords()
  const announce = useAnnounce()
  const [state, setState] = useState<'before' | 'copied' | 'failed'>('before')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
      onCopied?.()
      announce(word('copied'))
    } catch {
      setState('failed')
    }
  }
  return (
    <span className="copy">
      <Button
        small
        {...(state === 'copied' ? { icon: 'check' as const } : {})}
        aria-label={label ? `${word('copy')}: ${label}` : undefined}
        onClick={() => void copy()}
      >
        {word(state === 'copied' ? 'copied' : 'copy')}
      </Button>
      {state === 'failed' && (
        <span role="alert" className="xs soft">
          {word('copyByHand')}
        </span>
      )}
    </span>
  )
}
