import { describe, expect, it } from 'vitest'
import { domain as domainAr } from './ar/domain.ts'
import { mail as mailAr } from './ar/mail.ts'
import { problems as problemsAr } from './ar/problems.ts'
import { session as sessionAr } from './ar/session.ts'
import { domain as domainCkb } from './ckb/domain.ts'
import { mail as mailCkb } from './ckb/mail.ts'
import { problems as problemsCkb } from './ckb/problems.ts'
import { session as sessionCkb } from './ckb/session.ts'
import { domainWords } from './domain.ts'
import { domain } from './en/domain.ts'
import { mail } from './en/mail.ts'
import { problems } from './en/problems.ts'
import { session } from './en/session.ts'
import { problemWords } from './problems.ts'
import { domain as domainRu } from './ru/domain.ts'
import { mail as mailRu } from './ru/mail.ts'
import { problems as problemsRu } from './ru/problems.ts'
import { session as sessionRu } from './ru/session.ts'

type Texts = { [key: string]: string | Texts }
const english: Record<string, Texts> = { domain, mail, problems, session }
const translations: Record<string, Record<string, Texts>> = {
  Arabic: { domain: domainAr, mail: mailAr, problems: problemsAr, session: sessionAr },
  'Sorani Kurdish': { domain: domainCkb, mail: mailCkb, problems: problemsCkb, session: sessionCkb },
  Russian: { domain: domainRu, mail: mailRu, problems: problemsRu, session: sessionRu },
}

/** Every sentence with its path, as `timeline.ticket.created.other`. */
function sentences(texts: Texts, path = ''): [path: string, sentence: string][] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [[path + key, text] as [string, string]] : sentences(text, `${path}${key}.`),
  )
}

const places = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted()
const placesOf = (texts: Texts) =>
  Object.fromEntries(sentences(texts).map(([path, text]) => [path, places(text)]))

describe.each(Object.entries(translations))('the %s texts', (_, catalogues) => {
  it.each(Object.keys(english))('of %s fill in what the English ones do, sentence by sentence', (name) => {
    expect(placesOf(catalogues[name] ?? {})).toEqual(placesOf(english[name] ?? {}))
  })

  it('leave no sentence empty', () => {
    const all = Object.values(catalogues).flatMap((texts) => sentences(texts))
    expect(all.filter(([, text]) => text.trim() === '')).toEqual([])
  })
})

describe('a reader of each language', () => {
  it('gets the words of the domain and of refusals in it', () => {
    const asked = (['en', 'ar', 'ckb', 'ru'] as const).map((language) => [
      domainWords(language).statuses.resolved,
      problemWords.title('not-found', language),
    ])
    expect(asked).toEqual([
      ['Resolved', 'Not found'],
      ['تم الحل', 'غير موجود'],
      ['چارەسەرکراو', 'نەدۆزرایەوە'],
      ['Решена', 'Не найдено'],
    ])
  })
})
