import { html } from '../markup.ts'
import type { Named, Network, Team } from '../network-file.ts'
import type { Editor } from './editor.ts'
import { nameFields, selectField, switchField, textField, tickFields } from './form-fields.ts'
import { compact, readName, text, ticked, withThing, words as wordsOf, writeName } from './form-values.ts'
import { inLanguage } from './words.ts'

const companyOf = (network: Network, id: string | undefined, values: URLSearchParams) =>
  network.teams.find((each) => each.id === id)?.companyId ?? values.get('companyId') ?? ''

export const teamEditor: Editor = {
  kind: 'teams',

  read(network, id, query) {
    const team = network.teams.find((each) => each.id === id)
    const values = new URLSearchParams()
    values.append('companyId', team?.companyId ?? query.get('company') ?? '')
    writeName(values, 'name', team?.name)
    for (const branchId of team?.branchIds ?? []) values.append('branchIds', branchId)
    values.append('tags', team?.tags.join(', ') ?? '')
    for (const user of network.users) if (id && user.teamIds.includes(id)) values.append('members', user.id)
    if (team?.active ?? true) values.append('active', '1')
    return values
  },

  tidy: (posted) => posted,

  apply({ network }, id, form) {
    const before = network.teams.find((each) => each.id === id)
    const companyId = before?.companyId ?? text(form, 'companyId')
    const team: Team = compact({
      ...before,
      ...{ id, companyId, name: readName(form, 'name', before?.name) },
      ...{ branchIds: ticked(form, 'branchIds'), tags: wordsOf(form, 'tags') },
      active: form.get('active') === '1',
    })
    const members = new Set(ticked(form, 'members'))
    const users = network.users.map((user) => {
      const wasIn = user.teamIds.includes(id)
      if (members.has(user.id) === wasIn) return user
      const teamIds = wasIn ? user.teamIds.filter((each) => each !== id) : [...user.teamIds, id]
      // Members see what the team holds; who leaves does not any more.
      const others = user.scopes.filter((scope) => scope.kind !== 'team' || scope.unitId !== id)
      const scopes = wasIn ? others : [{ kind: 'team', unitId: id }, ...others]
      return { ...user, teamIds, scopes }
    })
    return { ...network, users, teams: withThing(network.teams, team) }
  },

  before(view, { network }) {
    if (network.companies.some(({ id }) => id === view.values.get('companyId'))) return undefined
    const { words, language } = view
    const companies = network.companies.filter(({ active }) => active)
    return html`<form method="get" class="card">${selectField(
      view,
      { name: 'company', label: words.teams.chooseCompany },
      companies.map((each) => ({ value: each.id, label: inLanguage(each.name, language) })),
    )}<p class="acts"><button class="primary" type="submit">${words.teams.next}</button></p></form>`
  },

  fields(view, { network }, id) {
    const { words, language } = view
    const companyId = companyOf(network, id, view.values)
    const company = network.companies.find((each) => each.id === companyId)
    const ofCompany = <Thing extends Named & { companyId: string }>(list: Thing[]) =>
      list
        .filter((each) => each.companyId === companyId)
        .map((each) => ({ value: each.id, label: inLanguage(each.name, language) }))
    return html`<section>
    <p class="fact"><span>${words.company}</span> <a href="/admin/companies/${companyId}">${inLanguage(company?.name, language) || companyId}</a></p>
    <input type="hidden" name="companyId" value="${companyId}">
    ${nameFields(view, 'name', words.name)}
    ${textField(view, { name: 'tags', label: words.teams.tags, hint: words.teams.tagsHint, ltr: true })}
    ${switchField(view, { name: 'active', label: words.active, hint: words.teams.activeHint })}</section>
    <section>${tickFields(view, { name: 'branchIds', label: words.teams.branches }, ofCompany(network.branches))}</section>
    <section>${tickFields(
      view,
      { name: 'members', label: words.teams.members, hint: words.teams.membersHint },
      network.users
        .filter((user) => user.companyId === companyId && (user.active || (id && user.teamIds.includes(id))))
        .map((user) => ({
          value: user.id,
          label: inLanguage(user.name, language),
          group: user.active ? undefined : words.notInUse,
        })),
    )}</section>`
  },
}
