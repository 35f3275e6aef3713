import { expect, test } from 'vitest'
import { languageFromCookie } from './language.ts'

test('the language is read from its own cookie only', () => {
  expect(languageFromCookie('ic_lang=ar')).toBe('ar')
  expect(languageFromCookie('a=1; ic_lang=ckb; b=2')).toBe('ckb')
  expect(languageFromCookie('not_ic_lang=ar')).toBeNull()
})

test('a value that is not ours counts for nothing', () => {
  expect(languageFromCookie('ic_lang=xx')).toBeNull()
  expect(languageFromCookie('ic_lang=')).toBeNull()
  expect(languageFromCookie('')).toBeNull()
})
