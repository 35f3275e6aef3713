import { useId, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Said } from '../../ui/said.tsx'
import { CopyButton } from '../copy-button.tsx'
import { useWords } from '../use-words.ts'

/** A key that was just made. Null where the answer that held it was lost on the way. */
export type MadeKey = { name: string; key: string | null }

/**
 * Shows a secret, this once. It stands in no storage, and leaves the page with the dialog: so neither Escape nor the
 * cross closes it before the key was copied or somebody says that they have kept it.
 */
export function SecretDialog({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  const word = useWords()
  const id = useId()
  const [copied, setCopied] = useState(false)
  const [tooEarly, setTooEarly] = useState(false)
  const leave = () => (copied || made.key === null ? onClose() : setTooEarly(true))
  return (
    <Dialog title={word('clients.secretTitle')} closeLabel={word('close')} onClose={leave} size={560} keep>
      <div className="pop-in">
        {made.key === null && <p className="said bad">{word('clients.secretLost')}</p>}
        {made.key !== null && (
          <>
            <p className="said warn">
              <Icon name="alert" size="sm" />
              <span>{word('clients.secretText')}</span>
            </p>
            <label className="lbl" htmlFor={id}>
              {word('clients.secretLabel', { name: made.name })}
            </label>
            <div className="secret">
              <input
                id={id}
                className="code"
                dir="ltr"
                readOnly
                value={made.key}
                onCopy={() => setCopied(true)}
                onFocus={(event) => event.currentTarget.select()}
              />
              <CopyButton
                text={made.key}
                label={word('clients.secretLabel', { name: made.name })}
                onCopied={() => setCopied(true)}
              />
            </div>
            <Said saying={tooEarly && !copied ? { tone: 'warn', text: word('clients.secretStay') } : null} />
          </>
        )}
      </div>
      <footer className="pop-foot">
        <Button kind="primary" className="end" onClick={onClose}>
          {word(made.key === null ? 'close' : 'clients.secretDone')}
        </Button>
      </footer>
    </Dialog>
  )
}
