import { describe, expect, it } from 'vitest'
import { forms as formsAr } from './ar/forms.ts'
import { portal as portalAr } from './ar/portal.ts'
import { forms } from './en/forms.ts'
import { portal } from './en/portal.ts'

const values = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).toSorted()
const PLURAL = /_(zero|one|two|few|many|other)$/
const pairs = [
  ['forms', forms, formsAr],
  ['portal', portal, portalAr],
] as const

describe.each(pairs)('the Arabic %s', (_, english, arabic) => {
  it('fills in the same values as the English', () => {
    const different = Object.entries(english)
      .filter(([key]) => !PLURAL.test(key))
      .filter(([key, text]) => String(values(text)) !== String(values(arabic[key as never] ?? '')))
    expect(different).toEqual([])
  })
  it('has a form for each way that Arabic counts', () => {
    const rules = new Intl.PluralRules('ar')
    const names = Object.keys(english)
      .filter((key) => key.endsWith('_other'))
      .map((key) => key.replace(PLURAL, ''))
    const open = names.flatMap((name) =>
      [1, 2, 3, 11, 100].map((count) => `${name}_${rules.select(count)}`).filter((key) => !(key in arabic)),
    )
    expect(open).toEqual([])
  })
})
