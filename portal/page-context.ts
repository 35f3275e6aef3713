import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Api } from '../client/index.ts'
import type { Language } from '../contract/languages.ts'
import type { Speech } from '../forms/parts/speech.ts'
import type { PortalTextKey } from '../texts/portal.ts'

/** What every page can reach. */
export type PageInHand = {
  speech: Speech<PortalTextKey>
  speak: (language: Language) => void
  /** Asks as the anonymous session of the portal. */
  api: Api
  /** Asks as whoever opened a tracking link. */
  tracking: Api
  /** Name of the distributor; empty until it is known. */
  brand: string
  go: (path: string) => void
}

export const PageContext = createContext<PageInHand | null>(null)

export function usePage(): PageInHand {
  const page = useContext(PageContext)
  if (!page) throw new Error('A page stands outside the portal')
  return page
}
