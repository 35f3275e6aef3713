import { html, type Markup } from '../markup.ts'
import type { Named } from '../network-file.ts'
import { daysFields, hoursFields } from './branch-hours.ts'
import { branchOf, readBranch, tidyBranch } from './branch-values.ts'
import type { Desk, Editor } from './editor.ts'
import {
  type FormView,
  nameFields,
  type Option,
  selectField,
  switchField,
  textField,
  tickFields,
} from './form-fields.ts'
import { withThing } from './form-values.ts'
import { inLanguage } from './words.ts'

export const branchEditor: Editor = {
  kind: 'branches',
  read: readBranch,
  tidy: tidyBranch,
  apply: ({ network }, id, form) => ({
    ...network,
    branches: withThing(network.branches, branchOf(network, id, form)),
  }),

  fields(view, desk, id) {
    const { words } = view
    const { network } = desk
    const { branches: t } = words
    const options = (list: Named[]): Option[] =>
      list.map((each) => ({ value: each.id, label: inLanguage(each.name, view.language) }))
    return html`<section>${nameFields(view, 'name', words.name)}
    ${companyField(view, network, id)}
    ${switchField(view, { name: 'active', label: words.active, hint: t.activeHint })}
    <div class="pair">${textField(view, { name: 'openedOn', label: t.openedOn, type: 'date' })}
    ${textField(view, { name: 'closedOn', label: t.closedOn, type: 'date', hint: t.closedHint })}</div></section>
    <section><h2>${t.place}</h2>
    <div class="pair">${selectField(view, { name: 'cityId', label: words.city, required: true }, [{ value: '', label: '' }, ...options(network.cities)])}
    ${textField(view, { name: 'timeZone', label: t.timeZone, hint: t.timeZoneHint, ltr: true, list: 'zones' })}${zones(desk)}</div>
    ${nameFields(view, 'address', t.address, false)}
    <div class="triple">${textField(view, { name: 'phone', label: t.phone, type: 'tel', ltr: true })}
    ${textField(view, { name: 'latitude', label: t.latitude, ltr: true, inputMode: 'decimal' })}
    ${textField(view, { name: 'longitude', label: t.longitude, ltr: true, inputMode: 'decimal' })}</div></section>
    <section><h2>${t.offers}</h2><div class="triple">
    ${tickFields(view, { name: 'departmentIds', label: t.departments }, options(network.departments))}
    ${tickFields(view, { name: 'serviceIds', label: t.services }, options(network.services))}
    ${tickFields(view, { name: 'brandIds', label: t.brands }, options(network.brands))}</div></section>
    ${hoursFields(view, options(network.departments))}${daysFields(view, 'holidays')}${daysFields(view, 'specialDays')}`
  },

  beside: (view, { network }, id) => besideBranch(view, network, id),
}

/** Chosen for a new branch; afterwards it changes by a move only. */
function companyField(view: FormView, network: Desk['network'], id: string | undefined): Markup {
  const { words, language } = view
  const options = network.companies.map((each) => ({
    value: each.id,
    label: inLanguage(each.name, language),
  }))
  if (id === undefined) {
    const field = { name: 'companyId', label: words.company, required: true }
    return selectField(view, field, [{ value: '', label: '' }, ...options])
  }
  const companyId = network.branches.find((each) => each.id === id)?.companyId ?? ''
  const name = options.find(({ value }) => value === companyId)?.label ?? companyId
  return html`<p class="fact"><span>${words.company}</span> <a href="/admin/companies/${companyId}">${name}</a></p>
    <input type="hidden" name="companyId" value="${companyId}">`
}

function besideBranch({ words, language }: FormView, network: Desk['network'], id: string): Markup {
  const teams = network.teams.filter((team) => team.active && team.branchIds.includes(id))
  const people = network.users.filter((user) => user.active && user.branchId === id)
  const links = (kind: string, list: Named[]) =>
    list.length === 0
      ? html`<p class="hint">${words.none}</p>`
      : html`<ul class="links">${list.map((each) => html`<li><a href="/admin/${kind}/${each.id}">${inLanguage(each.name, language)}</a></li>`)}</ul>`
  return html`<section class="aside"><h2>${words.branches.teams}</h2>${links('teams', teams)}
  <h2>${words.branches.people}</h2>${links('users', people)}
  <p><a class="plain small" href="/admin/branches/${id}/move">${words.branches.move}</a></p></section>`
}

/** The zones that are in use here, offered while typing. */
function zones({ network }: Desk): Markup {
  const used = new Set(
    [...network.branches, ...network.cities].map(({ timeZone }) => timeZone).filter(Boolean),
  )
  return html`<datalist id="zones">${[...used].sort().map((zone) => html`<option value="${zone ?? ''}"></option>`)}</datalist>`
}
