import { type core, toJSONSchema } from 'zod/mini'
import { PROBLEMS, Problem, type ProblemCode } from '../../../contract/problem.ts'
import { API_PREFIX } from './register-routes.ts'
import type { Route } from './route.ts'

type Json = Record<string, unknown>
export type Examples = Record<string, Record<string, unknown>>

/**
 * The OpenAPI 3.1 document, read off the same table that serves the requests, so that the two cannot drift apart.
 * `examples` gives request bodies by route (`POST /tickets`), made from the running directory.
 */
export function openApiDocument(routes: readonly Route[], about: { url: string; examples: Examples }): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    paths[API_PREFIX + route.path] = {
      ...paths[API_PREFIX + route.path],
      [route.method.toLowerCase()]: operation(route, about.examples[`${route.method} ${route.path}`]),
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Interchange', version: '1.0.0', description: ABOUT, license: LICENSE },
    servers: [{ url: about.url }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'API key of an external system.' },
        browser: {
          type: 'apiKey',
          in: 'cookie',
          name: 'ic_staff',
          description: 'Session of this system’s own pages (staff, tracking link or portal).',
        },
      },
    },
  }
}

const LICENSE = { name: 'Apache-2.0', identifier: 'Apache-2.0' }
const ABOUT = [
  'Tickets of a vehicle distributor and its dealers: create, route, hand over, answer, close.',
  'Send an API key as `Authorization: Bearer ick_…`. Refusals are `application/problem+json` (RFC 9457), worded in the',
  'language of `Accept-Language` (en, ar, ckb, ru). Where a POST names an `Idempotency-Key`: the same key and body give the',
  'same ticket again for 24 hours. Lists are pages: follow `nextCursor` until it is null.',
].join(' ')

function operation(route: Route, examples: Record<string, unknown> | undefined): Json {
  const body = route.method === 'GET' ? undefined : route.body
  const security = [
    ...(route.callers.includes('client') ? [{ apiKey: [] }] : []),
    ...(route.callers.some((caller) => caller !== 'client' && caller !== 'nobody') ? [{ browser: [] }] : []),
    ...(route.callers.includes('nobody') ? [{}] : []),
  ]
  return {
    operationId: operationId(route),
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    tags: [route.tag],
    security,
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...headersOf(route),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: schemaOf(body, 'input'),
                ...(examples ? { examples: named(examples) } : {}),
              },
            },
          },
        }
      : {}),
    responses: responsesOf(route),
  }
}

const named = (examples: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { summary: name, value }]))

function operationId(route: Route): string {
  const words = route.path
    .split('/')
    .filter(Boolean)
    .map((part) => part.replaceAll(/[{}]/g, ''))
  const name = [route.method.toLowerCase(), ...words].join('-')
  return name.replaceAll(/-+(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function schemaOf(schema: core.$ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Json
  return json
}

function parametersOf(schema: core.$ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

function headersOf(route: Route): Json[] {
  const text = { type: 'string' }
  const headers: Json[] = [{ name: 'Accept-Language', in: 'header', required: false, schema: text }]
  if (takesKey(route)) {
    const description = 'Quoted or not; the same key and body give the same result again for 24 hours.'
    headers.push({ name: 'Idempotency-Key', in: 'header', required: false, schema: text, description })
  }
  if (route.method === 'GET' && route.versioned) {
    headers.push({ name: 'If-None-Match', in: 'header', required: false, schema: text })
  }
  if (route.method !== 'GET' && route.ifMatch) {
    headers.push({ name: 'If-Match', in: 'header', required: route.ifMatch === 'required', schema: text })
  }
  return headers
}

const SIGNED_IN = ['staff', 'customer', 'link', 'client'] as const

/** Exchanges keep nothing of what was sent, and so cannot know it again. */
const takesKey = (route: Route) => route.method === 'POST' && !('exchange' in route)

/** Refusals that any route may give, and those that follow from its shape. */
function refusalsOf(route: Route): ProblemCode[] {
  const codes: ProblemCode[] = [
    ...(route.refusals ?? []),
    'rate-limited',
    'internal-error',
    'not-ready',
    'invalid-input',
  ]
  // Also where nobody in particular may ask: a key that does not work is never passed over.
  codes.push('not-signed-in')
  if (route.embeds) codes.push('origin-not-allowed')
  if (route.action || !SIGNED_IN.every((kind) => route.callers.includes(kind))) codes.push('not-permitted')
  if (route.stepUp) codes.push('step-up-needed')
  if (route.params) codes.push('not-found')
  if (route.method !== 'GET')
    codes.push('broken-json', 'body-too-large', 'media-type-unsupported', 'cross-site-request')
  if (takesKey(route))
    codes.push('idempotency-key-invalid', 'idempotency-key-in-use', 'idempotency-key-reused')
  if (route.method !== 'GET' && route.ifMatch) codes.push('version-stale')
  if (route.method !== 'GET' && route.ifMatch === 'required') codes.push('if-match-missing')
  return [...new Set(codes)]
}

function responsesOf(route: Route): Json {
  const status = route.method === 'GET' ? 200 : route.status
  const responses: Json = {
    [status]: {
      description: status === 204 ? 'Done.' : route.summary,
      ...(route.answer
        ? { content: { 'application/json': { schema: schemaOf(route.answer, 'output') } } }
        : {}),
    },
  }
  if (route.method === 'GET' && route.versioned) responses['304'] = { description: 'Not changed.' }
  const byStatus = Map.groupBy(refusalsOf(route), (code) => PROBLEMS[code])
  for (const [refused, codes] of [...byStatus].sort(([a], [b]) => a - b)) {
    responses[refused] = {
      description: codes.map((code) => `\`${code}\``).join(', '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }
  }
  return responses
}
