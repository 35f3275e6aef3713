import { html, type Markup } from '../markup.ts'
import type { Named } from '../network-file.ts'
import { NetworkFaults } from '../network-rules.ts'
import { sendTo } from '../send-page.ts'
import { readBranch } from './branch-values.ts'
import { type FormView, selectField } from './form-fields.ts'
import { versionOf } from './form-values.ts'
import { moveBranch, whatMoves } from './move-branch.ts'
import { csrfField, show, showMissing, type Visit } from './visit.ts'
import { listFaults } from './word-faults.ts'
import { fill, inLanguage } from './words.ts'

interface Shown {
  values: URLSearchParams
  faults?: Map<string, string[]>
  note?: Markup
}

/** Asks where a branch goes and what becomes of its people, and says what it ends. */
export function showBranchMove(visit: Visit, branchId: string, shown?: Shown, status = 200): void {
  const { words, language, desk, url } = visit
  const { branches: t } = words
  const branch = desk.network.branches.find(({ id }) => id === branchId)
  if (!branch) {
    showMissing(visit)
    return
  }
  const company = desk.network.companies.find(({ id }) => id === branch.companyId)
  const companyName = inLanguage(company?.name, language) || branch.companyId
  const { staff, teams, others } = whatMoves(desk.network, branch)
  const values = shown?.values ?? new URLSearchParams({ staff: 'go' })
  const view: FormView = { words, language, values, faults: shown?.faults ?? new Map(), theirs: new Map() }
  const names = (list: Named[]) =>
    list.map(({ name }) => inLanguage(name, language)).join(language === 'ar' ? '، ' : ', ')
  const choice = (value: string, label: string, hint: string) =>
    html`<label class="tick"><input type="radio" name="staff" value="${value}"${values.get('staff') === value && html` checked`}><span>${label} <small>${fill(hint, { company: companyName })}</small></span></label>`
  const title = fill(t.moveTitle, { name: inLanguage(branch.name, language) })
  show(
    visit,
    status,
    title,
    html`<p class="trail"><a href="/admin/branches">${t.title}</a> › <a href="/admin/branches/${branchId}">${inLanguage(branch.name, language)}</a></p>
    <h1>${title}</h1><p class="lead">${fill(t.moveLead, { company: companyName })}</p>${shown?.note}
    <form class="thing" method="post" action="${url.pathname}" novalidate>${csrfField(visit)}<input type="hidden" name="version" value="${moveVersion(visit, branchId)}">
    <section>${selectField(view, { name: 'companyId', label: t.moveTo, required: true }, [
      { value: '', label: '' },
      ...desk.network.companies
        .filter((each) => each.active && each.id !== branch.companyId)
        .map((each) => ({ value: each.id, label: inLanguage(each.name, language) })),
    ])}
    <fieldset class="ticks"><legend>${fill(t.staff, { count: staff.length })}</legend>${staff.length > 0 && html`<p class="hint">${names(staff)}</p>`}
    <div class="options one">${choice('go', t.staffGo, t.staffGoHint)}${choice('stay', t.staffStay, t.staffStayHint)}</div></fieldset>
    ${teams.length > 0 && html`<p>${fill(t.teamsLeft, { names: names(teams) })}</p>`}
    ${others.length > 0 && html`<p>${fill(t.othersLose, { company: companyName, names: names(others) })}</p>`}</section>
    <p class="acts bar"><button class="primary" type="submit">${t.moveNow}</button><a class="plain" href="/admin/branches/${branchId}">${words.cancel}</a></p></form>`,
  )
}

export async function saveBranchMove(visit: Visit, branchId: string, form: URLSearchParams): Promise<void> {
  const { works, desk, words } = visit
  const thing = { kind: 'branches', id: branchId } as const
  const branch = desk.network.branches.find(({ id }) => id === branchId)
  if (!branch) return showMissing(visit)
  const toCompanyId = form.get('companyId') ?? ''
  const staffGo = form.get('staff') !== 'stay'
  const values = new URLSearchParams({ companyId: toCompanyId, staff: staffGo ? 'go' : 'stay' })
  const again = (status: number, code: keyof typeof words.faults | undefined, note?: Markup) => {
    const faults = new Map(code ? [['companyId', [fill(words.faults[code], { value: toCompanyId })]]] : [])
    showBranchMove(visit, branchId, { values, faults, ...(note ? { note } : {}) }, status)
  }
  if (!toCompanyId) return again(422, 'required')
  if (toCompanyId === branch.companyId) return again(422, 'same-company')
  let stale = false
  try {
    await works.store.edit(thing, (network) => {
      stale = form.get('version') !== moveVersion({ ...visit, desk: { ...desk, network } }, branchId)
      return stale ? network : moveBranch(network, { branchId, toCompanyId, staffGo })
    })
  } catch (error) {
    if (!(error instanceof NetworkFaults)) throw error
    const own = error.faults.find((fault) => fault.field === 'companyId')
    if (own) return again(422, own.code)
    return again(
      422,
      undefined,
      html`<div class="refused" role="alert"><b>${words.faultsTitle}</b>${listFaults(visit, error.faults)}</div>`,
    )
  }
  if (stale) {
    const { network } = await works.store.current()
    const note = html`<div class="refused" role="alert"><b>${words.staleTitle}</b><p>${words.staleLead}</p></div>`
    return showBranchMove({ ...visit, desk: { ...desk, network } }, branchId, { values, note }, 409)
  }
  const fields = ['companyId', staffGo ? 'staff-goes' : 'staff-stays']
  await works.log.write({ by: desk.administrator.id, act: 'moved', ...thing, fields })
  sendTo(visit.response, `/admin/branches/${branchId}?done=moved`)
}

/** The branch, and all that the page said would happen. */
function moveVersion({ desk: { network } }: Visit, branchId: string): string {
  const branch = network.branches.find(({ id }) => id === branchId)
  if (!branch) return ''
  const { staff, teams, others } = whatMoves(network, branch)
  const values = readBranch(network, branchId, new URLSearchParams())
  for (const { id } of [...staff, ...teams, ...others]) values.append('moves', id)
  return versionOf(values)
}
