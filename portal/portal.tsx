/** @jsxImportSource preact */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { makeApi } from '../client/index.ts'
import type { Language } from '../contract/languages.ts'
import { makeSpeech, type Speech } from '../forms/parts/speech.ts'
import { loadPortalTexts, type PortalTextKey } from '../texts/portal.ts'
import { useBrandName } from './brand-name.ts'
import { HomePage } from './home-page.tsx'
import { languageOfPage, rememberLanguage, turnPage } from './language.ts'
import { LostPage } from './lost-page.tsx'
import { OwnRequests } from './own-requests.tsx'
import { PageContext, type PageInHand } from './page-context.ts'
import { PageFrame } from './page-frame.tsx'
import { PrivacyPage } from './privacy-page.tsx'
import { RequestPage } from './request-page.tsx'
import { type Route, routeOf } from './routes.ts'
import { sessionFetch } from './session-fetch.ts'
import { TrackPage } from './track-page.tsx'

/** The customer pages: one light application, a page per address. */
export function Portal() {
  const [speech, setSpeech] = useState<Speech<PortalTextKey> | null>(null)
  const [path, go] = usePath()
  const wanted = useRef<Language>(languageOfPage())
  const spoken = useRef<Language>(wanted.current)

  const apis = useMemo(() => {
    const language = () => spoken.current
    return {
      api: makeApi({ session: 'portal', language, fetch: sessionFetch }),
      tracking: makeApi({ session: 'tracking', language }),
    }
  }, [])
  const brand = useBrandName(apis.api, speech?.language ?? null)

  const speak = async (language: Language) => {
    wanted.current = language
    const texts = await loadPortalTexts(language)
    if (wanted.current !== language) return
    spoken.current = language
    setSpeech(makeSpeech<PortalTextKey>(language, texts))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with the language of the page
  useEffect(() => {
    turnPage(wanted.current)
    void speak(wanted.current)
  }, [])

  if (!speech) return <PageFrame.Empty />
  const page: PageInHand = {
    ...apis,
    speech,
    brand,
    go,
    speak: (language) => {
      rememberLanguage(language)
      void speak(language)
    },
  }
  const route = routeOf(path)
  return (
    <PageContext.Provider value={page}>
      <PageFrame languages={route.page === 'home' ? 'row' : 'menu'}>
        <PageOf route={route} />
      </PageFrame>
    </PageContext.Provider>
  )
}

function PageOf({ route }: { route: Route }) {
  switch (route.page) {
    case 'home':
      return <HomePage />
    case 'request':
      return <RequestPage key={route.type} type={route.type} />
    case 'track':
      return <TrackPage />
    case 'requests':
      return <OwnRequests number={route.number} />
    case 'privacy':
      return <PrivacyPage />
    case 'lost':
      return <LostPage />
  }
}

/** The address without its fragment; links inside the portal change it without a new page. */
function usePath(): [string, (path: string) => void] {
  const [path, setPath] = useState(location.pathname)
  useEffect(() => {
    const follow = () => setPath(location.pathname)
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])
  const go = (to: string) => {
    history.pushState(null, '', to)
    setPath(location.pathname)
    scrollTo(0, 0)
    // The new page's heading takes the focus, so that a reader's voice starts there.
    requestAnimationFrame(() => document.querySelector<HTMLElement>('main h1')?.focus())
  }
  return [path, go]
}
