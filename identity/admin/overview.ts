import { html, type Markup } from '../markup.ts'
import type { Named } from '../network-file.ts'
import type { LogEntry } from './admin-log.ts'
import type { EditedKind } from './editor.ts'
import { roleNames } from './user-form.ts'
import { show, type Visit } from './visit.ts'
import { listFaults } from './word-faults.ts'
import { inLanguage } from './words.ts'

const KINDS: EditedKind[] = ['companies', 'branches', 'teams', 'users']

/** How much there is, what is wrong with it, and who changed something last. */
export async function showOverview(visit: Visit): Promise<void> {
  const { words, desk, works } = visit
  const { overview: t } = words
  const faults = await works.store.faults()
  const entries = await works.log.last(15)
  const tile = (kind: EditedKind) => {
    const all = desk.network[kind] as { active: boolean }[]
    return html`<li><a class="tile" href="/admin/${kind}"><b>${all.filter(({ active }) => active).length}</b><span>${words.nav[kind]}</span></a></li>`
  }
  show(
    visit,
    200,
    t.title,
    html`<h1>${t.title}</h1><p class="lead">${t.lead} ${works.store.edited() ? t.edited : t.seed}</p>
    ${
      faults.length > 0 &&
      html`<section class="refused"><h2>${t.faults}</h2><p>${t.faultsLead}</p>${listFaults(visit, faults.slice(0, 30))}</section>`
    }
    <ul class="tiles">${KINDS.map(tile)}</ul>
    <section><h2>${t.changes}</h2>${entries.length === 0 ? html`<p class="hint">${t.noChanges}</p>` : changes(visit, entries)}</section>`,
  )
}

function changes(visit: Visit, entries: LogEntry[]): Markup {
  const { words } = visit
  const { overview: t } = words
  return html`<table class="list"><thead><tr><th scope="col">${t.when}</th><th scope="col">${t.who}</th><th scope="col">${t.what}</th></tr></thead>
  <tbody>${entries.map(
    (
      entry,
    ) => html`<tr><td data-label="${t.when}"><time dir="ltr" datetime="${entry.at}">${entry.at.slice(0, 16).replace('T', ' ')} UTC</time></td>
    <td data-label="${t.who}">${entry.by ? nameOf(visit, 'users', entry.by) : entry.address && html`<span dir="ltr">${entry.address}</span>`}</td>
    <td data-label="${t.what}">${words.acts[entry.act] ?? entry.act}${entry.kind && entry.id && html` · ${nameOf(visit, entry.kind, entry.id)}`}${entry.fields && html`<small dir="ltr">${entry.fields.slice(0, 8).join(', ')}</small>`}</td></tr>`,
  )}</tbody></table>`
}

function nameOf({ desk, language }: Visit, kind: string, id: string): Markup {
  const known = KINDS.find((each) => each === kind)
  const thing = known && (desk.network[known] as Named[]).find((each) => each.id === id)
  if (!thing) return html`<code dir="ltr">${id}</code>`
  return html`<a href="/admin/${kind}/${id}"><bdi>${inLanguage(thing.name, language)}</bdi></a>`
}

/** Role names in use, and who has them. */
export function showRoles(visit: Visit): void {
  const { words, language, desk } = visit
  const { roles: t } = words
  const users = desk.network.users.filter(({ active }) => active)
  const used = roleNames(desk, {}).filter((role) => users.some(({ roles }) => roles.includes(role)))
  show(
    visit,
    200,
    t.title,
    html`<h1>${t.title}</h1><p class="lead">${t.lead}</p>
    <table class="list"><thead><tr><th scope="col">${t.role}</th><th scope="col">${t.people}</th></tr></thead>
    <tbody>${used.map((role) => {
      const holders = users.filter(({ roles }) => roles.includes(role))
      return html`<tr><th scope="row">${words.roleNames[role] ?? role}<small><code dir="ltr">${role}</code>${desk.adminRoles.includes(role) && html` · ${t.admin}`}</small></th>
      <td data-label="${t.people}"><details class="who"${holders.length <= 6 && html` open`}><summary>${holders.length}</summary><ul class="links">${holders.map((user) => html`<li><a href="/admin/users/${user.id}"><bdi>${inLanguage(user.name, language)}</bdi></a></li>`)}</ul></details></td></tr>`
    })}</tbody></table>`,
  )
}
