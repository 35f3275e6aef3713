import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import { type core, safeParse } from 'zod/mini'
import type { Action } from '../../../contract/actions.ts'
import type { Actor } from '../../../contract/actor.ts'
import type { Language } from '../../../contract/languages.ts'
import { type Ctx, type House, inTransaction } from '../context.ts'
import { type InputError, Refusal, refuse } from '../refusal.ts'
import { entityTag, isNamedIn, versionsOf } from './entity-tag.ts'
import { callerKey, claimKey, fingerprintOf, keepOutcome, readIdempotencyKey } from './idempotency.ts'
import { inputErrors } from './input-errors.ts'
import type { Answer, AnyExchangeRoute, AnyInput, AnyReadRoute, AnyWriteRoute, Route } from './route.ts'

/** What the composition page hands in: rooms know who somebody is and what they may do; this page does not. */
export type HttpPorts = {
  house: House
  identify: (request: FastifyRequest) => Promise<{ actor: Actor; language: Language }>
  requireAction: (actor: Actor, action: Action) => void
  /** Counts one request of this actor against its limits; refuses with `rate-limited`, else gives the answer's headers. */
  limit: (request: FastifyRequest, actor: Actor, route: Route) => Promise<Record<string, string> | null>
  /** Lets pages of other sites read the answer, where they may. */
  allowEmbeds: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
  /** Answers what a browser asks before such a page's request. */
  preflight: (request: FastifyRequest, reply: FastifyReply, method: string) => Promise<FastifyReply>
}

export const API_PREFIX = '/api/v1'

/** Puts a room's table of routes on the server. Every request walks the same stairs, in this order. */
export function registerRoutes(app: FastifyInstance, routes: readonly Route[], ports: HttpPorts): void {
  for (const route of routes) {
    const url = API_PREFIX + route.path.replaceAll(/\{(\w+)\}/g, ':$1')
    if (route.embeds) {
      app.options(url, (request, reply) => ports.preflight(request, reply, route.method))
    }
    app.route({
      ...{ method: route.method, url, config: { route } },
      onRequest: async (request, reply) => {
        if (route.embeds) await ports.allowEmbeds(request, reply)
      },
      handler: async (request, reply) => {
        const { actor, language } = await ports.identify(request)
        request.callerLanguage = language
        request.caller = actor
        requireCaller(route, actor)
        if (route.action) ports.requireAction(actor, route.action)
        if (route.stepUp) requireFreshProof(actor, ports.house)
        const limits = await ports.limit(request, actor, route)
        if (limits) reply.headers(limits)
        const input = readInput(route, request)
        const who = { actor, language }
        reply.header('cache-control', 'private, no-store').header('content-language', language)
        reply.header('vary', `Accept-Language, Authorization, Cookie${route.embeds ? ', Origin' : ''}`)
        if (route.method === 'GET') return answerRead(route, ports.house, who, input, request, reply)
        if ('exchange' in route) return answerExchange(route, ports.house, who, input, request, reply)
        return answerWrite(route, ports.house, who, input, request, reply)
      },
    })
  }
}

/** The methods of an address (its path) in the table; none where there is no such address. */
export function methodsOf(routes: readonly Route[], path: string): string[] {
  const found = routes.filter(({ path: own }) => {
    const parts = (API_PREFIX + own).split('/')
    const given = path.split('/')
    return (
      parts.length === given.length && parts.every((part, at) => part.startsWith('{') || part === given[at])
    )
  })
  return [...new Set(found.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].sort()
}

declare module 'fastify' {
  interface FastifyRequest {
    callerLanguage?: Language
    caller?: Actor
  }
  interface FastifyContextConfig {
    route?: Route
  }
}

function requireCaller(route: Route, actor: Actor): void {
  if (actor.kind === 'system') refuse('not-permitted')
  if ((route.callers as readonly string[]).includes(actor.kind)) return
  refuse(actor.kind === 'nobody' ? 'not-signed-in' : 'not-permitted')
}

/** Dangerous acts ask staff for a fresh sign-in; keys prove themselves with each request. */
function requireFreshProof(actor: Actor, house: House): void {
  if (actor.kind !== 'staff') return
  const age = house.clock().getTime() - (actor.authenticatedAt?.getTime() ?? 0)
  if (age >= house.config.stepUpMinutes * 60_000) refuse('step-up-needed')
}

function readInput(route: Route, request: FastifyRequest): RequestInput {
  const errors: InputError[] = []
  const parse = (schema: core.$ZodType | undefined, value: unknown, place: 'body' | 'query' | 'path') => {
    if (!schema) return undefined
    const result = safeParse(schema, value, { reportInput: true })
    if (result.success) return result.data
    // An id of a shape that cannot exist is a thing that does not exist.
    if (place === 'path') refuse('not-found')
    errors.push(...inputErrors(result.error.issues, place))
    return undefined
  }
  const params = parse(route.params, request.params, 'path')
  if (!route.query) {
    for (const name of Object.keys(request.query as object)) {
      errors.push({
        pointer: `?${name.slice(0, 100)}`,
        code: 'unknown-field',
        values: { field: name.slice(0, 100) },
      })
    }
  }
  const query = parse(route.query, request.query, 'query')
  const bodySchema = route.method === 'GET' ? undefined : route.body
  if (route.method !== 'GET' && !bodySchema && hasContent(request.body)) {
    errors.push({
      pointer: '#',
      code: 'unknown-field',
      values: { field: Object.keys(request.body as object)[0] ?? '' },
    })
  }
  const body = parse(bodySchema, request.body ?? {}, 'body')
  if (errors.length > 0) refuse('invalid-input', { errors })
  const versions = versionsOf(request.headers['if-match'])
  if (route.method !== 'GET' && route.ifMatch === 'required' && request.headers['if-match'] === undefined) {
    refuse('if-match-missing')
  }
  return { params, query, body, ifMatch: versions?.[0] ?? null, versions }
}

/** With every version that `If-Match` named; `ifMatch` is the first. */
type RequestInput = AnyInput & { versions: readonly number[] | null }

const hasContent = (body: unknown) =>
  body !== undefined && body !== null && Object.keys(body as object).length > 0

type Who = { actor: Actor; language: Language }

async function answerRead(
  route: AnyReadRoute,
  house: House,
  who: Who,
  input: AnyInput,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const answer = await inTransaction(house, who, (ctx) => route.read(ctx, input))
  const tag = setTag(answer, who, reply)
  if (tag !== null && isNamedIn(request.headers['if-none-match'], tag)) return reply.code(304).send()
  return send(answer, 200, reply)
}

async function answerWrite(
  route: AnyWriteRoute,
  house: House,
  who: Who,
  input: RequestInput,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  // A key is its caller's; nobody in particular has none, or strangers would answer for each other.
  const given = route.method === 'POST' ? readIdempotencyKey(request.headers['idempotency-key']) : null
  const key = who.actor.kind === 'nobody' ? null : given
  const run = (ifMatch: number | null) =>
    inTransaction(house, who, async (ctx) => {
      const repeated = key === null ? null : await claim(ctx, key, route, request, input)
      const { id } = repeated ? { id: repeated.subjectId } : await route.act(ctx, { ...input, ifMatch })
      if (key !== null && !repeated && id !== ctx.proposedId) await keepOutcome(ctx, key, route.status, id)
      const answer = await route.present(ctx, id, input)
      return { answer, repeated: repeated !== null }
    })
  const outcome = await run(input.ifMatch).catch((error: unknown) => {
    // An act judges one version, on the locked row; of a list, the present one is tried once more.
    const present =
      error instanceof Refusal && error.code === 'version-stale' ? error.values.version : undefined
    const named = input.versions?.slice(1).find((version) => version === present)
    if (named === undefined) throw error
    return run(named)
  })
  if (outcome.repeated) reply.header('idempotency-replayed', 'true')
  setTag(outcome.answer, who, reply)
  return send(outcome.answer, route.status, reply)
}

async function answerExchange(
  route: AnyExchangeRoute,
  house: House,
  who: Who,
  input: AnyInput,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const answer = await route.exchange(house, { ...who, address: request.ip }, input.body)
  return send(answer, route.status, reply)
}

async function claim(
  ctx: Ctx,
  key: string,
  route: AnyWriteRoute,
  request: FastifyRequest,
  input: RequestInput,
) {
  ctx.proposedId = uuidv7()
  const fingerprint = fingerprintOf(`${request.method} ${request.url}`, {
    body: input.body,
    ifMatch: input.versions,
  })
  return claimKey(ctx, key, fingerprint, { status: route.status, subjectId: ctx.proposedId })
}

function setTag(answer: Answer, who: Who, reply: FastifyReply): string | null {
  if (answer.version === undefined) return null
  const tag = entityTag(answer.version, callerKey(who.actor), who.language, answer.body)
  reply.header('etag', tag)
  return tag
}

function send(answer: Answer, status: number, reply: FastifyReply): unknown {
  if (answer.headers) reply.headers(answer.headers)
  reply.code(status)
  return status === 204 ? reply.send() : reply.type('application/json; charset=utf-8').send(answer.body)
}

// What `pg` says when the pool has no connection in time; it gives no code.
const NO_CONNECTION = 'timeout exceeded when trying to connect'

/** Refusals of the framework itself, in the product's codes; null for what is nobody's fault but ours. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refusal('body-too-large')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Refusal('media-type-unsupported')
  // The database was too busy with somebody else's act: a lock, a deadlock, a statement's or a connection's patience.
  const busy = code !== undefined && ['55P03', '57014', '40P01'].includes(code)
  if (busy || (error as Error).message === NO_CONNECTION)
    return new Refusal('not-ready', { headers: { 'retry-after': '1' } })
  if (statusCode && statusCode >= 400 && statusCode < 500) return new Refusal('broken-json')
  return null
}
