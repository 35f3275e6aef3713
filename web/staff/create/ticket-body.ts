import type { Language } from '../../../contract/languages.ts'
import { westernDigits } from '../../../contract/text.ts'
import type { TicketType } from '../../../contract/ticket-details.ts'

/**
 * Every field of the form by the JSON Pointer of its place in the body of `POST /tickets`: what the schema or the server
 * says about a pointer then needs no translation.
 */
export const FIELDS = [
  '/requester/name',
  '/requester/phone',
  '/requester/email',
  '/brandId',
  '/cityId',
  '/branchId',
  '/details/topic',
  '/details/intent',
  '/details/wantedVehicle/modelId',
  '/details/wantedVehicle/grade',
  '/details/wantedVehicle/year',
  '/details/ownVehicle/make',
  '/details/ownVehicle/model',
  '/details/ownVehicle/year',
  '/details/ownVehicle/vin',
  '/details/ownVehicle/mileage',
  '/details/ownVehicle/condition',
  '/details/vin',
  '/details/vehicle/vin',
  '/details/vehicle/plate',
  '/details/vehicle/model',
  '/details/vehicle/mileage',
  '/details/serviceId',
  '/details/preferredTime/date',
  '/details/preferredTime/dayPart',
  '/details/holdsDrivingLicence',
  '/details/paymentMethod',
  '/details/preferredContactTime',
  '/details/complaint',
  '/details/message',
] as const
export type Field = (typeof FIELDS)[number]
export type Values = Partial<Record<Field, string>>
export type Asked = { type: TicketType; forMe: boolean; language: Language; values: Values }

const PARTS: Record<TicketType, readonly string[]> = {
  'general-inquiry': ['topic', 'message'],
  'vehicle-quotation': [
    'intent',
    'wantedVehicle',
    'ownVehicle',
    'paymentMethod',
    'preferredContactTime',
    'message',
  ],
  'ssc-inquiry': ['vin', 'message'],
  'service-booking': ['vehicle', 'serviceId', 'preferredTime', 'complaint'],
  'test-drive': ['wantedVehicle', 'preferredTime', 'holdsDrivingLicence', 'message'],
}

/** Whether a field is asked for a type, as the answers stand: what is hidden is never sent. */
export function isAsked(field: Field, { type, forMe, values }: Omit<Asked, 'language'>): boolean {
  const [, place = '', part = ''] = field.split('/')
  if (place === 'requester') return !forMe
  if (field === '/branchId' || field === '/brandId') return type !== 'ssc-inquiry'
  if (place !== 'details') return true
  const intent = values['/details/intent']
  if (type === 'vehicle-quotation' && part === 'wantedVehicle') return intent !== 'sell'
  if (type === 'vehicle-quotation' && part === 'ownVehicle') return intent === 'sell' || intent === 'trade'
  if (field === '/details/wantedVehicle/year') return type === 'vehicle-quotation'
  return PARTS[type].includes(part)
}

/** The service that a branch must offer for what is asked, as the routing rules see it; null where brand alone decides. */
export function neededService(type: TicketType, values: Values): string | null {
  if (type === 'test-drive') return 'test-drive'
  if (type === 'service-booking') return values['/details/serviceId'] || null
  if (type !== 'vehicle-quotation') return null
  return values['/details/intent'] === 'sell' ? 'used-car-sales' : 'new-vehicle-sale'
}

/** The body of `POST /tickets` for what was typed, not yet checked: the schema is the judge. */
export function ticketBody(asked: Asked): Record<string, unknown> {
  const body: Record<string, unknown> = { type: asked.type, language: asked.language, details: {} }
  body.requester = asked.forMe ? { kind: 'staff' } : { kind: 'customer' }
  for (const field of FIELDS) {
    const text = asked.values[field]?.trim()
    if (text && isAsked(field, asked)) put(body, field.slice(1).split('/'), asValue(field, text))
  }
  return body
}

function put(into: Record<string, unknown>, [name = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    into[name] = value
    return
  }
  into[name] ??= {}
  put(into[name] as Record<string, unknown>, rest, value)
}

/** Yes and no are answers, never guessed from silence. `61 000` and `٦١٬٠٠٠` are numbers too; what is none stays as typed, so that the schema refuses it. */
function asValue(field: Field, text: string): string | number | boolean {
  if (field === '/details/holdsDrivingLicence') return text === 'yes'
  if (!/\/(year|mileage)$/.test(field)) return text
  const digits = westernDigits(text).replace(/[\s,.\u066B\u066C\u00A0]/g, '')
  return /^\d+$/.test(digits) ? Number(digits) : text
}
