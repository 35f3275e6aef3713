import type { CreateTicketInput } from '../../../contract/tickets.ts'
import type { Ctx } from '../../platform/context.ts'
import { type BranchEntry, type Network, networkOf } from '../directory/index.ts'
import { type ModelEntry, modelsOf } from '../vehicles/index.ts'

const LANA = { name: 'Lana Qadir', phone: '+964 750 000 4417', email: 'lana.qadir@customer.example' }
// A world manufacturer code (ZZZ) that nobody was given.
const VIN = 'ZZZKR42N6P0318846'

/**
 * A request of each type that works in the directory as it is now: posted as it stands, it creates the ticket. Empty
 * while there is no network yet.
 */
export async function exampleRequests(ctx: Ctx): Promise<Record<string, CreateTicketInput>> {
  const network = await networkOf(ctx).catch(() => null)
  if (!network) return {}
  const models = [...(await modelsOf(ctx)).values()].filter((model) => model.active).sort(byId)
  const requester = LANA
  const examples: Record<string, CreateTicketInput> = {
    'general-inquiry': {
      type: 'general-inquiry',
      requester,
      language: 'en',
      details: { topic: 'information', message: 'Is the showroom open on Saturday?' },
    },
    'ssc-inquiry': { type: 'ssc-inquiry', requester, language: 'en', details: { vin: VIN } },
  }
  const repair = 'auto-repair-and-maintenance'
  const workshop = branchFor(network, null, repair)
  if (workshop) {
    examples['service-booking'] = {
      type: 'service-booking',
      requester,
      ...placeOf(workshop, [...workshop.brandIds].sort()[0]),
      details: {
        vehicle: { plate: '11 A 12345', mileage: 40_000 },
        serviceId: repair,
        preferredTime: { dayPart: 'morning' },
      },
    }
  }
  const drive = offer(network, models, 'test-drive')
  if (drive) {
    examples['test-drive'] = {
      type: 'test-drive',
      requester,
      ...placeOf(drive.branch, drive.model.brandId),
      details: {
        wantedVehicle: wanted(drive.model),
        preferredTime: { dayPart: 'afternoon' },
        holdsDrivingLicence: true,
      },
    }
  }
  const sale = offer(network, models, 'new-vehicle-sale')
  if (sale) {
    examples['vehicle-quotation'] = {
      type: 'vehicle-quotation',
      requester,
      ...placeOf(sale.branch, sale.model.brandId),
      details: { intent: 'buy', wantedVehicle: wanted(sale.model), paymentMethod: 'installments' },
    }
  }
  return examples
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

function branchFor(network: Network, brandId: string | null, serviceId: string): BranchEntry | undefined {
  return [...network.branches.values()]
    .filter((branch) => branch.active && branch.serviceIds.has(serviceId) && branch.brandIds.size > 0)
    .filter((branch) => brandId === null || branch.brandIds.has(brandId))
    .sort(byId)[0]
}

function offer(network: Network, models: ModelEntry[], serviceId: string) {
  for (const model of models) {
    const branch = branchFor(network, model.brandId, serviceId)
    if (branch) return { model, branch }
  }
  return null
}

function placeOf(branch: BranchEntry, brandId: string | undefined) {
  return { ...(brandId === undefined ? {} : { brandId }), cityId: branch.cityId, branchId: branch.id }
}

function wanted(model: ModelEntry) {
  const [grade] = model.grades
  return { modelId: model.id, ...(grade === undefined ? {} : { grade }) }
}
