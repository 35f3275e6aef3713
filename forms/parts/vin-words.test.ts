import { describe, expect, it } from 'vitest'
import { loadFormTexts } from '../../texts/forms.ts'
import { makeSpeech } from './speech.ts'
import { viewVin, vinTrouble } from './vin-words.ts'

const speech = makeSpeech<never>('en', await loadFormTexts('en')) as unknown as Parameters<
  typeof vinTrouble
>[1]

describe('a VIN while it is typed', () => {
  it('leaves the rest of the seventeen cells empty', () => {
    const { cells, position, offer } = viewVin('tz1kr42n')
    expect(cells).toHaveLength(17)
    expect(cells.map(({ character }) => character).join('')).toBe('TZ1KR42N')
    expect([position, offer]).toEqual([null, null])
  })

  it.each([
    ['I', '1'],
    ['O', '0'],
    ['Q', '0'],
  ])('marks the letter %s and offers %s in its place', (letter, digit) => {
    const view = viewVin(`TZ1KR42N6P0${letter}18846`)
    expect(view.position).toBe(12)
    expect(view.cells.filter(({ mark }) => mark === 'wrong')).toEqual([{ character: letter, mark: 'wrong' }])
    expect(view.offer).toEqual({ vin: `TZ1KR42N6P0${digit}18846`, character: digit })
  })

  it('marks what is no letter or digit without inventing a correction', () => {
    const view = viewVin('TZ1K*')
    expect(view.position).toBe(5)
    expect(view.offer).toBeNull()
  })

  it('shows characters beyond the seventeenth as wrong', () => {
    const { cells } = viewVin('JZ1KR42N0P031884612')
    expect(cells.map(({ mark }) => mark).slice(16)).toEqual(['', 'wrong', 'wrong'])
  })

  it('doubts character 9 where the check digit is odd but free', () => {
    const view = viewVin('TZ1KR42N4P0318846')
    expect(view.position).toBe(9)
    expect(view.cells[8]?.mark).toBe('doubtful')
    expect(vinTrouble('TZ1KR42N4P0318846', speech)).toBeNull()
  })
})

describe('what is wrong with a VIN, in words', () => {
  it.each([
    ['TZ1KR42N6P0O18846', 'Character 12 is the letter O. A VIN has only the number 0.'],
    ['TZ1KR42N6P031884', '16 characters so far, one is missing. Compare each group with your card.'],
    ['TZ1KR42N6P0318', '14 characters so far, 3 are missing. Compare each group with your card.'],
    ['TZ1KR42N6P031884612', '19 characters, 2 too many. Compare each group with your card.'],
    ['1M8GDM9A_KP042788', 'Character 9 (_) does not occur in a VIN. It has only letters and numbers.'],
  ])('%s', (vin, words) => expect(vinTrouble(vin, speech)).toBe(words))

  it('refuses an odd check digit where it is law', () => {
    expect(vinTrouble('1M8GDM9AXKP042788', speech)).toBeNull()
    expect(vinTrouble('1M8GDM9A1KP042788', speech)).toMatch(/Character 9 does not match/)
  })
})
