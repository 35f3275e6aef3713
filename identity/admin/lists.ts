import { html, type Markup } from '../markup.ts'
import type { Branch, Named, NetworkUser } from '../network-file.ts'
import { branchState } from './branch-state.ts'
import type { EditedKind } from './editor.ts'
import { show, type Visit } from './visit.ts'
import { fill, inLanguage } from './words.ts'

interface Row {
  thing: Named
  /** Words that the search looks at, beside the names and the id. */
  found: string[]
  companyId: string | undefined
  active: boolean
  cells: (Markup | string)[]
  state: { word: string; tone: string }
}

const MOST_ROWS = 200

/** The list of one kind: searched by words, narrowed to a company, and by default without what is not in use. */
export function showList(visit: Visit, kind: EditedKind): void {
  const { words, language, desk, url } = visit
  const { columns, rows } = TABLES[kind](visit)
  const query = url.searchParams.get('q')?.trim() ?? ''
  const company = url.searchParams.get('company') ?? ''
  const state = url.searchParams.get('state') ?? ''
  const wanted = foldText(query).split(' ').filter(Boolean)
  const shown = rows.filter((row) => {
    if (state !== 'all' && row.active !== (state !== 'off')) return false
    if (company && row.companyId !== company) return false
    const haystack = foldText([row.thing.id, ...Object.values(row.thing.name), ...row.found].join(' '))
    return wanted.every((word) => haystack.includes(word))
  })
  const page = shown.slice(0, MOST_ROWS)
  const option = (value: string, label: string, chosen: string) =>
    html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`
  const title = words[kind].title
  show(
    visit,
    200,
    title,
    html`<div class="head"><h1>${title}</h1><a class="primary small" href="/admin/new/${kind}${company && `?company=${encodeURIComponent(company)}`}">${words[kind].new}</a></div>
    <form class="filter" method="get" role="search">
      <div class="field"><label for="q">${words.find}</label><input id="q" name="q" type="search" value="${query}" placeholder="${words.findHint}"></div>
      ${
        kind !== 'companies' &&
        html`<div class="field"><label for="company">${words.company}</label><select id="company" name="company">${option('', words.all, company)}${desk.network.companies.map((each) => option(each.id, inLanguage(each.name, language), company))}</select></div>`
      }
      <div class="field"><label for="state">${words.state}</label><select id="state" name="state">${option('', words.inUse, state)}${option('off', words.notInUse, state)}${option('all', words.all, state)}</select></div>
      <button class="plain" type="submit">${words.show}</button>
    </form>
    <p class="hint" role="status">${fill(words.count, { count: shown.length, all: rows.length })}${shown.length > page.length && html` · ${fill(words.onlyFirst, { count: page.length })}`}</p>
    ${
      shown.length === 0
        ? html`<p class="empty">${words.nothingFound}</p>`
        : html`<table class="list"><thead><tr><th scope="col">${words.name}</th>${columns.map((column) => html`<th scope="col">${column}</th>`)}<th scope="col">${words.state}</th></tr></thead>
    <tbody>${page.map(
      ({
        thing,
        cells,
        state: { word, tone },
      }) => html`<tr><th scope="row"><a href="/admin/${kind}/${thing.id}"><bdi>${inLanguage(thing.name, language)}</bdi></a></th>
      ${cells.map((cell, i) => html`<td data-label="${columns[i]}">${cell}</td>`)}
      <td data-label="${words.state}"><span class="state ${tone}">${word}</span></td></tr>`,
    )}</tbody></table>`
    }`,
  )
}

const TABLES: Record<EditedKind, (visit: Visit) => { columns: string[]; rows: Row[] }> = {
  companies(visit) {
    const { words, language, desk } = visit
    const { companies, branches, users } = desk.network
    const count = (list: { companyId: string; active: boolean }[], id: string) =>
      String(list.filter((each) => each.active && each.companyId === id).length)
    const { companies: t } = words
    return {
      columns: [t.kind, t.parent, t.branches, t.users],
      rows: companies.map((each) => ({
        ...{ thing: each, found: [], companyId: each.id, active: each.active },
        cells: [
          t.kinds[each.kind] ?? each.kind,
          inLanguage(companies.find(({ id }) => id === each.parentId)?.name, language) || '–',
          html`<a href="/admin/branches?company=${each.id}">${count(branches, each.id)}</a>`,
          html`<a href="/admin/users?company=${each.id}">${count(users, each.id)}</a>`,
        ],
        state: usage(visit, each.active),
      })),
    }
  },

  branches(visit) {
    const { words, language, desk } = visit
    const { branches, cities } = desk.network
    return {
      columns: [words.company, words.city],
      rows: branches.map((each) => ({
        ...{ thing: each, found: [each.phone ?? ''], companyId: each.companyId },
        active: branchState(visit, each).tone !== 'off',
        cells: [
          companyName(visit, each),
          inLanguage(cities.find(({ id }) => id === each.cityId)?.name, language),
        ],
        state: branchState(visit, each),
      })),
    }
  },

  teams(visit) {
    const { words, desk } = visit
    const { teams, users } = desk.network
    return {
      columns: [words.company, words.teams.tags, words.teams.members],
      rows: teams.map((each) => ({
        ...{ thing: each, found: each.tags, companyId: each.companyId, active: each.active },
        cells: [
          companyName(visit, each),
          html`${each.tags.map((tag) => html`<code dir="ltr">${tag}</code> `)}`,
          String(users.filter((user) => user.active && user.teamIds.includes(each.id)).length),
        ],
        state: each.active ? usage(visit, true) : { word: words.teams.dissolved, tone: 'off' },
      })),
    }
  },

  users(visit) {
    const { words, language, desk } = visit
    const { users, branches, teams } = desk.network
    const placeOf = (user: NetworkUser) => {
      const unit =
        branches.find(({ id }) => id === user.branchId) ?? teams.find(({ id }) => id === user.teamIds[0])
      return html`${companyName(visit, user)}${unit && html`<small><bdi>${inLanguage(unit.name, language)}</bdi></small>`}`
    }
    return {
      columns: [words.company, words.users.roles, words.users.email],
      rows: users.map((each) => ({
        ...{
          thing: each,
          found: [each.email, each.phone ?? ''],
          companyId: each.companyId,
          active: each.active,
        },
        cells: [
          placeOf(each),
          each.roles.map((role) => words.roleNames[role] ?? role).join(language === 'ar' ? '، ' : ', '),
          html`<span dir="ltr">${each.email}</span>`,
        ],
        state: usage(visit, each.active),
      })),
    }
  },
}

function companyName({ desk, language }: Visit, { companyId }: Pick<Branch, 'companyId'>): Markup {
  const company = desk.network.companies.find(({ id }) => id === companyId)
  return html`<bdi>${inLanguage(company?.name, language) || companyId}</bdi>`
}

function usage({ words }: Visit, active: boolean): Row['state'] {
  return active ? { word: words.inUse, tone: 'on' } : { word: words.notInUse, tone: 'off' }
}

/** Without accents and case, so that what is typed finds what is meant. */
function foldText(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
