import { type ReactNode, useState } from 'react'
import { problemText } from '../shell/problem-text.ts'
import { useTexts } from '../shell/use-texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Said } from '../ui/said.tsx'
import { useWords } from './use-words.ts'

type AskDialogProps = {
  title: string
  text: string
  button: string
  children?: ReactNode
  onClose: () => void
  /** Does it, and closes the dialog; what it throws is told here. */
  act: () => Promise<void>
}

/** Asks once more before what cannot be taken back; the button names it. */
export function AskDialog({ title, text, button, children, onClose, act }: AskDialogProps) {
  const { t } = useTexts()
  const word = useWords()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const go = async () => {
    setBusy(true)
    setRefused(null)
    try {
      await act()
    } catch (error) {
      setRefused(problemText(error, t))
      setBusy(false)
    }
  }
  return (
    <Dialog title={title} closeLabel={word('close')} onClose={onClose} size={480}>
      <div className="pop-in">
        <p>{text}</p>
        {children}
        <Said saying={refused === null ? null : { tone: 'bad', text: refused }} />
      </div>
      <footer className="pop-foot">
        <Button className="end" onClick={onClose} data-autofocus>
          {word('cancel')}
        </Button>
        <Button kind="danger" busy={busy} disabled={busy} onClick={() => void go()}>
          {button}
        </Button>
      </footer>
    </Dialog>
  )
}
