import { TICKET_TYPES, type TicketType } from '../contract/ticket-details.ts'

export type Route =
  | { page: 'home' }
  | { page: 'request'; type: TicketType }
  | { page: 'track' }
  | { page: 'requests'; number: string | null }
  | { page: 'privacy' }
  | { page: 'lost' }

/** Which page an address means. */
export function routeOf(path: string): Route {
  const [first = '', second, ...rest] = path.split('/').filter(Boolean)
  if (rest.length > 0) return { page: 'lost' }
  if (first === '') return { page: 'home' }
  if (first === 'request') {
    const type = TICKET_TYPES.find((one) => one === second)
    return type ? { page: 'request', type } : { page: 'lost' }
  }
  if (first === 'requests') return { page: 'requests', number: second ?? null }
  if (second === undefined && (first === 'track' || first === 'privacy')) return { page: first }
  return { page: 'lost' }
}
