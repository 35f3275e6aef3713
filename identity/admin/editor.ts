import type { Markup } from '../markup.ts'
import type { Kind, Network, NetworkUser } from '../network-file.ts'
import type { FormView } from './form-fields.ts'

export type EditedKind = Extract<Kind, 'companies' | 'branches' | 'teams' | 'users'>

/** What the form of one kind needs to know besides the thing itself. */
export interface Desk {
  network: Network
  administrator: NetworkUser
  adminRoles: string[]
  today(timeZone: string | null | undefined): string
}

/** How one kind of thing is shown in a form and taken from it. */
export interface Editor {
  kind: EditedKind
  /** The thing as form values, in a fixed order; what a new one starts with where the id is undefined. */
  read(network: Network, id: string | undefined, query: URLSearchParams): URLSearchParams
  /** What was posted, with rows in order. */
  tidy(posted: URLSearchParams): URLSearchParams
  /** The network with the thing as it was posted. Throws `NetworkFaults` for what only this form forbids. */
  apply(desk: Desk, id: string, form: URLSearchParams): Network
  fields(view: FormView, desk: Desk, id: string | undefined): Markup
  /** Asked before a new one can be filled in, if something is missing for that. */
  before?(view: FormView, desk: Desk): Markup | undefined
  /** Further parts of the page of an existing thing, outside its form. */
  beside?(view: FormView, desk: Desk, id: string): Markup
}
