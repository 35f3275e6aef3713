import { isDeepStrictEqual } from 'node:util'
import { safeParse } from 'zod/mini'
import { DETAILS, DETAILS_VERSION } from '../../../contract/ticket-details.ts'
import type { CreateTicket, PatchTicket } from '../../../contract/tickets.ts'
import type { Ctx } from '../../platform/context.ts'
import { requireVersion } from '../../platform/http/entity-tag.ts'
import { inputErrors } from '../../platform/http/input-errors.ts'
import { type InputError, refuse, refuseInput } from '../../platform/refusal.ts'
import { mayRead, stampFor } from '../conversations/index.ts'
import { type Network, networkOf } from '../directory/index.ts'
import { checkDetails, known } from './check-references.ts'
import { writeWords } from './search-queries.ts'
import type { StampedTag } from './tables.ts'
import { refuseUnlessFull, requireStaff } from './ticket-access.ts'
import { changeTicket, lockTicket, type TicketRecord, ticketTables } from './ticket-queries.ts'

/**
 * Changes priority, tags, brand, city, details. Needs the version that the caller saw. Nothing changes, no event and no
 * new version, where all values are as they were.
 */
export async function patchTicket(
  ctx: Ctx,
  id: string,
  patch: PatchTicket,
  ifMatch: number | null,
): Promise<{ id: string }> {
  const { ticket, sight } = await lockTicket(ctx, id)
  const actor = requireStaff(ctx.actor)
  refuseUnlessFull(sight)
  requireVersion(ticket.version, ifMatch)
  const network = await networkOf(ctx)
  const readers = stampFor('network', {
    authorCompanyId: actor.companyId,
    distributorId: network.distributor.id,
    holderCompanyId: ticket.holder_company_id,
  })
  checkUnits(patch, ticket, network)
  const brandId = patch.brandId === undefined ? ticket.brand_id : patch.brandId
  const details = await checkedDetails(ctx, ticket, patch, brandId, network)
  const tags = patch.tags && mergedTags(ticket.tags, patch.tags, actor.companyId, readers)

  const changes = {
    ...(patch.priority !== undefined && patch.priority !== ticket.priority
      ? { priority: patch.priority }
      : {}),
    ...(brandId !== ticket.brand_id ? { brand_id: brandId } : {}),
    ...(patch.cityId !== undefined && patch.cityId !== ticket.city_id ? { city_id: patch.cityId } : {}),
    ...(tags && JSON.stringify(tags) !== JSON.stringify(ticket.tags) ? { tags: JSON.stringify(tags) } : {}),
    ...(details ? { details: JSON.stringify(details), details_version: DETAILS_VERSION } : {}),
  }
  if (Object.keys(changes).length === 0) return { id: ticket.id }
  // Who asked reads the brand, the city and the details, not the rest.
  const shown = 'brand_id' in changes || 'city_id' in changes || details !== null
  if (details) await keepRevision(ctx, ticket, readers)
  const changed = await changeTicket(ctx, ticket, {
    ...changes,
    ...(shown ? { public_updated_at: ctx.now } : {}),
  })
  if (details) await writeWords(ctx, [changed])
  ctx.record({
    subjectType: 'ticket',
    subjectId: ticket.id,
    type: 'ticket.updated',
    audience: 'network',
    companies: readers,
    data: {
      fields: Object.keys(changes).filter((name) => name !== 'details_version'),
      ...beforeAfter(ticket, changes),
    },
  })
  return { id: ticket.id }
}

/** A new brand or city must be there and in use; a standing one may have left the directory since. */
function checkUnits({ brandId, cityId }: PatchTicket, ticket: TicketRecord, network: Network): void {
  const errors = [
    ...(brandId && brandId !== ticket.brand_id ? known(network.brands.get(brandId), '#/brandId') : []),
    ...(cityId && cityId !== ticket.city_id ? known(network.cities.get(cityId), '#/cityId') : []),
  ]
  if (errors.length > 0) refuse('invalid-input', { errors })
}

/** The new details in the type's own schema, with their references checked; null where they stay as they are. */
async function checkedDetails(
  ctx: Ctx,
  ticket: TicketRecord,
  patch: PatchTicket,
  brandId: string | null,
  network: Network,
): Promise<Record<string, unknown> | null> {
  if (patch.details === undefined && patch.brandId === undefined) return null
  const given = patch.details === undefined ? ticket.details : patch.details
  const parsed = safeParse(DETAILS[ticket.type], given, { reportInput: true })
  if (!parsed.success) {
    const errors = inputErrors(parsed.error.issues, 'body')
    return refuse('invalid-input', {
      errors: errors.map((error) => ({ ...error, pointer: error.pointer.replace(/^#/, '#/details') })),
    })
  }
  const request = { type: ticket.type, details: parsed.data, brandId: brandId ?? undefined }
  const found = await checkDetails(ctx, request as Pick<CreateTicket, 'type' | 'details'>, network)
  // The brand is that of the wanted model, so it cannot be taken away alone.
  if (brandId === null && found.modelBrandId !== null) refuseInput('#/brandId', 'required')
  const errors = found.errors.filter((error) => !standsAsItWas(error, ticket.details, parsed.data))
  if (errors.length > 0) refuse('invalid-input', { errors })
  // Not by their text: the database keeps the keys in an order of its own.
  const same = isDeepStrictEqual(parsed.data, ticket.details)
  return patch.details === undefined || same ? null : (parsed.data as Record<string, unknown>)
}

/**
 * A day may have passed since, a model may be sold no more: what stands as it was written is not asked again. That the
 * model is of the ticket's brand is, for the brand may be what changes.
 */
function standsAsItWas(error: InputError, before: Record<string, unknown>, after: object): boolean {
  const [, , part = ''] = error.pointer.split('/')
  const same = isDeepStrictEqual(before[part], (after as Record<string, unknown>)[part])
  return same && error.code !== 'model-of-another-brand'
}

/** Tags that the writer sees are replaced; those stamped for others only stay, unseen. */
function mergedTags(
  present: readonly StampedTag[],
  wanted: readonly string[],
  companyId: string,
  readers: string[],
): StampedTag[] {
  const seen = (tag: StampedTag) => mayRead({ companyId }, { audience: 'network', companies: tag.companies })
  const kept = present.filter((tag) => !seen(tag))
  const before = new Map(present.filter(seen).map((tag) => [tag.tag, tag]))
  return [...kept, ...[...new Set(wanted)].map((tag) => before.get(tag) ?? { tag, companies: readers })]
}

async function keepRevision(ctx: Ctx, ticket: TicketRecord, companies: string[]): Promise<void> {
  await ticketTables(ctx)
    .insertInto('ticket_revisions')
    .values({
      ticket_id: ticket.id,
      version: ticket.version,
      details: JSON.stringify(ticket.details),
      companies,
      at: ctx.now,
    })
    .execute()
}

/** Values that say nothing of a person may stand in the log. */
function beforeAfter(
  ticket: TicketRecord,
  changes: { priority?: string; brand_id?: string | null; city_id?: string | null },
) {
  const pairs: Record<string, { from: unknown; to: unknown }> = {}
  if (changes.priority !== undefined) pairs.priority = { from: ticket.priority, to: changes.priority }
  if (changes.brand_id !== undefined) pairs.brand_id = { from: ticket.brand_id, to: changes.brand_id }
  if (changes.city_id !== undefined) pairs.city_id = { from: ticket.city_id, to: changes.city_id }
  return { changes: pairs }
}
