/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../forms/parts/icon.tsx'
import { PORTAL_LANGUAGES } from '../texts/portal.ts'
import { usePage } from './page-context.ts'
import { PageLink } from './page-link.tsx'

const Logo = () => (
  <svg class="logo" viewBox="0 0 28 28" aria-hidden="true">
    <rect width="28" height="28" rx="7" />
    <path d="M8 22V9.5C8 7.5 9.3 6 11.2 6M20 22v-5.5c0-4-6-4.5-6-9V5.5M8 22v-4c0-5 12-4.5 12-10V6" />
  </svg>
)

/** Bar, languages, page, foot. */
export function PageFrame({
  languages,
  children,
}: {
  languages: 'row' | 'menu'
  children: ComponentChildren
}) {
  const { speech, brand } = usePage()
  const { say } = speech
  return (
    <>
      <a class="skip" href="#content">
        {say('head.skip')}
      </a>
      <header class="p-bar">
        <PageLink to="/" class="home" label={brand ? undefined : say('head.home')}>
          <Logo />
          <b>{brand}</b>
        </PageLink>
        {languages === 'menu' && <LanguageMenu />}
      </header>
      {languages === 'row' && <LanguageRow />}
      <main id="content" class="p-main" tabIndex={-1}>
        {children}
      </main>
      <footer class="p-foot">
        {say('foot.promise')} <PageLink to="/privacy">{say('foot.more')}</PageLink>
      </footer>
    </>
  )
}

/** What stands there until the texts are. */
PageFrame.Empty = () => (
  <header class="p-bar">
    <Logo />
  </header>
)

function LanguageRow() {
  const { speech, speak } = usePage()
  return (
    <nav class="langs" aria-label={speech.say('head.languages')}>
      {PORTAL_LANGUAGES.map(([language, name]) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-current={language === speech.language ? 'true' : undefined}
          onClick={() => speak(language)}
        >
          {name}
        </button>
      ))}
    </nav>
  )
}

function LanguageMenu() {
  const { speech, speak } = usePage()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false)
    }
    addEventListener('pointerdown', outside)
    return () => removeEventListener('pointerdown', outside)
  }, [open])
  const name = PORTAL_LANGUAGES.find(([language]) => language === speech.language)?.[1]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: closes what the button inside opened
    <div
      class="lang-menu"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        setOpen(false)
        button.current?.focus()
      }}
    >
      <button
        ref={button}
        type="button"
        class="p-lang"
        aria-expanded={open}
        aria-controls="languages"
        onClick={() => setOpen(!open)}
      >
        <Icon name="globe" size="lg" />
        <span class="sr">{speech.say('head.languages')}: </span>
        {name}
      </button>
      <ul id="languages" hidden={!open}>
        {PORTAL_LANGUAGES.map(([language, own]) => (
          <li key={language}>
            <button
              type="button"
              lang={language}
              aria-current={language === speech.language ? 'true' : undefined}
              onClick={() => {
                setOpen(false)
                speak(language)
                button.current?.focus()
              }}
            >
              {own}
              {language === speech.language && <Icon name="check" />}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
