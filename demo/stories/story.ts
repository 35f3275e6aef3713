import type { CreateTicketInput } from '../../contract/tickets.ts'

/** The API clients of the demo, by the short name that stories use. */
export type DoorName = 'website' | 'app' | 'chatbot' | 'nahrin-website'

/** One ticket's life. */
export type Story = {
  /**
   * When, through which door, in which language: `3 10:20 portal ar`. The door is `portal`, an API client, or the id of
   * the staff member who made the ticket.
   */
  opened: string
  /** A customer; without one, the staff member asks for themselves. */
  from?: Customer
  ask: Ask
  /** The wished day, counted in working days after the opening, and the part of the day: `2 morning`. */
  wish?: string
  /** What happened then: see `read-step.ts`. */
  steps?: string[]
}

type Customer = Extract<CreateTicketInput['requester'], { name: string }>
type Ask = AskOf<CreateTicketInput>
type AskOf<Input> = Input extends CreateTicketInput ? Omit<Input, 'requester' | 'language'> : never
type Details<Type extends CreateTicketInput['type']> = Extract<CreateTicketInput, { type: Type }>['details']
type Place = { branchId?: string; cityId?: string; brandId?: string; externalReference?: string }

/** An invented customer; the four digits end a number that nobody has. */
export function customer(name: string, digits: number, mailbox?: string): Customer {
  const email = mailbox === undefined ? {} : { email: `${mailbox}@customer.example` }
  return { kind: 'customer', name, phone: `+964750000${digits}`, ...email }
}

/** A customer who left an e-mail address and no number. */
export const byMail = (name: string, mailbox: string): Customer => ({
  ...{ kind: 'customer', name, email: `${mailbox}@customer.example` },
})

/** At a branch; of a brand, where the request does not say it otherwise. */
export const at = (branchId: string, brandId?: string): Place => ({
  branchId,
  ...(brandId === undefined ? {} : { brandId }),
})
/** Somewhere in a city. */
export const inCity = (cityId: string, brandId?: string): Place => ({
  cityId,
  ...(brandId === undefined ? {} : { brandId }),
})
export const anywhere: Place = {}

type Topic = Details<'general-inquiry'>['topic']
export const inquiry = (topic: Topic, place: Place, message: string): Ask => ({
  ...{ type: 'general-inquiry', ...place, details: { topic, message } },
})

type More = { grade?: string; year?: number; pay?: 'cash' | 'installments' | 'flexible'; message?: string }
const wanted = (modelId: string, { grade, year }: More) => ({
  modelId,
  ...(grade === undefined ? {} : { grade }),
  ...(year === undefined ? {} : { year }),
})
const terms = ({ pay, message }: More) => ({
  ...(pay === undefined ? {} : { paymentMethod: pay }),
  ...(message === undefined ? {} : { message }),
})
type Own = Extract<Details<'vehicle-quotation'>, { intent: 'sell' }>['ownVehicle']

export const buy = (modelId: string, place: Place, more: More = {}): Ask => ({
  type: 'vehicle-quotation',
  ...place,
  details: { intent: 'buy', wantedVehicle: wanted(modelId, more), ...terms(more) },
})
export const sell = (ownVehicle: Own, place: Place, more: More = {}): Ask => ({
  type: 'vehicle-quotation',
  ...place,
  details: { intent: 'sell', ownVehicle, ...terms(more) },
})
export const trade = (ownVehicle: Own, modelId: string, place: Place, more: More = {}): Ask => ({
  type: 'vehicle-quotation',
  ...place,
  details: { intent: 'trade', ownVehicle, wantedVehicle: wanted(modelId, more), ...terms(more) },
})

export const recallCheck = (vin: string, message?: string): Ask => ({
  type: 'ssc-inquiry',
  details: { vin, ...(message === undefined ? {} : { message }) },
})

type Vehicle = Details<'service-booking'>['vehicle']
const booking = (serviceId: string) => (vehicle: Vehicle, place: Place, complaint?: string) =>
  ({
    type: 'service-booking',
    ...place,
    details: { vehicle, serviceId, ...(complaint === undefined ? {} : { complaint }) },
  }) satisfies Ask
export const service = booking('auto-repair-and-maintenance')
export const bodyRepair = booking('body-and-paint')

export const testDrive = (
  modelId: string,
  place: Place,
  more: More = {},
  holdsDrivingLicence = true,
): Ask => ({
  type: 'test-drive',
  ...place,
  details: {
    wantedVehicle: wanted(modelId, more),
    holdsDrivingLicence,
    ...(more.message === undefined ? {} : { message: more.message }),
  },
})
