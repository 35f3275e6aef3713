import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText, wordsOf } from './fold-text.ts'

const text = fc.string({ unit: 'binary', maxLength: 40 })
const arabic = fc.string({
  unit: fc.constantFrom(...'اأإآٱبتثجحخدذرزسشصضطظعغفقكلمنهويىئؤءةگچپژڤڕڵۆێیکەھ ـًٌَُِّْٰ\u200c\u200d'),
  maxLength: 40,
})

describe('foldText', () => {
  it.each([
    ['case', 'Lana QADIR', 'lana qadir'],
    ['accents', 'Ångström Café', 'angstrom cafe'],
    ['alef', 'أحمد إبراهيم آمنة ٱلله', 'احمد ابراهيم امنه الله'],
    ['ya and alef maqsura', 'مصطفى علی', 'مصطفي علي'],
    ['ta marbuta', 'سيارة فاطمة', 'سياره فاطمه'],
    ['kaf', 'کرمانج كريم', 'كرمانج كريم'],
    ['Kurdish letters', 'کوردی هەولێر ڕۆژ گوڵ', 'كوردي ههولير روژ گول'],
    ['hamza on a seat', 'مسؤول شيئ', 'مسوول شيي'],
    ['vowel signs and tatweel', 'مُحَمَّد مـحـمـد', 'محمد محمد'],
    ['joiners and marks of direction', 'می\u200cخواهم \u200fabc\u200e\u2068d\u2069', 'ميخواهم abcd'],
    ['digits', '٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ０９', '0123456789 0123456789 09'],
    ['Russian', 'Ёлкин Йод', 'елкин иод'],
    ['ligatures', 'ﻻ ﷲ ﬁn', 'لا الله fin'],
    ['sigma', 'ΟΔΟΣ', 'οδοσ'],
    ['Turkish', 'İstanbul ILGIN ılgın', 'istanbul ilgin ilgin'],
  ])('%s', (_, given, folded) => {
    expect(foldText(given)).toBe(folded)
  })

  it('changes nothing of what is folded', () => {
    fc.assert(fc.property(fc.oneof(text, arabic), (any) => foldText(foldText(any)) === foldText(any)))
  })

  it('does not care for case, nor for how accents are written', () => {
    fc.assert(
      fc.property(fc.oneof(text, arabic), (any) => {
        expect(foldText(any.normalize('NFD'))).toBe(foldText(any.normalize('NFC')))
        expect(foldText(any.toLowerCase())).toBe(foldText(any))
      }),
    )
  })

  it('does not care where tatweel, vowel signs and joiners stand', () => {
    const unheard = fc.constantFrom('\u0640', '\u064E', '\u0651', '\u200C', '\u200D', '\u200F', '\u00AD')
    fc.assert(
      fc.property(arabic, unheard, fc.nat(40), (any, sign, place) => {
        expect(foldText(any.slice(0, place) + sign + any.slice(place))).toBe(foldText(any))
      }),
    )
  })
})

describe('wordsOf', () => {
  it('gives letters and digits that stand together', () => {
    expect(wordsOf('Brakes squeak, at 40 km/h! هل الصالة مفتوحة؟')).toEqual([
      ...['brakes', 'squeak', 'at', '40', 'km', 'h', 'هل', 'الصاله', 'مفتوحه'],
    ])
    expect(wordsOf(' – … !')).toEqual([])
  })

  it('finds the same words in text and in words', () => {
    fc.assert(
      fc.property(fc.oneof(text, arabic), (any) => {
        expect(wordsOf(wordsOf(any).join(' '))).toEqual(wordsOf(any))
      }),
    )
  })
})
