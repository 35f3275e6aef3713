import { html, type Markup } from '../markup.ts'
import { LANGUAGES } from '../network-field-rules.ts'
import type { Named, NetworkUser } from '../network-file.ts'
import { type Fault, NetworkFaults } from '../network-rules.ts'
import type { Desk, Editor } from './editor.ts'
import {
  type FormView,
  nameFields,
  type Option,
  rowFields,
  selectField,
  switchField,
  textField,
  tickFields,
} from './form-fields.ts'
import { rowsOf, withThing } from './form-values.ts'
import { readUser, tidyUser, userOf } from './user-values.ts'
import { inLanguage } from './words.ts'

export const userEditor: Editor = {
  kind: 'users',
  read: readUser,
  tidy: tidyUser,

  apply(desk, id, form) {
    const user = userOf(desk.network, id, form)
    const faults = ownAccountFaults(desk, user)
    if (faults.length > 0) throw new NetworkFaults(faults)
    return { ...desk.network, users: withThing(desk.network.users, user) }
  },

  fields(view, desk) {
    const { words, language } = view
    const { users: t } = words
    return html`<section><h2>${t.person}</h2>${nameFields(view, 'name', words.name)}
    <div class="triple">${textField(view, { name: 'email', label: t.email, hint: t.emailHint, type: 'email', ltr: true, required: true })}
    ${textField(view, { name: 'phone', label: t.phone, type: 'tel', ltr: true })}
    ${selectField(
      view,
      { name: 'language', label: t.language },
      LANGUAGES.map((each) => ({ value: each, label: words.languages[each] ?? each })),
    )}</div>
    ${switchField(view, { name: 'active', label: words.active, hint: t.activeHint })}</section>
    ${workFields(view, desk)}
    <section id="rights"><h2>${t.rights}</h2>
    ${tickFields(view, { name: 'roles', label: t.roles }, roleOptions(view, desk))}
    ${textField(view, { name: 'otherRoles', label: t.otherRoles, hint: t.otherRolesHint, ltr: true })}
    <h3 id="scopes">${t.scopes}</h3><p class="hint">${t.scopesHint}</p>
    ${rowFields(view, 'scopes', rowsOf(view.values, 'scopes'), (at) => scopeRow(view, desk, at, language))}</section>`
  },
}

/** Branches and teams of the chosen company; another is shown with a button, without saving. */
function workFields(view: FormView, { network }: Desk): Markup {
  const { words, language } = view
  const { users: t } = words
  const companyId = view.values.get('companyId')
  const ofCompany = (list: (Named & { companyId: string; active: boolean })[]) =>
    list.filter((each) => each.companyId === companyId && each.active).map(optionIn(language))
  return html`<section id="work"><h2>${t.work}</h2>
  <div class="pair">${selectField(view, { name: 'companyId', label: words.company, required: true }, [{ value: '', label: '' }, ...network.companies.map(optionIn(language))])}
  ${selectField(view, { name: 'branchId', label: t.home }, [{ value: '', label: t.noHome }, ...ofCompany(network.branches)])}</div>
  <button class="plain small" type="submit" name="act" value="show" formaction="#work" formnovalidate>${t.showCompany}</button>
  ${tickFields(view, { name: 'teamIds', label: t.teams }, ofCompany(network.teams))}</section>`
}

/** Role names in use, and those that the product knows. */
export function roleNames({ network, adminRoles }: Desk, known: Record<string, string>): string[] {
  return [...new Set([...Object.keys(known), ...adminRoles, ...network.users.flatMap(({ roles }) => roles)])]
}

function roleOptions({ words }: FormView, desk: Desk): Option[] {
  return roleNames(desk, words.roleNames).map((role) => ({
    value: role,
    label: words.roleNames[role] ?? role,
  }))
}

function scopeRow(view: FormView, { network }: Desk, at: string, language: FormView['language']): Markup {
  const { words } = view
  const { users: t } = words
  const units = (kind: string, list: Named[], group: string) =>
    list.map((each) => ({ ...optionIn(language)(each), value: `${kind}:${each.id}`, group }))
  return html`<div class="pair">${selectField(view, { name: `${at}.unit`, label: t.scopeOf }, [
    { value: '', label: '' },
    { value: 'own', label: t.own },
    { value: 'network', label: t.network },
    ...units('company', network.companies, words.companies.title),
    ...units('branch', network.branches, words.branches.title),
    ...units('team', network.teams, words.teams.title),
  ])}${selectField(view, { name: `${at}.brandId`, label: t.brandOnly }, [
    { value: '', label: t.everyBrand },
    ...network.brands.map(optionIn(language)),
  ])}</div>`
}

function optionIn(language: FormView['language']): (thing: Named) => Option {
  return (thing) => ({ value: thing.id, label: inLanguage(thing.name, language) })
}

/** Nobody locks themselves out: so there is always one administrator left. */
function ownAccountFaults({ administrator, adminRoles }: Desk, user: NetworkUser): Fault[] {
  if (user.id !== administrator.id) return []
  const fault = (field: string): Fault => ({ kind: 'users', id: user.id, field, code: 'own-account' })
  const still = user.roles.some((role) => adminRoles.includes(role))
  return [...(user.active ? [] : [fault('active')]), ...(still ? [] : [fault('roles')])]
}
