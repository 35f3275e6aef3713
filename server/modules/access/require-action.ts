import type { Action } from '../../../contract/actions.ts'
import type { Actor } from '../../../contract/actor.ts'
import { refuse } from '../../platform/refusal.ts'

// What the callers without roles may do: a portal session asks, a link works on its one ticket and a signed-in customer on
// their own. `tickets.read` and the rest say only that the act exists for them; which ticket is decided where the query starts.
const CUSTOMER_ACTIONS: ReadonlySet<Action> = new Set(['tickets.create', 'directory.read'])
const LINK_ACTIONS: ReadonlySet<Action> = new Set([
  'tickets.read',
  'tickets.work',
  'tickets.close',
  'directory.read',
])
const PUBLIC_ACTIONS: ReadonlySet<Action> = new Set(['directory.read'])

/** May this actor do this at all, to anything? */
export function may(actor: Actor, action: Action): boolean {
  switch (actor.kind) {
    case 'system':
      return true
    case 'staff':
      return actor.actions.has(action)
    case 'client':
      if (action === 'tickets.read' && actor.scopes.has('tickets.read.unit')) return true
      if (action === 'tickets.work' || action === 'tickets.close') return actor.scopes.has('act-as-requester')
      return (actor.scopes as ReadonlySet<string>).has(action)
    case 'customer':
      return CUSTOMER_ACTIONS.has(action) || (actor.customerId !== undefined && LINK_ACTIONS.has(action))
    case 'link':
      return LINK_ACTIONS.has(action)
    case 'nobody':
      return PUBLIC_ACTIONS.has(action)
  }
}

/** Refuses with `not-signed-in` (401) where signing in could help, else with `not-permitted` (403). */
export function requireAction(actor: Actor, action: Action): void {
  if (may(actor, action)) return
  if (actor.kind === 'nobody') refuse('not-signed-in')
  // RFC 6750 section 3.1: a token or key that works, and does not reach so far.
  const challenge = { 'www-authenticate': 'Bearer error="insufficient_scope"' }
  refuse('not-permitted', actor.kind === 'client' ? { headers: challenge } : {})
}
