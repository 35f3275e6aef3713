import type { Language } from '../contract/languages.ts'

/** Puts values into `{name}` places. A place without a value stays empty, so that no code reaches a reader. */
export function fill(template: string, values: Readonly<Record<string, string | number>> = {}): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/**
 * The catalogue for a language, where the area is not yet written in all four: Kurdish readers get Arabic, Russian
 * readers English.
 */
export function nearest<Catalogue>(
  catalogues: { en: Catalogue; ar: Catalogue; ckb?: Catalogue; ru?: Catalogue },
  language: Language,
): Catalogue {
  if (language === 'ckb') return catalogues.ckb ?? catalogues.ar
  if (language === 'ru') return catalogues.ru ?? catalogues.en
  return catalogues[language]
}
