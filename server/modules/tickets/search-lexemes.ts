import { foldText, wordsOf } from '../../../contract/fold-text.ts'

/*
 * What stands in `ticket_search.words` (a tsvector) and in a question (a tsquery): lexemes whose first letter says of
 * what they are. Both sides are built from these functions, so that they cannot differ.
 */

/** w: words of what was given; x: of the external reference; n: the ticket's number; e: e-mail address; p: parts. */
export type Kind = 'w' | 'x' | 'n' | 'e' | 'p'

/** Longer words are found by their beginning. */
const WORD_LENGTH = 40
/** A part of a phone number, VIN or plate has at least so many signs. */
export const PART_LENGTH = 4

/** A lexeme as both types read it. */
export function lexeme(kind: Kind, text: string): string {
  return `'${kind}${text.replace(/['\\]/g, '$&$&')}'`
}

export const cutWord = (word: string): string => {
  // Not between the two halves of one sign.
  const cut = word.slice(0, WORD_LENGTH)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}

/**
 * Neighbouring signs, four by four: a part of four or more is these in a row. Far fewer lexemes than every ending, and
 * the same few thousand for all tickets.
 */
export function gramsOf(text: string): string[] {
  const signs = [...text]
  return signs.slice(PART_LENGTH - 1).map((_, at) => signs.slice(at, at + PART_LENGTH).join(''))
}

/** An address is found as a whole or by its beginning, and by its domain with the `@`. */
export const foldEmail = (email: string): string => foldText(email).replace(/\s/g, '').slice(0, 254)

/** Letters and digits alone, as a plate or a VIN is compared. */
export const joined = (text: string): string => wordsOf(text).join('')
