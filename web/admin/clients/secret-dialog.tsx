import { useId } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { CopyButton } from '../copy-button.tsx'
import { useWords } from '../use-words.ts'

/** A key that was just made. Null where the answer that held it was lost on the way. */
export type MadeKey = { name: string; key: string | null }

/** Shows a secret, this once. It stands in no storage, and leaves the page with the dialog. */
export function SecretDialog({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  const word = useWords()
  const id = useId()
  return (
    <Dialog title={word('clients.secretTitle')} closeLabel={word('close')} onClose={onClose} size={560} keep>
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
                onFocus={(event) => event.currentTarget.select()}
              />
              <CopyButton text={made.key} label={word('clients.secretLabel', { name: made.name })} />
            </div>
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
