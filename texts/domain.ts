import type { Language } from '../contract/languages.ts'
import { domain as ar } from './ar/domain.ts'
import { domain as ckb } from './ckb/domain.ts'
import { domain as en } from './en/domain.ts'
import { domain as ru } from './ru/domain.ts'

const catalogues = { en, ar, ckb, ru }

/** The words of the domain in the reader's language. */
export const domainWords = (language: Language) => catalogues[language]
