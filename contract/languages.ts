import * as z from 'zod/mini'

/** Languages the product speaks, as BCP 47 tags. `ckb` is Sorani Kurdish. */
export const LANGUAGES = ['en', 'ar', 'ckb', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

/** A language as callers send it: `ku` is accepted and means `ckb` (domain.md). */
export const Language = z.pipe(
  z.enum([...LANGUAGES, 'ku']),
  z.transform((tag): Language => (tag === 'ku' ? 'ckb' : tag)),
)

/** A name in several languages; English is always there. */
export const LocalisedText = z.object({
  en: z.string(),
  ar: z.optional(z.string()),
  ckb: z.optional(z.string()),
  ru: z.optional(z.string()),
})
export type LocalisedText = z.infer<typeof LocalisedText>

const FALLBACKS: Record<Language, readonly Language[]> = {
  en: ['en'],
  ar: ['ar', 'en'],
  ckb: ['ckb', 'ar', 'en'],
  ru: ['ru', 'en'],
}

/** The text in the reader's language, or in the nearest one that there is. */
export function inLanguage(text: LocalisedText, language: Language): string {
  for (const tag of FALLBACKS[language]) {
    const found = text[tag]
    if (found) return found
  }
  return text.en
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' || language === 'ckb' ? 'rtl' : 'ltr'
}

/**
 * The best of our languages for an `Accept-Language` header (RFC 4647 look-up: subtags dropped from the right).
 * Anything unknown or broken gives `fallback`.
 */
export function chooseLanguage(acceptLanguage: string | undefined, fallback: Language = 'en'): Language {
  if (!acceptLanguage) return fallback
  const wanted = acceptLanguage
    .slice(0, 500)
    .split(',')
    .map((part, order) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const q = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='))
      const weight = q ? Number(q.slice(2)) : 1
      return { tag: tag.trim(), weight: Number.isFinite(weight) ? weight : 0, order }
    })
    .filter((range) => range.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.order - b.order)
  for (const { tag } of wanted) {
    const primary = tag.split('-')[0]
    if (primary === 'ku') return 'ckb'
    const known = LANGUAGES.find((language) => language === primary)
    if (known) return known
  }
  return fallback
}
