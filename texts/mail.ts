import type { Language } from '../contract/languages.ts'
import { mail as ar } from './ar/mail.ts'
import { mail as ckb } from './ckb/mail.ts'
import { mail as en } from './en/mail.ts'
import { mail as ru } from './ru/mail.ts'

const catalogues = { en, ar, ckb, ru }

/** The words of our mails in the recipient's language. */
export const mailWords = (language: Language) => catalogues[language]
