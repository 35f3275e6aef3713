import type { Language } from '../contract/languages.ts'
import { session as ar } from './ar/session.ts'
import { session as ckb } from './ckb/session.ts'
import { session as en, type SessionTexts } from './en/session.ts'
import { session as ru } from './ru/session.ts'

const catalogues: Record<Language, SessionTexts> = { en, ar, ckb, ru }

/** Words for who is asking, in the reader's language. */
export const sessionWords = (language: Language): SessionTexts => catalogues[language]
