import './forms.css'
import type { TicketType } from '../contract/ticket-details.ts'
import { formElement } from './form-element.tsx'
import type { FormShape } from './types/form-shape.ts'
import { generalInquiry } from './types/general-inquiry.tsx'
import { serviceBooking } from './types/service-booking.tsx'
import { sscInquiry } from './types/ssc-inquiry.tsx'
import { testDrive } from './types/test-drive.tsx'
import { vehicleQuotation } from './types/vehicle-quotation.tsx'

export type { SentEvent } from './form-element.tsx'

const SHAPES: Record<TicketType, FormShape> = {
  'general-inquiry': generalInquiry,
  'vehicle-quotation': vehicleQuotation,
  'ssc-inquiry': sscInquiry,
  'service-booking': serviceBooking,
  'test-drive': testDrive,
}

/** Makes the five elements known to the page: `<interchange-test-drive>` and so on. */
export function defineForms() {
  for (const [type, shape] of Object.entries(SHAPES)) {
    const name = `interchange-${type}`
    if (!customElements.get(name)) customElements.define(name, formElement(shape))
  }
}
