import type { FastifyRequest } from 'fastify'
import { chooseLanguage, LANGUAGES, type Language } from '../../../contract/languages.ts'
import { readPageCookie } from './cookies.ts'

/** The language of a notice to somebody who is not known yet: as chosen on our pages, else as the browser wishes. */
export function noticeLanguage(request: FastifyRequest): Language {
  const chosen = readPageCookie(request, 'ic_lang')
  return (
    LANGUAGES.find((language) => language === chosen) ?? chooseLanguage(request.headers['accept-language'])
  )
}
