import * as z from 'zod/mini'
import { Day, Id, line, paragraph } from './text.ts'
import { Vin } from './vin.ts'

/*
 * The details of the five types of the specification, one schema each: the API, the portal's forms and the staff
 * form validate with these very objects. `brandId`, `cityId`, `companyId`, `branchId` are fields of the ticket and never
 * stand here. Slot, photos and files join with the rooms that own them.
 */
export const TICKET_TYPES = [
  'general-inquiry',
  'vehicle-quotation',
  'ssc-inquiry',
  'service-booking',
  'test-drive',
] as const
export type TicketType = (typeof TICKET_TYPES)[number]

/** Raised when a type's details change shape; stored with each ticket. */
export const DETAILS_VERSION = 1

export const TOPICS = ['information', 'complaint', 'feedback'] as const
export const INTENTS = ['buy', 'sell', 'trade'] as const
export const PAYMENT_METHODS = ['cash', 'installments', 'flexible'] as const
export const DAY_PARTS = ['morning', 'noon', 'afternoon', 'any'] as const
export const CONDITIONS = ['excellent', 'good', 'fair', 'poor'] as const

export const FIRST_MODEL_YEAR = 1950
const ModelYear = z.int().check(z.minimum(FIRST_MODEL_YEAR), z.maximum(2100))
/** Kilometres on the clock. */
const Mileage = z.int().check(z.minimum(0), z.maximum(5_000_000))
const Plate = line(2, 20)

const WantedVehicle = z.strictObject({
  modelId: Id,
  grade: z.optional(line(1, 60)),
  year: z.optional(ModelYear),
})

const OwnVehicle = z.strictObject({
  make: line(1, 60),
  model: line(1, 60),
  year: ModelYear,
  vin: z.optional(Vin),
  mileage: z.optional(Mileage),
  condition: z.optional(z.enum(CONDITIONS)),
})

/** When it would suit: a day in the branch's local time, a part of the day, or both. */
const PreferredTime = z.strictObject({ date: z.optional(Day), dayPart: z._default(z.enum(DAY_PARTS), 'any') })

export const GeneralInquiryDetails = z.strictObject({
  topic: z.enum(TOPICS),
  message: paragraph(3, 5000),
})

const quotationCommon = {
  paymentMethod: z.optional(z.enum(PAYMENT_METHODS)),
  preferredContactTime: z.optional(z.enum(DAY_PARTS)),
  message: z.optional(paragraph(1, 5000)),
}
export const VehicleQuotationDetails = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('buy'), wantedVehicle: WantedVehicle, ...quotationCommon }),
  z.strictObject({ intent: z.literal('sell'), ownVehicle: OwnVehicle, ...quotationCommon }),
  z.strictObject({
    intent: z.literal('trade'),
    wantedVehicle: WantedVehicle,
    ownVehicle: OwnVehicle,
    ...quotationCommon,
  }),
])

export const SscInquiryDetails = z.strictObject({
  vin: Vin,
  message: z.optional(paragraph(1, 5000)),
})

export const ServiceBookingDetails = z.strictObject({
  vehicle: z
    .strictObject({
      vin: z.optional(Vin),
      plate: z.optional(Plate),
      model: z.optional(line(1, 60)),
      mileage: z.optional(Mileage),
    })
    .check(
      z.refine((vehicle) => Boolean(vehicle.vin || vehicle.plate), { params: { code: 'vin-or-plate' } }),
    ),
  serviceId: Id,
  preferredTime: z.optional(PreferredTime),
  complaint: z.optional(paragraph(1, 5000)),
})

export const TestDriveDetails = z.strictObject({
  wantedVehicle: WantedVehicle,
  preferredTime: z.optional(PreferredTime),
  /** Declared, and checked on arrival. */
  holdsDrivingLicence: z.boolean(),
  message: z.optional(paragraph(1, 5000)),
})

export const DETAILS = {
  'general-inquiry': GeneralInquiryDetails,
  'vehicle-quotation': VehicleQuotationDetails,
  'ssc-inquiry': SscInquiryDetails,
  'service-booking': ServiceBookingDetails,
  'test-drive': TestDriveDetails,
} as const
