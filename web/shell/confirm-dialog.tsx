import { useEffect } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { Said } from '../ui/said.tsx'
import { onConfirmed, settleConfirm, useConfirmAsked, useConfirmedTooEarly } from './confirm-again.ts'
import { confirmAddress } from './sign-in-page.tsx'
import { useTexts } from './use-texts.ts'

/** Offers to prove once more who one is, in a tab of its own; what was being done waits below and then goes on. */
export function ConfirmDialog() {
  const { t, language } = useTexts()
  const asked = useConfirmAsked()
  const tooEarly = useConfirmedTooEarly()
  useEffect(() => (asked ? onConfirmed(() => settleConfirm(true)) : undefined), [asked])
  if (!asked) return null
  return (
    <Dialog
      title={t('confirm.title')}
      closeLabel={t('confirm.cancel')}
      onClose={() => settleConfirm(false)}
      size={460}
      keep
    >
      <div className="pop-in">
        <p>{t('confirm.lead')}</p>
        <p className="soft">{t('confirm.kept')}</p>
        <a
          className="btn primary"
          href={confirmAddress(language)}
          target="_blank"
          rel="noopener opener"
          data-autofocus
        >
          <Icon name="lock" />
          {t('confirm.button')}
        </a>
        <Said saying={tooEarly ? { tone: 'warn', text: t('confirm.notYet') } : null} />
      </div>
      <footer className="pop-foot">
        <Button className="end" onClick={() => settleConfirm(false)}>
          {t('confirm.cancel')}
        </Button>
        <Button onClick={() => settleConfirm(true)}>{t('confirm.done')}</Button>
      </footer>
    </Dialog>
  )
}
