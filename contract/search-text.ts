import * as z from 'zod/mini'
import { wordsOf } from './fold-text.ts'
import { line } from './text.ts'

/** More words than anybody types; each costs a walk through the index. */
const WORDS_AT_MOST = 16

/** What somebody looks for: one line, at least one word of two letters or digits, and not too many. */
export const SearchText = line(2, 200).check(
  z.refine((text) => wordsOf(text).some((word) => word.length > 1), {
    params: { code: 'too-short', minimum: 2 },
  }),
  z.refine((text) => wordsOf(text).length <= WORDS_AT_MOST, {
    params: { code: 'too-many-words', maximum: WORDS_AT_MOST },
  }),
)
