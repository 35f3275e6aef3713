import type { Action, ClientKind, ClientScope } from './actions.ts'
import type { CompanyKind } from './network.ts'

/** How far an actor's sight reaches: kind of unit, which one, and one brand where it is narrower. */
export type ScopeRow = {
  kind: 'network' | 'company' | 'branch' | 'team' | 'own'
  unitId: string | null
  brandId: string | null
}

/** A member of staff, as the directory knows them now. */
export type StaffActor = {
  kind: 'staff'
  userId: string
  companyId: string
  companyKind: CompanyKind
  branchId: string | null
  teamIds: readonly string[]
  scopes: readonly ScopeRow[]
  actions: ReadonlySet<Action>
  /** When they last proved who they are to the Identity System; missing where no session says it. */
  authenticatedAt?: Date
  /** Which of their sessions asks, as the list of their sessions names it. */
  sessionId?: string
}

/**
 * A customer on the portal's pages: an anonymous session of our own origin, and once they have proved an e-mail address
 * by a one-time code, the customer record.
 */
export type CustomerActor = { kind: 'customer'; sessionId: string; customerId?: string }

/** Whoever holds a ticket's tracking link. */
export type LinkActor = { kind: 'link'; ticketId: string; linkVersion: number }

/** An external system with an API key. `brandIds` and `branchIds` are null where it is not limited. */
export type ClientActor = {
  kind: 'client'
  clientId: string
  name: string
  clientKind: ClientKind
  companyId: string
  companyKind: CompanyKind
  scopes: ReadonlySet<ClientScope>
  brandIds: readonly string[] | null
  branchIds: readonly string[] | null
  /** True for the publishable key of an embedded form: it creates, from allowed origins, and nothing else. */
  publishable?: boolean
  /** With a publishable key, whoever fills in the form: a keyed hash of their address. */
  visitor?: string
}

/** The product itself, by the name of the part that acts. */
export type SystemActor = { kind: 'system'; name: string }

export type NobodyActor = { kind: 'nobody' }

export type Actor = StaffActor | CustomerActor | LinkActor | ClientActor | SystemActor | NobodyActor
export type CallerKind = Exclude<Actor['kind'], 'system'>
