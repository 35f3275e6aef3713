import { wordsOf } from '../../../contract/fold-text.ts'
import type { LocalisedText } from '../../../contract/languages.ts'
import { writtenForms } from '../../../contract/phone.ts'
import type { Ctx } from '../../platform/context.ts'
import { networkOf } from '../directory/index.ts'
import { modelsOf } from '../vehicles/index.ts'
import { cutWord, foldEmail, gramsOf, joined, type Kind, lexeme } from './search-lexemes.ts'
import type { TicketRecord } from './tables.ts'

/** What of a ticket can be found: all of it was given by whoever asked, but the number. */
export type Findable = Pick<
  TicketRecord,
  'number' | 'details' | 'requester_name' | 'requester_phone' | 'requester_email' | 'external_reference'
>

type Details = {
  message?: string
  complaint?: string
  vin?: string
  serviceId?: string
  wantedVehicle?: { modelId?: string; grade?: string; year?: number }
  ownVehicle?: { make?: string; model?: string; year?: number; vin?: string }
  vehicle?: { vin?: string; plate?: string; model?: string }
}

/** The words of a ticket as a tsvector in text. Names of what was chosen stand in all languages, as they are now. */
export async function ticketWords(ctx: Ctx, ticket: Findable): Promise<string> {
  return wordsOfTicket(ticket, await namesOfChoices(ctx, ticket.details as Details))
}

export function wordsOfTicket(ticket: Findable, names: readonly string[]): string {
  const details = ticket.details as Details
  const { wantedVehicle, ownVehicle, vehicle } = details
  const vins = [details.vin, ownVehicle?.vin, vehicle?.vin].filter((vin) => vin !== undefined)
  const texts = [
    ...[ticket.requester_name, details.message, details.complaint],
    ...[wantedVehicle?.grade, wantedVehicle?.year, ownVehicle?.make, ownVehicle?.model, ownVehicle?.year],
    ...[vehicle?.model, vehicle?.plate, ...vins, ...names],
    // Who knows the domain only writes it with its `@`.
    ticket.requester_email?.split('@')[0],
  ]
  const words = new Set(
    texts.flatMap((text) => (text === undefined ? [] : wordsOf(String(text)).map(cutWord))),
  )
  const phone = ticket.requester_phone
  const parts = [...(phone === null ? [] : writtenForms(phone)), ...vins, vehicle?.plate ?? '']
  return [
    ...lexemes('w', words),
    ...lexemes('x', referenceForms(ticket.external_reference)),
    ...lexemes('n', numberForms(ticket.number)),
    ...lexemes('e', emailForms(ticket.requester_email)),
    ...lexemesInRow(parts.map(joined)),
  ].join(' ')
}

const lexemes = (kind: Kind, texts: Iterable<string>) => [...texts].map((text) => lexeme(kind, text))

/** `GI-10001` is found by `gi10001` and by `10001`. */
function numberForms(number: string): string[] {
  const whole = joined(number)
  return [whole, whole.replace(/\D/g, '')]
}

/** By its words, and without what stands between them. */
function referenceForms(reference: string | null): Set<string> {
  if (reference === null) return new Set()
  return new Set([...wordsOf(reference), joined(reference)].filter(Boolean).map(cutWord))
}

function emailForms(email: string | null): string[] {
  if (email === null) return []
  const address = foldEmail(email)
  return [address, address.slice(address.lastIndexOf('@'))]
}

/** With their places, so that a question can ask for several in a row; between two texts a place is left free. */
function lexemesInRow(texts: readonly string[]): string[] {
  let place = 1
  return texts.flatMap((text) => {
    const found = gramsOf(text).map((gram) => `${lexeme('p', gram)}:${place++}`)
    place += 1
    return found
  })
}

async function namesOfChoices(ctx: Ctx, details: Details): Promise<string[]> {
  const { serviceId, wantedVehicle } = details
  if (serviceId === undefined && wantedVehicle?.modelId === undefined) return []
  const network = await networkOf(ctx)
  const model = (await modelsOf(ctx)).get(wantedVehicle?.modelId ?? '')
  const chosen = [network.services.get(serviceId ?? ''), model, network.brands.get(model?.brandId ?? '')]
  return chosen.flatMap((entry) => (entry ? namesIn(entry.name) : []))
}

const namesIn = (name: LocalisedText) =>
  Object.values(name).filter((text) => text !== undefined && text !== null)
