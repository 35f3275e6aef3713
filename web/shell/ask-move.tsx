import type { BranchMove } from '../../contract/branch-moves.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useTexts } from './use-texts.ts'

type AskMoveProps = { move: BranchMove; act: string; onClose: () => void; onSend: () => void }

/** Asks once before another company reads the tickets of a branch. */
export function AskMove({ move, act, onClose, onSend }: AskMoveProps) {
  const { t, number } = useTexts()
  return (
    <Dialog title={t('moves.askTitle')} closeLabel={t('moves.cancel')} onClose={onClose} size={480}>
      <div className="pop-in">
        <p>{t('moves.ask', { branch: move.branch.name, to: move.to.name, number: number(move.tickets) })}</p>
      </div>
      <footer className="pop-foot">
        <Button className="end" onClick={onClose} data-autofocus>
          {t('moves.cancel')}
        </Button>
        <Button kind="primary" onClick={onSend}>
          {act}
        </Button>
      </footer>
    </Dialog>
  )
}
