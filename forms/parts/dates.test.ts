import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../contract/languages.ts'
import { datesIn } from './dates.ts'

// Saturday evening in London is Sunday in Baghdad.
const at = new Date('2026-11-21T22:05:00Z')

describe('dates', () => {
  it('are those of the place', () => {
    expect(datesIn('en', 'Asia/Baghdad').moment(at)).toBe('Sun 22 Nov, 01:05')
    expect(datesIn('en', 'Europe/London').moment(at)).toBe('Sat 21 Nov, 22:05')
    expect(datesIn('ckb', 'Europe/London').day(at)).toBe('21')
  })
  it('have Kurdish words, which browsers lack', () => {
    const dates = datesIn('ckb', 'Asia/Baghdad')
    expect([dates.weekday(at), dates.day(at), dates.month(at)]).toEqual(['یەکشەممە', '22', 'تشرینی 2'])
    expect(dates.longDay(at)).toBe('یەکشەممە، 22ی تشرینی دووەم')
    expect(dates.month(new Date('2026-01-15T12:00:00Z'))).toBe('کانوونی 2')
  })
  it('have short Arabic months', () => {
    expect(datesIn('ar', 'Asia/Baghdad').month(at)).toBe('تشرين 2')
    expect(datesIn('ar', 'Asia/Baghdad').month(new Date('2026-12-15T12:00:00Z'))).toBe('كانون 1')
  })
  it.each(LANGUAGES)('have Western digits in %s', (language) => {
    expect(datesIn(language, 'Asia/Baghdad').moment(at)).toMatch(/22.*01:05/)
  })
})
