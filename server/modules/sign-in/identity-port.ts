import type { Language } from '../../../contract/languages.ts'
import type { Claims, MatchRule } from './match-user.ts'
import type { Flow } from './sign-in-flow.ts'
import type { Proof } from './staff-sessions.ts'

/** What an Identity System says of somebody who has signed in there. */
export type Confirmed = {
  claims: Claims
  proof: Omit<Proof, 'device'>
  /** For its sign-out; null where it knows no such thing. */
  idToken: string | null
}

/** An Identity System as signing in needs it. Everything throws where it does not fit or cannot be reached. */
export type StaffIdentity = {
  signInUrl(flow: Flow, more: { language: Language; again: boolean }): Promise<URL>
  /** `search` is the query with which the browser came back. */
  confirm(flow: Flow, search: string): Promise<Confirmed>
  signOutUrl(idToken: string | null): Promise<string>
  /** Which claim names the user, and as what. */
  rule: MatchRule
}
