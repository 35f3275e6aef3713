import { html, type Markup } from '../markup.ts'
import type { PageLanguage } from '../page-texts.ts'
import { fill } from './words.ts'
import type { Words } from './words-en.ts'

/** What a form shows: values, and what is to be said beside its fields. */
export interface FormView {
  words: Words
  language: PageLanguage
  values: URLSearchParams
  /** Worded faults by field. */
  faults: Map<string, string[]>
  /** After somebody else has saved: their values of the fields that differ. */
  theirs: Map<string, string>
  /** Labels of the fields with faults, as they are rendered: for the list above the form. */
  faulty?: Map<string, string>
  /** A list that gets one more empty row. */
  added?: string | undefined
}

export interface Option {
  value: string
  label: string
  group?: string | undefined
}

interface Field {
  name: string
  label: string
  hint?: string | undefined
  type?: string
  ltr?: boolean
  rtl?: boolean
  required?: boolean
  inputMode?: string
  list?: string
  placeholder?: string
}

export function textField(view: FormView, field: Field): Markup {
  const { name, label, hint, type = 'text', ltr, rtl, required, inputMode, list } = field
  return html`<div class="field"><label for="${idOf(name)}">${label}${required && html` <span class="needed" aria-hidden="true">*</span>`}</label>
    <input id="${idOf(name)}" name="${name}" type="${type}" value="${view.values.get(name) ?? ''}" autocomplete="off" maxlength="400"${ltr && html` dir="ltr"`}${rtl && html` dir="rtl"`}${inputMode && html` inputmode="${inputMode}"`}${list && html` list="${list}"`}${spoken(view, name, hint, required)}>
    ${hintOf(field)}${remarks(view, name, label)}</div>`
}

export function selectField(view: FormView, field: Field, options: Option[]): Markup {
  const { name, label, hint, required } = field
  const chosen = view.values.get(name) ?? ''
  // What stands there stays there, even where it cannot be chosen: the fault beside it says why.
  const all = options.some(({ value }) => value === chosen)
    ? options
    : [...options, { value: chosen, label: chosen }]
  const option = ({ value, label }: Option) =>
    html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`
  const groups = [...new Set(all.map(({ group }) => group))]
  return html`<div class="field"><label for="${idOf(name)}">${label}${required && html` <span class="needed" aria-hidden="true">*</span>`}</label>
    <select id="${idOf(name)}" name="${name}"${spoken(view, name, hint, required)}>
    ${groups.map((group) => {
      const members = all.filter((each) => each.group === group).map(option)
      return group === undefined ? html`${members}` : html`<optgroup label="${group}">${members}</optgroup>`
    })}
    </select>
    ${hintOf(field)}${remarks(view, name, label)}</div>`
}

/** Boxes to tick, under one heading. */
export function tickFields(view: FormView, { name, label, hint }: Field, options: Option[]): Markup {
  const chosen = new Set(view.values.getAll(name))
  const known = new Set(options.map(({ value }) => value))
  const strange = [...chosen].filter((value) => value && !known.has(value))
  const all = [
    ...options,
    ...strange.map((value) => ({ value, label: value, group: view.words.fromOtherCompany })),
  ]
  return html`<fieldset class="ticks" id="${idOf(name)}"${view.faults.has(name) && html` aria-invalid="true"`}><legend>${label}</legend>
    ${hint && html`<p class="hint">${hint}</p>`}
    ${all.length === 0 && html`<p class="hint">${view.words.none}</p>`}
    <div class="options">${all.map(
      ({
        value,
        label,
        group,
      }) => html`<label class="tick"><input type="checkbox" name="${name}" value="${value}"${chosen.has(value) && html` checked`}>
      <span>${label}${group && html` <small>${group}</small>`}</span></label>`,
    )}</div>${remarks(view, name, label)}</fieldset>`
}

/** One box that stands for yes. */
export function switchField(view: FormView, { name, label, hint }: Field): Markup {
  return html`<div class="field switch"><label class="tick"><input type="checkbox" id="${idOf(name)}" name="${name}" value="1"${view.values.get(name) === '1' && html` checked`}${spoken(view, name, hint)}><span>${label}</span></label>
    ${hintOf({ name, hint })}${remarks(view, name, label)}</div>`
}

/** A name in English and Arabic, and, folded away, in the other languages of customers. */
export function nameFields(view: FormView, prefix: string, label: string, required = true): Markup {
  const { words } = view
  const field = (language: string, ltr: boolean) =>
    textField(view, {
      ...{ name: `${prefix}.${language}`, label: `${label} · ${words.languages[language]}`, ltr, rtl: !ltr },
      required: required && language === 'en',
    })
  const folded = ['ckb', 'ru']
  const open = folded.some((language) => view.faults.has(`${prefix}.${language}`))
  return html`<div class="pair">${field('en', true)}${field('ar', false)}</div>
    <details class="more"${open && html` open`}><summary>${label} · ${words.moreLanguages}</summary>
    <div class="pair">${folded.map((language) => field(language, language === 'ru'))}</div></details>`
}

/** Rows of a list, each with a box that removes it, and a button for one more. */
export function rowFields(
  view: FormView,
  prefix: string,
  rows: number[],
  row: (at: string, number: number) => Markup,
): Markup {
  const { words } = view
  const first = rows.length > 0 ? Math.max(...rows) + 1 : 0
  const blank = view.added === prefix || rows.length === 0 ? [first] : []
  return html`<div class="rows">${[...rows, ...blank].map(
    (
      number,
      i,
    ) => html`<fieldset class="row"><legend class="hidden">${fill(words.branches.row, { row: i + 1 })}</legend>${row(`${prefix}.${number}`, number)}
    ${rows.includes(number) && html`<label class="tick remove"><input type="checkbox" name="${prefix}.${number}.remove" value="1"><span>${words.remove}</span></label>`}</fieldset>`,
  )}</div>
  <button class="plain small" type="submit" name="act" value="add:${prefix}" formaction="#${prefix}" formnovalidate>${words.add}</button>`
}

/** What is wrong with a field, and what somebody else has saved in it. */
export function remarks(view: FormView, name: string, label: string): Markup {
  const faults = view.faults.get(name) ?? []
  if (faults.length > 0) view.faulty?.set(name, label)
  const theirs = view.theirs.get(name)
  const { storedNow, storedNothing } = view.words
  return html`${faults.length > 0 && html`<p class="fault" id="${idOf(name)}-fault">${faults.join(' ')}</p>`}${
    theirs !== undefined &&
    html`<p class="theirs"><bdi>${fill(storedNow, { value: theirs || storedNothing })}</bdi></p>`
  }`
}

function hintOf({ name, hint }: Pick<Field, 'name' | 'hint'>): Markup | undefined {
  return hint ? html`<p class="hint" id="${idOf(name)}-hint">${hint}</p>` : undefined
}

export function idOf(name: string): string {
  return `f-${name.replaceAll('.', '-')}`
}

function spoken(view: FormView, name: string, hint: string | undefined, required = false): Markup {
  const described = [hint && `${idOf(name)}-hint`, view.faults.has(name) && `${idOf(name)}-fault`].filter(
    Boolean,
  )
  return html`${described.length > 0 && html` aria-describedby="${described.join(' ')}"`}${view.faults.has(name) && html` aria-invalid="true"`}${required && html` aria-required="true"`}`
}
