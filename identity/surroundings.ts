import type { NetworkFile } from './network-file.ts'
import { choosePageLanguage, type PageLanguage } from './page-texts.ts'
import { organisationName } from './sign-in-page.ts'

/** What every page of ours shows around its own matter. */
export interface Surroundings {
  language: PageLanguage
  organisation: string
  /** Where the application starts: a link for who is stuck here. */
  home: string
}

export interface LanguageWishes {
  chosen?: string | null | undefined
  uiLocales?: unknown
  acceptLanguage?: string | undefined
}

export type DescribeSurroundings = (wishes: LanguageWishes) => Promise<Surroundings>

export function surroundingsOf(networkFile: NetworkFile, redirectUris: string[]): DescribeSurroundings {
  const home = `${new URL(redirectUris[0] ?? 'http://localhost').origin}/`
  return async (wishes) => {
    const language = choosePageLanguage(wishes)
    const { network } = await networkFile.current()
    return { language, organisation: organisationName(network, language), home }
  }
}
