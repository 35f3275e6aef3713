import { useEffect } from 'react'
import { useAnnounce } from './announcer.tsx'
import { queryClient } from './api.ts'
import { settleConfirm } from './confirm-again.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { Logo, signInAddress } from './sign-in-page.tsx'
import { usePageTitle } from './use-page-title.ts'
import { useTexts } from './use-texts.ts'

/**
 * Stands where the work stood. Nothing of it can be read any more, neither on the page nor in what was fetched; what was
 * typed stays in the storage of the tab. Why it ended, the server tells nobody: the words are right for every reason.
 */
export function SessionEnded() {
  const { t, language } = useTexts()
  const announce = useAnnounce()
  usePageTitle(t('signIn.endedTitle'))
  useEffect(() => {
    settleConfirm(false)
    announce('')
    // Also the session as it was read in another language.
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' || !query.isActive() })
    queryClient.getMutationCache().clear()
  }, [announce])
  return (
    <div className="gate">
      <main className="sign-in">
        <Logo />
        <h1>{t('signIn.endedTitle')}</h1>
        <div role="alert">
          <p>{t('signIn.endedText')}</p>
          <p className="soft">{t('signIn.endedAsk')}</p>
        </div>
        <a className="btn primary" href={signInAddress(language)}>
          {t('signIn.again')}
        </a>
        <LanguageSwitch />
      </main>
    </div>
  )
}
