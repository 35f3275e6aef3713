import type { Language } from '../contract/languages.ts'
import { westernDigits } from '../contract/text.ts'
import type { TicketType } from '../contract/ticket-details.ts'
import type { Answers } from './answers.ts'

/** The body of `POST /tickets` for what was answered, not yet checked: `CreateTicket` is the judge. */
export function toTicket(type: TicketType, answers: Answers, language: Language): Record<string, unknown> {
  const given = compact(answers)
  return compact({
    type,
    requester: compact({ name: given.name, phone: given.phone, email: given.email }),
    brandId: asksBrand(type, answers) ? given.brandId : undefined,
    cityId: given.cityId,
    branchId: given.branchId,
    language,
    details: compact(DETAILS_OF[type](given)),
  })
}

/** Someone who only sells names the make of their own car; our brand then says nothing. */
const asksBrand = (type: TicketType, answers: Answers) =>
  type !== 'ssc-inquiry' && !(type === 'vehicle-quotation' && answers.intent === 'sell')

type Given = Partial<Answers>
const DETAILS_OF: Record<TicketType, (given: Given) => Record<string, unknown>> = {
  'general-inquiry': ({ topic, message }) => ({ topic, message }),
  'ssc-inquiry': ({ vin, message }) => ({ vin, message }),
  'vehicle-quotation': (given) => ({
    intent: given.intent,
    wantedVehicle: given.intent === 'sell' ? undefined : { ...wantedVehicle(given) },
    ownVehicle: given.intent === 'buy' || !given.intent ? undefined : ownVehicle(given),
    paymentMethod: given.intent === 'sell' ? undefined : given.paymentMethod,
    preferredContactTime: given.contactTime,
    message: given.message,
  }),
  'service-booking': (given) => ({
    vehicle: compact({
      vin: given.vin,
      plate: given.plate,
      model: given.vehicleModel,
      mileage: wholeNumber(given.mileage),
    }),
    serviceId: given.serviceId,
    preferredTime: preferredTime(given),
    complaint: given.complaint,
  }),
  'test-drive': (given) => ({
    wantedVehicle: wantedVehicle({ ...given, year: undefined }),
    preferredTime: preferredTime(given),
    holdsDrivingLicence: given.licence === undefined ? undefined : given.licence === 'yes',
    message: given.message,
  }),
}

const wantedVehicle = (given: Given | { year: undefined }) => {
  const { modelId, grade, year } = given as Given
  return compact({ modelId, grade, year: wholeNumber(year) })
}

const ownVehicle = (given: Given) =>
  compact({
    make: given.ownMake,
    model: given.ownModel,
    year: wholeNumber(given.ownYear),
    vin: given.ownVin,
    mileage: wholeNumber(given.ownMileage),
    condition: given.condition,
  })

const preferredTime = ({ date, dayPart }: Given) => (date || dayPart ? compact({ date, dayPart }) : undefined)

/** `84 000` and `٨٤٬٠٠٠` are numbers too; what is none stays as it was typed, so that the schema refuses it. */
function wholeNumber(text: string | undefined): number | string | undefined {
  if (text === undefined) return undefined
  const digits = westernDigits(text).replace(/[\s,.\u066B\u066C\u00A0]/g, '')
  return /^\d+$/.test(digits) ? Number(digits) : text
}

function compact<Value extends Record<string, unknown>>(value: Value): Partial<Value> {
  return Object.fromEntries(
    Object.entries(value).filter(
      ([, one]) => one !== undefined && !(typeof one === 'string' && one.trim() === ''),
    ),
  ) as Partial<Value>
}
