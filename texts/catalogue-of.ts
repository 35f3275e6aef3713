/*
 * Catalogues of the customer pages are flat: one key, one sentence, `{{value}}` for what is filled in. A key with a
 * plural stands once per form that the language has (`steps_one`, `steps_other`), as i18next reads them.
 */
type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'

/** The name that a page asks for: without the plural form. */
export type TextKey<English> = {
  [Key in keyof English & string]: Key extends `${infer Name}_${PluralForm}` ? Name : Key
}[keyof English & string]

type PluralName<English> = {
  [Key in keyof English & string]: Key extends `${infer Name}_${PluralForm}` ? Name : never
}[keyof English & string]

/** What a translation must hold: every text of the English one, and at least the `other` form of each plural. */
export type CatalogueOf<English> = {
  [Key in Exclude<TextKey<English>, PluralName<English>>]: string
} & { [Name in PluralName<English> as `${Name}_other`]: string } & {
  [Name in PluralName<English> as `${Name}_${Exclude<PluralForm, 'other'>}`]?: string
}
