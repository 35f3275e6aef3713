import { html } from '../markup.ts'
import type { Company } from '../network-file.ts'
import { COMPANY_KINDS } from '../network-unit-rules.ts'
import type { Editor } from './editor.ts'
import { nameFields, selectField, switchField } from './form-fields.ts'
import { compact, readName, text, textOrNothing, withThing, writeName } from './form-values.ts'
import { inLanguage } from './words.ts'

export const companyEditor: Editor = {
  kind: 'companies',

  read(network, id) {
    const company = network.companies.find((each) => each.id === id)
    const values = new URLSearchParams()
    writeName(values, 'name', company?.name)
    values.append('kind', company?.kind ?? 'dealer')
    values.append('parentId', company?.parentId ?? '')
    if (company?.active ?? true) values.append('active', '1')
    return values
  },

  tidy: (posted) => posted,

  apply({ network }, id, form) {
    const before = network.companies.find((each) => each.id === id)
    const company = compact({
      ...before,
      id,
      kind: text(form, 'kind'),
      name: readName(form, 'name', before?.name),
      parentId: textOrNothing(form, 'parentId'),
      active: form.get('active') === '1',
    }) as Company
    return { ...network, companies: withThing(network.companies, company) }
  },

  fields(view, { network }, id) {
    const { words, language } = view
    const parents = network.companies.filter((each) => each.id !== id)
    return html`<section>${nameFields(view, 'name', words.name)}
    <div class="pair">${selectField(
      view,
      { name: 'kind', label: words.companies.kind },
      COMPANY_KINDS.map((kind) => ({ value: kind, label: words.companies.kinds[kind] ?? kind })),
    )}${selectField(view, { name: 'parentId', label: words.companies.parent }, [
      { value: '', label: words.companies.noParent },
      ...parents.map((each) => ({ value: each.id, label: inLanguage(each.name, language) })),
    ])}</div>
    ${switchField(view, { name: 'active', label: words.active, hint: words.companies.activeHint })}</section>`
  },
}
