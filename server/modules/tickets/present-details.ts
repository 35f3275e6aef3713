import { directionOf } from '../../../contract/languages.ts'
import { fill } from '../../../texts/fill.ts'
import type { TicketRecord } from './ticket-queries.ts'
import { nameModel, nameService, type Viewer } from './viewer.ts'

type Vehicle = Record<string, unknown>
type StoredDetails = {
  message?: string
  topic?: string
  intent?: 'buy' | 'sell' | 'trade'
  wantedVehicle?: { modelId: string; grade?: string; year?: number }
  ownVehicle?: { make: string; model: string; year: number; vin?: string }
  vehicle?: { vin?: string; plate?: string; model?: string; mileage?: number }
  serviceId?: string
  complaint?: string
  vin?: string
}
const stored = (ticket: TicketRecord) => ticket.details as StoredDetails

/** Details with references instead of bare ids: `modelId` becomes `model`, `serviceId` becomes `service`. */
export function presentDetails(viewer: Viewer, ticket: TicketRecord): Record<string, unknown> {
  const { wantedVehicle, serviceId, ...rest } = stored(ticket)
  return {
    ...rest,
    ...(wantedVehicle ? { wantedVehicle: wanted(viewer, wantedVehicle) } : {}),
    ...(serviceId === undefined
      ? {}
      : { service: nameService(viewer, serviceId) ?? { id: serviceId, name: serviceId } }),
  }
}

function wanted(viewer: Viewer, vehicle: NonNullable<StoredDetails['wantedVehicle']>): Vehicle {
  const { modelId, ...rest } = vehicle
  return { model: nameModel(viewer, modelId) ?? { id: modelId, name: modelId }, ...rest }
}

/** The vehicle it is about, taken from the details: the customer's own, else the one wanted. */
export function presentVehicle(viewer: Viewer, ticket: TicketRecord): Vehicle | null {
  const details = stored(ticket)
  if (details.ownVehicle) return { kind: 'own', ...details.ownVehicle }
  if (details.vehicle) return { kind: 'own', ...details.vehicle }
  if (details.vin !== undefined) return { kind: 'own', vin: details.vin }
  return details.wantedVehicle ? { kind: 'wanted', ...wanted(viewer, details.wantedVehicle) } : null
}

const SUBJECT_LENGTH = 80

/** One line that says what it is about, in the reader's language; a customer's own words stay as they are. */
export function subjectOf(viewer: Viewer, ticket: TicketRecord): string {
  const details = stored(ticket)
  const { subjects } = viewer.words
  switch (ticket.type) {
    case 'general-inquiry':
      return firstLine(details.message ?? '')
    case 'vehicle-quotation': {
      const own = details.ownVehicle ? `${details.ownVehicle.make} ${details.ownVehicle.model}` : ''
      const vehicle = details.intent === 'sell' ? own : wantedName(viewer, details)
      return fillIsolated(viewer, subjects[details.intent ?? 'buy'], { vehicle, own })
    }
    case 'ssc-inquiry':
      return fillIsolated(viewer, subjects['ssc-inquiry'], { vin: details.vin ?? '' })
    case 'service-booking': {
      const service = nameService(viewer, details.serviceId ?? null)?.name ?? ''
      const vehicle = details.vehicle?.model ?? details.vehicle?.plate ?? details.vehicle?.vin ?? ''
      return details.complaint
        ? firstLine(details.complaint)
        : fillIsolated(viewer, subjects['service-booking'], { service, vehicle })
    }
    case 'test-drive':
      return fillIsolated(viewer, subjects['test-drive'], { vehicle: wantedName(viewer, details) })
  }
}

/**
 * A name with Latin letters and digits inside a right-to-left sentence keeps its own order (Unicode isolates, UAX 9), so
 * that "8 seats 7" is not read as "7 seats 8".
 */
function fillIsolated(viewer: Viewer, template: string, values: Record<string, string>): string {
  if (directionOf(viewer.language) === 'ltr') return fill(template, values)
  const isolated = Object.entries(values).map(([name, value]) => [
    name,
    /[A-Za-z]/.test(value) ? `\u2068${value}\u2069` : value,
  ])
  return fill(template, Object.fromEntries(isolated))
}

function wantedName(viewer: Viewer, details: StoredDetails): string {
  const { wantedVehicle } = details
  if (!wantedVehicle) return ''
  const model = nameModel(viewer, wantedVehicle.modelId)
  const brand = model ? viewer.models.get(model.id)?.brandId : undefined
  const brandEntry = brand === undefined ? undefined : viewer.network.brands.get(brand)
  const brandName = brandEntry ? (brandEntry.name[viewer.language] ?? brandEntry.name.en) : ''
  return [brandName, model?.name ?? wantedVehicle.modelId, wantedVehicle.grade].filter(Boolean).join(' ')
}

function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? ''
  if (line.length <= SUBJECT_LENGTH) return line
  // Cut between characters as a reader counts them, never inside one.
  const characters = [...new Intl.Segmenter().segment(line.slice(0, SUBJECT_LENGTH * 2))].map(
    (part) => part.segment,
  )
  return `${characters.slice(0, SUBJECT_LENGTH - 1).join('')}…`
}
