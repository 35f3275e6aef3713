import type { Actor } from '../../../contract/actor.ts'
import type { CreateTicket } from '../../../contract/tickets.ts'
import type { Ctx } from '../../platform/context.ts'
import { type InputError, refuse } from '../../platform/refusal.ts'
import type { Network } from '../directory/index.ts'
import { type ModelEntry, modelsOf } from '../vehicles/index.ts'
import type { CheckedReferences } from './open-ticket.ts'

type Found = { active?: boolean } | undefined
export const known = (found: Found, pointer: string): InputError[] => {
  if (!found) return [{ pointer, code: 'unknown-reference' }]
  return found.active === false ? [{ pointer, code: 'inactive-reference' }] : []
}

/** Two years ahead is next year's model, announced early. */
const YEARS_AHEAD = 2

/**
 * Checks every id of a request against the directory and the models, and completes what follows from them: the brand
 * from the wanted model, the company and the city from the branch. Refuses with all that is wrong at once.
 */
export async function checkReferences(
  ctx: Ctx,
  request: CreateTicket,
  network: Network,
): Promise<CheckedReferences> {
  const errors: InputError[] = []
  const branch = request.branchId === undefined ? undefined : network.branches.get(request.branchId)
  if (request.branchId !== undefined) errors.push(...known(branch, '#/branchId'))
  if (request.companyId !== undefined)
    errors.push(...known(network.companies.get(request.companyId), '#/companyId'))
  if (request.cityId !== undefined) errors.push(...known(network.cities.get(request.cityId), '#/cityId'))
  if (request.brandId !== undefined) errors.push(...known(network.brands.get(request.brandId), '#/brandId'))
  if (branch && request.companyId !== undefined && branch.companyId !== request.companyId) {
    errors.push({ pointer: '#/branchId', code: 'branch-of-another-company' })
  }
  const details = await checkDetails(ctx, request, network)
  errors.push(...details.errors)
  const brandId = request.brandId ?? details.modelBrandId
  if (branch && brandId !== null && !servesBrand(request, branch.brandIds, brandId)) {
    errors.push({ pointer: '#/branchId', code: 'branch-not-serving-brand' })
  }
  errors.push(...clientLimits(ctx.actor, brandId, branch ?? null, request.companyId ?? null))
  if (errors.length > 0) refuse('invalid-input', { errors })
  return {
    brandId,
    cityId: request.cityId ?? branch?.cityId ?? null,
    companyId: request.companyId ?? branch?.companyId ?? null,
    branchId: branch?.id ?? null,
  }
}

// Who sells a car brings any make to any branch.
function servesBrand(request: CreateTicket, brandIds: ReadonlySet<string>, brandId: string): boolean {
  if (request.type === 'vehicle-quotation' && request.details.intent === 'sell') return true
  return brandIds.has(brandId)
}

type DetailsFindings = { errors: InputError[]; modelBrandId: string | null }

/** The ids and years inside the details. Used again when details are edited. */
export async function checkDetails(
  ctx: Ctx,
  request: Pick<CreateTicket, 'type' | 'details'> & { brandId?: string | undefined },
  network: Network,
): Promise<DetailsFindings> {
  const errors: InputError[] = []
  let modelBrandId: string | null = null
  const latest = ctx.now.getUTCFullYear() + YEARS_AHEAD
  const details = request.details as Record<string, unknown>
  const wanted = details.wantedVehicle as Wanted | undefined
  if (wanted) {
    const model = (await modelsOf(ctx)).get(wanted.modelId)
    errors.push(...known(model, '#/details/wantedVehicle/modelId'))
    if (model && request.brandId !== undefined && model.brandId !== request.brandId) {
      errors.push({ pointer: '#/details/wantedVehicle/modelId', code: 'model-of-another-brand' })
    } else modelBrandId = model?.brandId ?? null
    errors.push(...(model ? notOffered(wanted, model, latest) : []))
  }
  if (typeof details.serviceId === 'string') {
    errors.push(...known(network.services.get(details.serviceId), '#/details/serviceId'))
  }
  const own = details.ownVehicle as { year: number } | undefined
  if (own && own.year > latest) errors.push(tooLate('ownVehicle', latest))
  const preferred = details.preferredTime as { date?: string } | undefined
  // A day is a day somewhere: yesterday by UTC may still be today at the branch.
  const yesterday = new Date(ctx.now.getTime() - 86_400_000).toISOString().slice(0, 10)
  if (preferred?.date !== undefined && preferred.date < yesterday) {
    errors.push({ pointer: '#/details/preferredTime/date', code: 'time-past' })
  }
  return { errors, modelBrandId }
}

type Wanted = { modelId: string; grade?: string; year?: number }

/** A grade or year that the model is not offered in; a model that lists none is offered in any. */
function notOffered(wanted: Wanted, model: ModelEntry, latest: number): InputError[] {
  const errors: InputError[] = []
  for (const [name, value, offered] of [
    ['grade', wanted.grade, model.grades],
    ['year', wanted.year, model.years],
  ] as const) {
    if (value === undefined || offered.length === 0 || offered.some((each) => each === value)) continue
    const pointer = `#/details/wantedVehicle/${name}`
    errors.push({ pointer, code: 'not-one-of', values: { allowed: offered.join(', ') } })
  }
  const late = model.years.length === 0 && wanted.year !== undefined && wanted.year > latest
  return late ? [...errors, tooLate('wantedVehicle', latest)] : errors
}

const tooLate = (name: string, latest: number): InputError => ({
  ...{ pointer: `#/details/${name}/year`, code: 'year-out-of-range', values: { latest } },
})

/** What an API client may name: its brands, its branches, and for a dealer's client its own company only. */
function clientLimits(
  actor: Actor,
  brandId: string | null,
  branch: { id: string; companyId: string } | null,
  companyId: string | null,
): InputError[] {
  if (actor.kind !== 'client') return []
  const errors: InputError[] = []
  if (brandId !== null && actor.brandIds && !actor.brandIds.includes(brandId)) {
    errors.push({ pointer: '#/brandId', code: 'not-for-this-client' })
  }
  const dealers = actor.companyKind !== 'distributor'
  if (branch) {
    const listed = !actor.branchIds || actor.branchIds.includes(branch.id)
    if (!listed || (dealers && branch.companyId !== actor.companyId)) {
      errors.push({ pointer: '#/branchId', code: 'not-for-this-client' })
    }
  }
  if (companyId !== null && dealers && companyId !== actor.companyId) {
    errors.push({ pointer: '#/companyId', code: 'not-for-this-client' })
  }
  return errors
}
