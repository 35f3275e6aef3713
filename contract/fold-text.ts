import { westernDigits } from './text.ts'

/*
 * The one way in which texts are made alike for searching: used when words are written and when they are asked for, and
 * by pages that mark what was found.
 */

// One letter, several code points, by keyboard: Arabic, Kurdish and Persian layouts each have their own.
const LETTERS: Readonly<Record<string, string>> = {
  // Alef with wasla; those with hamza or madda come apart by themselves.
  '\u0671': 'ا',
  // Ya: without dots, Persian, Kurdish ê, Pashto.
  ...{ '\u0649': 'ي', '\u06CC': 'ي', '\u06CE': 'ي', '\u06D0': 'ي', '\u06D2': 'ي' },
  // Kaf: Persian, swash.
  ...{ '\u06A9': 'ك', '\u06AA': 'ك' },
  // Ha: ta marbuta, Kurdish and Persian vowel, two-eyed, Urdu.
  ...{ '\u0629': 'ه', '\u06D5': 'ه', '\u06BE': 'ه', '\u06C1': 'ه', '\u06C3': 'ه' },
  // Kurdish letters that differ by a small mark alone, and are typed without it.
  ...{ '\u06C6': 'و', '\u06C7': 'و', '\u06CB': 'و', '\u0695': 'ر', '\u06B5': 'ل', '\u06A4': 'ف' },
  // The letters that Unicode takes apart into a letter and a hamza are written either way.
  '\u0621': '',
  // Greek sigma at the end of a word, and Latin letters with a stroke.
  ...{ ς: 'σ', ø: 'o', đ: 'd', ł: 'l', ħ: 'h', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' },
}
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu')

// Marks above and below, tatweel, joiners, soft hyphens, marks of direction, variation selectors.
const UNHEARD = /[\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}\u0640]/gu

/**
 * The text without case, vowel signs and other marks, tatweel, invisible signs; with one form for the variants of Arabic
 * and Kurdish letters and of digits. Folding what is folded changes nothing.
 */
export function foldText(text: string): string {
  let folded = text
  // What comes apart may come apart again; a handful of signs need a second turn.
  for (let turn = 0; turn < 4; turn++) {
    const next = foldOnce(folded)
    if (next === folded) break
    folded = next
  }
  return folded
}

function foldOnce(text: string): string {
  return westernDigits(text.normalize('NFKD'))
    .toLowerCase()
    .normalize('NFKD')
    .replace(UNHEARD, '')
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter)
}

const WORD = /[\p{L}\p{N}]+/gu

/** Letters and digits that stand together, folded, in the order of the text. */
export function wordsOf(text: string): string[] {
  return foldText(text).match(WORD) ?? []
}
