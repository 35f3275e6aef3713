import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markFound } from './mark-found.ts'

const shown = (text: string, q: string) =>
  markFound(text, q)
    .map((part) => (part.found ? `[${part.text}]` : part.text))
    .join('')

describe('markFound', () => {
  it.each([
    ['Brakes squeak', 'bra', '[Brakes] squeak'],
    ['GI-10001', '10001', 'GI-[10001]'],
    ['أحمد والسيّارة', 'احمد', '[أحمد] والسيّارة'],
    ['هل السيّارة جاهزة؟', 'السياره', 'هل [السيّارة] جاهزة؟'],
    ['a car and a van', 'a', '[a] car and [a] van'],
    ['nothing', 'else', 'nothing'],
  ])('%s, %s', (text, q, wanted) => {
    expect(shown(text, q)).toBe(wanted)
  })

  it('loses nothing of the text', () => {
    const any = fc.string({ unit: 'binary', maxLength: 30 })
    fc.assert(
      fc.property(any, any, (text, q) => {
        expect(
          markFound(text, q)
            .map((part) => part.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })
})
