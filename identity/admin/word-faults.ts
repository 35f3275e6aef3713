import { html, type Markup } from '../markup.ts'
import type { Named } from '../network-file.ts'
import type { Fault } from '../network-rules.ts'
import type { Visit } from './visit.ts'
import { fill, inLanguage } from './words.ts'
import type { Words } from './words-en.ts'

export function wordFault(words: Words, { code, value }: Fault): string {
  return fill(words.faults[code], { value: value ?? '' })
}

/** Faults with the thing that each is about. */
export function listFaults({ words, language, desk }: Visit, faults: Fault[]): Markup {
  return html`<ul class="faults">${faults.map((fault) => {
    const thing = (desk.network[fault.kind] as Named[]).find(({ id }) => id === fault.id)
    const name = inLanguage(thing?.name, language) || fault.id
    const edited = ['companies', 'branches', 'teams', 'users'].includes(fault.kind)
    return html`<li>${edited ? html`<a href="/admin/${fault.kind}/${fault.id}">${name}</a>` : name} · <code dir="ltr">${fault.field}</code> · ${wordFault(words, fault)}</li>`
  })}</ul>`
}
