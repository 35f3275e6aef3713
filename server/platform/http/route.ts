import type { core } from 'zod/mini'
import type { Action } from '../../../contract/actions.ts'
import type { Actor, CallerKind } from '../../../contract/actor.ts'
import type { Language } from '../../../contract/languages.ts'
import type { ProblemCode } from '../../../contract/problem.ts'
import type { Ctx, House } from '../context.ts'

type Schema = core.$ZodType
type Out<S> = S extends Schema ? core.output<S> : undefined

/** What an act is given: everything already validated by the contract. */
export type Input<P, Q, B> = {
  params: Out<P>
  query: Out<Q>
  body: Out<B>
  /** The version inside `If-Match`, where the caller gave one. */
  ifMatch: number | null
}

/** An answer to read. `version` gives the ETag. */
export type Answer<Body = unknown> = {
  body: Body
  version?: number
  headers?: Record<string, string>
}

type Shared<P, Q> = {
  /** Below `/api/v1`, with `{name}` for parameters. */
  path: string
  summary: string
  description?: string
  tag: string
  /** Who may call it at all; others get 401 or 403 before anything is read. */
  callers: readonly CallerKind[]
  action: Action | null
  /** True for a dangerous act: staff must have proved who they are a moment ago (`STEP_UP_MINUTES`). */
  stepUp?: boolean
  /** True where pages of other sites may ask, with a publishable key from an allowed origin (CORS). */
  embeds?: boolean
  params?: P
  query?: Q
  refusals?: readonly ProblemCode[]
}

export type ReadRoute<P, Q, A> = Shared<P, Q> & {
  method: 'GET'
  answer: A
  /** True where the answer carries an ETag and `If-None-Match` gives 304. */
  versioned?: boolean
  read: (ctx: Ctx, input: Input<P, Q, undefined>) => Promise<Answer>
}

/**
 * An act: changes state in one transaction, records what happened, and says which thing it was. The answer is
 * presented from the stored thing, so that a repeat with the same `Idempotency-Key` presents it again.
 */
export type WriteRoute<P, Q, B, A> = Shared<P, Q> & {
  method: 'POST' | 'PATCH'
  body?: B
  answer: A
  status: 200 | 201 | 204
  ifMatch?: 'required' | 'optional'
  act: (ctx: Ctx, input: Input<P, Q, B>) => Promise<{ id: string }>
  present: (ctx: Ctx, id: string, input: Input<P, Q, B>) => Promise<Answer>
}

/** Who asks in an exchange, and from which address. */
export type Asking = { actor: Actor; language: Language; address: string }

/**
 * What cannot be one transaction: it sends a mail, or counts what it refuses. It opens its own, and takes no
 * `Idempotency-Key`: what stands in its body is kept nowhere.
 */
export type ExchangeRoute<B, A> = Shared<undefined, undefined> & {
  method: 'POST'
  body: B
  answer: A
  status: 200 | 202 | 204
  ifMatch?: undefined
  exchange: (house: House, asking: Asking, body: Out<B>) => Promise<Answer>
}

// Erased forms for tables of routes: each route was checked where it was written.
// biome-ignore lint/suspicious/noExplicitAny: the table holds routes of all shapes
export type AnyInput = Input<any, any, any>
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyReadRoute = ReadRoute<any, any, any>
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyWriteRoute = WriteRoute<any, any, any, any>
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyExchangeRoute = ExchangeRoute<any, any>
export type Route = AnyReadRoute | AnyWriteRoute | AnyExchangeRoute

/** Declares a route that reads; the handler's input is typed from the schemas. */
export function read<
  A extends Schema,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
>(route: Omit<ReadRoute<P, Q, A>, 'method'>): Route {
  return { method: 'GET', ...route }
}

/** Declares a route that acts. */
export function write<
  A extends Schema | null,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(route: WriteRoute<P, Q, B, A>): Route {
  return route
}

/** Declares a route that exchanges something with our own pages. */
export function exchange<A extends Schema | null, B extends Schema | undefined>(
  route: Omit<ExchangeRoute<B, A>, 'method'>,
): Route {
  return { method: 'POST', ...route }
}
