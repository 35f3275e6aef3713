import type { Language } from '../contract/languages.ts'
import { domain as ar } from './ar/domain.ts'
import { domain as en } from './en/domain.ts'
import { nearest } from './fill.ts'

/** The words of the domain in the reader's language. */
export const domainWords = (language: Language) => nearest({ en, ar }, language)
