import { useEffect } from 'react'
import { Icon } from '../ui/icon.tsx'
import { tellConfirmed } from './confirm-again.ts'
import { usePageTitle } from './use-page-title.ts'
import { useTexts } from './use-texts.ts'

/** Where the tab lands in which somebody has confirmed who they are: the waiting tab is told, and this one may go. */
export function ConfirmedPage() {
  const { t } = useTexts()
  usePageTitle(t('confirm.doneTitle'))
  useEffect(() => {
    tellConfirmed()
    // Works where this tab was opened for it; otherwise the words below say what to do.
    window.close()
  }, [])
  return (
    <div className="gate">
      <main className="blank">
        <Icon name="check" />
        <h1>{t('confirm.doneTitle')}</h1>
        <p>{t('confirm.doneText')}</p>
        <a className="btn" href="/staff">
          {t('confirm.toWork')}
        </a>
      </main>
    </div>
  )
}
