import { html, type Markup } from '../markup.ts'
import {
  type FormView,
  idOf,
  nameFields,
  type Option,
  remarks,
  rowFields,
  selectField,
  textField,
} from './form-fields.ts'
import { rowsOf } from './form-values.ts'

/** Working hours: a row says on which days, from when to when, for one department or all. */
export function hoursFields(view: FormView, departments: Option[]): Markup {
  const { branches: t } = view.words
  const row = (
    at: string,
  ) => html`<fieldset class="days" id="${idOf(`${at}.days`)}"${view.faults.has(`${at}.days`) && html` aria-invalid="true"`}>
      <legend>${t.days}</legend>${t.dayNames.map((day, number) => dayTick(view, at, day, number))}</fieldset>
    ${remarks(view, `${at}.days`, t.days)}
    <div class="triple clocks">${textField(view, { name: `${at}.from`, label: t.from, type: 'time' })}
    ${clockTo(view, `${at}.to`, t.to)}
    ${selectField(view, { name: `${at}.departmentId`, label: t.department }, [{ value: '', label: t.everyDepartment }, ...departments])}</div>`
  return html`<section id="workingPeriods"><h2>${t.hours}</h2><p class="hint">${t.hoursHint}</p>
  ${rowFields(view, 'workingPeriods', rowsOf(view.values, 'workingPeriods'), row)}</section>`
}

/** Days that differ from the usual: closed, or with other hours. */
export function daysFields(view: FormView, prefix: 'holidays' | 'specialDays'): Markup {
  const { branches: t } = view.words
  const row = (
    at: string,
  ) => html`<div class="pair span">${textField(view, { name: `${at}.from`, label: t.firstDay, type: 'date' })}
    ${textField(view, { name: `${at}.to`, label: t.lastDay, type: 'date' })}</div>
    ${
      prefix === 'specialDays' &&
      html`<div class="pair span">${textField(view, { name: `${at}.opens`, label: t.opens, type: 'time' })}
      ${clockTo(view, `${at}.closes`, t.closes)}</div>`
    }
    ${nameFields(view, `${at}.name`, t.occasion, false)}`
  return html`<section id="${prefix}"><h2>${t[prefix]}</h2>${prefix === 'specialDays' && html`<p class="hint">${t.specialHint}</p>`}
  ${rowFields(view, prefix, rowsOf(view.values, prefix), row)}</section>`
}

function dayTick(view: FormView, at: string, day: string, number: number): Markup {
  const { dayShort } = view.words.branches
  const chosen = view.values.getAll(`${at}.days`).includes(String(number))
  return html`<label class="day"><input type="checkbox" name="${at}.days" value="${number}"${chosen && html` checked`}><span aria-hidden="true">${dayShort[number]}</span><span class="hidden">${day}</span></label>`
}

/** A field of type time cannot show 24:00, nor what is no time. */
function clockTo(view: FormView, name: string, label: string): Markup {
  const value = view.values.get(name) ?? ''
  const plain = value !== '' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(value)
  return textField(view, { name, label, type: plain ? 'text' : 'time', ltr: plain })
}
