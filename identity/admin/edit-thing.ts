import { html, type Markup } from '../markup.ts'
import type { Kind, Named, Network } from '../network-file.ts'
import { type Fault, NetworkFaults } from '../network-rules.ts'
import { sendTo } from '../send-page.ts'
import { branchEditor } from './branch-form.ts'
import { companyEditor } from './company-form.ts'
import type { EditedKind, Editor } from './editor.ts'
import { afterEdit } from './end-access.ts'
import { type FormView, idOf } from './form-fields.ts'
import { differences, newId, versionOf } from './form-values.ts'
import { teamEditor } from './team-form.ts'
import { accessSection } from './user-access.ts'
import { userEditor } from './user-form.ts'
import { csrfField, doneNote, show, showMissing, type Visit } from './visit.ts'
import { listFaults, wordFault } from './word-faults.ts'
import { inLanguage } from './words.ts'

const EDITORS: Record<EditedKind, Editor> = {
  companies: companyEditor,
  branches: branchEditor,
  teams: teamEditor,
  users: userEditor,
}

/** Somebody else has changed the thing since the form was filled. */
class StaleForm extends Error {}

/** The page of one thing, or of a new one where the id is undefined. */
export function showThing(visit: Visit, kind: EditedKind, id: string | undefined): void {
  const editor = EDITORS[kind]
  const { network } = visit.desk
  if (id !== undefined && !find(network, kind, id)) {
    showMissing(visit)
    return
  }
  const stored = editor.read(network, id, visit.url.searchParams)
  render(visit, editor, id, 200, viewOf(visit, stored), versionOf(stored))
}

/** What was posted from that page: saved, or shown again with what is wrong. */
export async function saveThing(
  visit: Visit,
  kind: EditedKind,
  id: string | undefined,
  posted: URLSearchParams,
): Promise<void> {
  const { works, desk } = visit
  const editor = EDITORS[kind]
  if (id !== undefined && !find(desk.network, kind, id)) return showMissing(visit)
  const form = editor.tidy(posted)
  const version = posted.get('version') ?? ''
  const act = posted.get('act') ?? 'save'
  if (act !== 'save') {
    // Another row, or the branches of another company: nothing is saved yet.
    const view = { ...viewOf(visit, form), added: act.startsWith('add:') ? act.slice(4) : undefined }
    return render(visit, editor, id, 200, view, version)
  }

  const thing = { kind, id: id ?? newId(form) }
  let fields: string[] = []
  try {
    const before = desk.network
    const changed = await works.store.edit(thing, (network) => {
      const stored = editor.read(network, id, visit.url.searchParams)
      if (id === undefined) refuseTaken(network, thing)
      else if (version !== versionOf(stored)) throw new StaleForm()
      fields = [...differences(form, stored).keys()].filter((field) => field !== 'id')
      return editor.apply({ ...desk, network }, thing.id, form)
    })
    await afterEdit(visit, before)
    if (changed) {
      const entry = { act: id === undefined ? 'created' : 'changed', ...thing, fields: foldRows(fields) }
      await works.log.write({ by: desk.administrator.id, ...entry })
    }
    sendTo(visit.response, `/admin/${kind}/${thing.id}?done=${id === undefined ? 'created' : 'saved'}`)
  } catch (error) {
    if (error instanceof NetworkFaults) {
      const view = { ...viewOf(visit, form), faults: faultsByField(visit, error.faults, thing) }
      const elsewhere = error.faults.filter((each) => each.kind !== kind || each.id !== thing.id)
      return render(visit, editor, id, 422, view, version, () => faultNote(visit, view, elsewhere))
    }
    if (!(error instanceof StaleForm)) throw error
    const { network } = await works.store.current()
    const stored = editor.read(network, id, visit.url.searchParams)
    const now = { ...visit, desk: { ...desk, network } }
    const view = { ...viewOf(now, form), theirs: differences(form, stored) }
    render(now, editor, id, 409, view, versionOf(stored), () => staleNote(visit))
  }
}

function render(
  visit: Visit,
  editor: Editor,
  id: string | undefined,
  status: number,
  view: FormView,
  version: string,
  note?: () => Markup,
): void {
  const { words, language, desk, url } = visit
  const { kind } = editor
  const stored = id === undefined ? undefined : find(desk.network, kind, id)
  const title = stored ? inLanguage(stored.name, language) : words[kind].new
  const first = id === undefined ? editor.before?.(view, desk) : undefined
  const fields = first ? undefined : editor.fields(view, desk, id)
  const idField =
    id === undefined &&
    html`<section><div class="field"><label for="f-id">${words.id}</label><p class="hint" id="f-id-hint">${words.idHint}</p>
    <input id="f-id" name="id" value="${view.values.get('id') ?? ''}" dir="ltr" autocomplete="off" maxlength="64" aria-describedby="f-id-hint"${view.faults.has('id') && html` aria-invalid="true"`}>
    ${view.faults.has('id') && html`<p class="fault">${view.faults.get('id')?.join(' ')}</p>`}</div></section>`
  const query = id === undefined ? url.search : ''
  show(
    visit,
    status,
    title,
    html`<p class="trail"><a href="/admin/${kind}">${words[kind].title}</a></p>
    <h1>${title}</h1>${stored && html`<p class="id"><code dir="ltr">${stored.id}</code></p>`}
    ${doneNote(visit)}${note?.()}
    ${
      first ??
      html`<form class="thing" method="post" action="${url.pathname}${query}" novalidate>${csrfField(visit)}<input type="hidden" name="version" value="${version}">
      <button class="hidden" type="submit" name="act" value="save" tabindex="-1" aria-hidden="true"></button>
      ${fields}${idField}
      <p class="acts bar"><button class="primary" type="submit" name="act" value="save">${id === undefined ? words.create : words.save}</button>
      <a class="plain" href="/admin/${kind}">${words.cancel}</a></p></form>`
    }
    ${stored && editor.beside?.(view, desk, stored.id)}${stored && kind === 'users' && accessSection(visit, stored.id)}`,
  )
}

function viewOf({ words, language }: Visit, values: URLSearchParams): FormView {
  return { words, language, values, faults: new Map(), theirs: new Map(), faulty: new Map() }
}

function find(network: Network, kind: Kind, id: string): Named | undefined {
  return (network[kind] as Named[]).find((each) => each.id === id)
}

function refuseTaken(network: Network, { kind, id }: { kind: EditedKind; id: string }): void {
  const taken = find(network, kind, id)
  if (taken) throw new NetworkFaults([{ kind, id, field: 'id', code: 'taken', value: id }])
}

function faultsByField({ words }: Visit, faults: Fault[], thing: { kind: Kind; id: string }) {
  const byField = new Map<string, string[]>()
  for (const fault of faults.filter((each) => each.kind === thing.kind && each.id === thing.id)) {
    byField.set(fault.field, [...(byField.get(fault.field) ?? []), wordFault(words, fault)])
  }
  return byField
}

/** Says that nothing was saved, where to look, and what the change would break elsewhere. */
function faultNote(visit: Visit, view: FormView, elsewhere: Fault[]): Markup {
  const { words } = visit
  const here = [...(view.faulty ?? [])]
  return html`<div class="refused" role="alert" tabindex="-1" autofocus><b>${words.faultsTitle}</b><p>${words.faultsLead}</p>
  ${here.length > 0 && html`<ul class="faults">${here.map(([name, label]) => html`<li><a href="#${idOf(name)}">${label}</a> · ${view.faults.get(name)?.join(' ')}</li>`)}</ul>`}
  ${elsewhere.length > 0 && listFaults(visit, elsewhere)}</div>`
}

function staleNote({ words }: Visit): Markup {
  return html`<div class="refused" role="alert" tabindex="-1" autofocus><b>${words.staleTitle}</b><p>${words.staleLead}</p></div>`
}

/** Names of fields without the numbers of rows. */
function foldRows(fields: string[]): string[] {
  return [...new Set(fields.map((field) => field.replace(/\.\d+\..*$/, '')))].sort()
}
