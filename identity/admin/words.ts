import type { Localised } from '../network-file.ts'
import type { PageLanguage } from '../page-texts.ts'
import { ar } from './words-ar.ts'
import { en, type Words } from './words-en.ts'

export function wordsIn(language: PageLanguage): Words {
  return language === 'ar' ? ar : en
}

/** Fills `{name}` places. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}

export function inLanguage(name: Localised | null | undefined, language: PageLanguage): string {
  return name?.[language] || name?.en || ''
}
