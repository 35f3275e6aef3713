import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../contract/languages.ts'
import { problemWords } from './problems.ts'

describe('the sentence for a text that is too short', () => {
  it('says that it is needed where one character would do, else how many', () => {
    expect(problemWords.input('too-short', 'en', { minimum: 1 })).toBe('This is needed.')
    expect(problemWords.input('too-short', 'en', { minimum: 3 })).toBe('Give at least 3.')
    for (const language of LANGUAGES) {
      const needed = problemWords.input('required', language, {})
      expect(problemWords.input('too-short', language, { minimum: 1 })).toBe(needed)
      expect(problemWords.input('too-short', language, { minimum: 3 })).toContain('3')
    }
  })
})
