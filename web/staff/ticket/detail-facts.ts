import type { Ticket } from '../../../contract/tickets.ts'
import { vinWarning } from '../../../contract/vin.ts'
import type { StaffKey } from '../../../texts/staff.ts'
import type { Translate } from '../../shell/use-texts.ts'

export type Fact = {
  label: StaffKey
  /** One text, or names beside each other, each in its own direction. */
  value: string | string[]
  /** Codes read left to right in every language: VIN, plate. */
  code?: boolean
  /** Typed by a person, so its direction is its own. */
  typed?: boolean
  doubt?: StaffKey
}
type Words = {
  t: Translate
  number: (value: number) => string
  plainDay: (day: string) => string
  comma: string
}
type Values = Record<string, unknown>

const valuesOf = (value: unknown): Values => (value && typeof value === 'object' ? (value as Values) : {})
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''
/** A thing of the directory as answers give it: `{id, name}` under its word; an id alone is still better than nothing. */
const nameOf = (values: Values, word: string): string =>
  textOf(valuesOf(values[word]).name) || textOf(values[`${word}Id`])

/** What a type's own panel shows of the details, in the order people ask for it. The customer's own words stand in the conversation. */
export function detailFacts(
  ticket: Pick<Ticket, 'details' | 'brand' | 'city' | 'requested'>,
  words: Words,
): Fact[] {
  const { t } = words
  const { details } = ticket
  const facts: Fact[] = []
  const add = (label: StaffKey, value: string | string[], more: Partial<Fact> = {}) => {
    if (value !== '') facts.push({ label, value, ...more })
  }
  const choice = (
    label: StaffKey,
    list: 'topics' | 'intents' | 'paymentMethods' | 'dayParts' | 'conditions',
    value: unknown,
  ) => add(label, textOf(value) && t(`${list}.${textOf(value)}` as StaffKey))

  choice('facts.topic', 'topics', details.topic)
  choice('facts.intent', 'intents', details.intent)
  const wanted = valuesOf(details.wantedVehicle)
  const model = nameOf(wanted, 'model')
  add(
    'facts.wantedVehicle',
    model && [ticket.brand?.name, model, wanted.grade, wanted.year].map(textOf).filter(Boolean),
  )
  addOwnVehicle(valuesOf(details.ownVehicle), 'facts.ownVehicle')
  addOwnVehicle(valuesOf(details.vehicle), 'facts.vehicle')
  addVin(details.vin)
  add('facts.service', nameOf(details, 'service'))
  addPreferredTime(valuesOf(details.preferredTime))
  if (typeof details.holdsDrivingLicence === 'boolean') {
    add('facts.licence', t(details.holdsDrivingLicence ? 'facts.licenceYes' : 'facts.licenceNo'))
  }
  choice('facts.paymentMethod', 'paymentMethods', details.paymentMethod)
  choice('facts.preferredContactTime', 'dayParts', details.preferredContactTime)
  if (!details.wantedVehicle) add('facts.brand', ticket.brand?.name ?? '')
  add('facts.city', ticket.city?.name ?? '')
  add(
    'facts.requested',
    [ticket.requested.company?.name, ticket.requested.branch?.name].filter(Boolean).join(words.comma),
  )
  return facts

  function addOwnVehicle(own: Values, label: StaffKey) {
    add(label, [own.make, own.model, own.year].map(textOf).filter(Boolean).join(' '), { typed: true })
    addVin(own.vin)
    add('facts.plate', textOf(own.plate), { code: true })
    if (typeof own.mileage === 'number')
      add('facts.mileage', t('facts.kilometres', { km: words.number(own.mileage) }))
    choice('facts.condition', 'conditions', own.condition)
  }
  function addVin(vin: unknown) {
    const text = textOf(vin)
    add('facts.vin', text, { code: true, ...(vinWarning(text) ? { doubt: 'create.vinDoubt' as const } : {}) })
  }
  function addPreferredTime(time: Values) {
    const day = textOf(time.date) && words.plainDay(textOf(time.date))
    const part =
      time.dayPart && (time.dayPart !== 'any' || !day)
        ? t(`dayParts.${textOf(time.dayPart)}` as StaffKey)
        : ''
    add('facts.preferredTime', [day, part].filter(Boolean).join(words.comma))
  }
}

/** What the customer wrote when they asked. */
export const ownWords = (details: Values): string => textOf(details.message) || textOf(details.complaint)
