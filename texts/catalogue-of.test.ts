import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../contract/languages.ts'
import { loadFormTexts } from './forms.ts'
import { loadPortalTexts } from './portal.ts'

const values = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).toSorted()
const PLURAL = /_(zero|one|two|few|many|other)$/
const catalogues = { forms: loadFormTexts, portal: loadPortalTexts }
type Catalogue = Record<string, string>

describe.each(Object.entries(catalogues))('the texts of the %s', (_, load) => {
  it.each(LANGUAGES)('fill in the same values in %s', async (language) => {
    const [english, other] = (await Promise.all([load('en'), load(language)])) as unknown as [
      Catalogue,
      Catalogue,
    ]
    const different = Object.entries(english)
      .filter(([key]) => !PLURAL.test(key))
      .filter(([key, text]) => String(values(text)) !== String(values(other[key] ?? '')))
    expect(different).toEqual([])
  })
  it.each(LANGUAGES)('have a form for each way that %s counts', async (language) => {
    const texts = (await load(language)) as unknown as Catalogue
    const rules = new Intl.PluralRules(language)
    const names = Object.keys(texts)
      .filter((key) => key.endsWith('_other'))
      .map((key) => key.replace(PLURAL, ''))
    const open = names.flatMap((name) =>
      [1, 2, 3, 5, 11, 17].map((count) => `${name}_${rules.select(count)}`).filter((key) => !(key in texts)),
    )
    expect(open).toEqual([])
  })
})
