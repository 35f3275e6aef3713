import type { Language } from '../../contract/languages.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { useTexts } from './use-texts.ts'

/** Where signing in begins, and comes back to this page. */
export const signInAddress = (language: Language) =>
  `/auth/sign-in?${new URLSearchParams({ returnTo: location.pathname + location.search, lang: language })}`

/** Where one proves once more who one is, for a dangerous act; comes back to `ConfirmedPage`. */
export const confirmAddress = (language: Language) =>
  `/auth/sign-in?${new URLSearchParams({ stepUp: '1', returnTo: '/staff/confirmed', lang: language })}`

export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 28 28" aria-hidden="true">
      <rect width="28" height="28" rx="7" fill="var(--accent)" />
      <path
        d="M8 22V9.5C8 7.5 9.3 6 11.2 6M20 22v-5.5c0-4-6-4.5-6-9V5.5M8 22v-4c0-5 12-4.5 12-10V6"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  )
}

export function SignInPage({ foreign }: { foreign: boolean }) {
  const { t, language } = useTexts()
  return (
    <div className="gate">
      <main className="sign-in">
        <Logo />
        <h1>{t('signIn.title')}</h1>
        <p className="soft">{t('signIn.lead')}</p>
        {foreign && <p className="said warn">{t('signIn.foreign')}</p>}
        <a className="btn primary" href={signInAddress(language)}>
          {t('signIn.button')}
        </a>
        <LanguageSwitch />
      </main>
    </div>
  )
}
