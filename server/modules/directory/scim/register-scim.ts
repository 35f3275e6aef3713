import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Ctx, type House, inTransaction } from '../../../platform/context.ts'
import { refusalOf } from '../../../platform/http/register-routes.ts'
import { addressKey } from '../../../platform/limits/address-key.ts'
import { consume } from '../../../platform/limits/consume.ts'
import type { Refusal } from '../../../platform/refusal.ts'
import { recordRefusal } from '../../../platform/security-log/record-security.ts'
import { SnapshotRejected } from '../snapshot.ts'
import { guardInput, guardText } from './guard-input.ts'
import { listResources, readListQuery, type ScimKind } from './list-resources.ts'
import type { Presented } from './present-resource.ts'
import { project, projectionOf } from './project-attributes.ts'
import { readResource } from './read-resource.ts'
import { errorBody, ScimError } from './scim-error.ts'
import { isScimId, namesTag, type Scim } from './scim-request.ts'
import { discovery, SEARCH_SCHEMA } from './scim-schemas.ts'
import { createGroup, removeGroup, replaceGroup, updateGroupByPatch } from './write-group.ts'
import { createUser, deleteUser, replaceUser, updateUserByPatch } from './write-user.ts'

const PREFIX = '/scim/v2'
const ACTOR = { kind: 'system', name: 'scim' } as const
// A PATCH that brings a thousand members is below 150 kB.
const MOST_BYTES = 1024 * 1024
const MINUTE = 60

const ACTS = {
  User: { create: createUser, replace: replaceUser, patch: updateUserByPatch, remove: deleteUser },
  Group: { create: createGroup, replace: replaceGroup, patch: updateGroupByPatch, remove: removeGroup },
}

/** The SCIM 2.0 service (RFC 7644) at /scim/v2, where `SCIM_TOKEN` is set; elsewhere there is nothing at that address. */
export function registerScim(app: FastifyInstance, house: House): void {
  const settings = house.config.directory.scim
  if (!settings) return
  const base = `${house.config.publicUrl}${PREFIX}`
  const { schemas, types, config } = discovery(base)
  app.register(
    async (scope) => {
      readBodies(scope)
      scope.addHook('onRequest', async (request, reply) => {
        reply.header('cache-control', 'no-store').header('vary', 'Authorization')
        await requireToken(house, request, settings.tokens)
        await consume(house, { name: 'scim', key: 'scim', points: 6000, seconds: MINUTE, atOnce: 50 })
      })
      scope.setErrorHandler((error, request, reply) =>
        sendError(house, asScimError(house, error, request), reply),
      )
      scope.setNotFoundHandler((_request, reply) => sendError(house, { error: nothingHere() }, reply))

      for (const kind of ['User', 'Group'] as const)
        registerKind(scope, house, { base, userId: settings.userId }, kind)
      scope.post('/.search', (request, reply) => search(house, ['User', 'Group'], base, request, reply))
      scope.get('/ServiceProviderConfig', (_request, reply) => send(reply, 200, config))
      registerDocuments(scope, '/ResourceTypes', types)
      registerDocuments(scope, '/Schemas', schemas)
      scope.post('/Bulk', () => notSupported())
      scope.all('/Me', () => notSupported())
    },
    { prefix: PREFIX },
  )
}

function registerKind(
  scope: FastifyInstance,
  house: House,
  service: Pick<Scim, 'base' | 'userId'>,
  kind: ScimKind,
): void {
  const { base } = service
  const acts = ACTS[kind]
  const scimOf = (request: FastifyRequest): Scim => ({
    ...service,
    ifMatch: request.headers['if-match'] ?? null,
  })
  const within = <Result>(act: (ctx: Ctx) => Promise<Result>) => inTransaction(house, { actor: ACTOR }, act)
  const options = { bodyLimit: MOST_BYTES }

  scope.get(`/${kind}s`, async (request, reply) => {
    const asked = queryOf(request)
    const query = readListQuery(asked, projectionOf(asked.attributes, asked.excludedAttributes))
    return send(reply, 200, await within((ctx) => listResources(ctx, [kind], query, base)))
  })
  scope.post(`/${kind}s/.search`, options, (request, reply) => search(house, [kind], base, request, reply))
  scope.post(`/${kind}s`, options, async (request, reply) => {
    guardInput(request.body)
    const made = await within((ctx) => acts.create(ctx, scimOf(request), request.body))
    reply.header('location', `${base}/${kind}s/${made.resource.id}`)
    return sendResource(request, reply, 201, made)
  })
  scope.get(`/${kind}s/:id`, async (request, reply) => {
    const found = await within((ctx) => readResource(ctx, kind, idOf(request), base))
    const known = request.headers['if-none-match']
    if (known !== undefined && namesTag(known, found.tag))
      return reply.code(304).header('etag', found.tag).send()
    return sendResource(request, reply, 200, found)
  })
  scope.put(`/${kind}s/:id`, options, async (request, reply) => {
    guardInput(request.body)
    const put = await within((ctx) => acts.replace(ctx, scimOf(request), idOf(request), request.body))
    return sendResource(request, reply, 200, put)
  })
  scope.patch(`/${kind}s/:id`, options, async (request, reply) => {
    guardInput(request.body)
    const patched = await within((ctx) => acts.patch(ctx, scimOf(request), idOf(request), request.body))
    // A group's answer would name all its members, which nobody who adds one wants to read.
    if (kind === 'Group' && queryOf(request).attributes === undefined)
      return reply.code(204).header('etag', patched.tag).send()
    return sendResource(request, reply, 200, patched)
  })
  scope.delete(`/${kind}s/:id`, async (request, reply) => {
    await within((ctx) => acts.remove(ctx, scimOf(request), idOf(request)))
    return reply.code(204).send()
  })
}

/** Lists that never change, each with its single documents. They know no filter (RFC 7644, section 4). */
function registerDocuments(scope: FastifyInstance, path: string, documents: readonly { id: string }[]): void {
  scope.get(path, (request, reply) => {
    if (queryOf(request).filter !== undefined) throw new ScimError(403, 'This list takes no filter.')
    return send(reply, 200, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      ...{
        totalResults: documents.length,
        startIndex: 1,
        itemsPerPage: documents.length,
        Resources: documents,
      },
    })
  })
  scope.get(`${path}/:id`, (request, reply) => {
    const { id } = request.params as { id: string }
    const found = documents.find((one) => one.id.toLowerCase() === id.toLowerCase())
    if (!found) throw nothingHere()
    return send(reply, 200, found)
  })
}

async function search(
  house: House,
  kinds: readonly ScimKind[],
  base: string,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  guardInput(request.body)
  const asked = Object(request.body) as Record<string, unknown>
  if (!Array.isArray(asked.schemas) || !asked.schemas.includes(SEARCH_SCHEMA))
    throw new ScimError(400, `schemas must name ${SEARCH_SCHEMA}.`, 'invalidSyntax')
  const query = readListQuery(asked, projectionOf(listOf(asked.attributes), listOf(asked.excludedAttributes)))
  const found = await inTransaction(house, { actor: ACTOR }, (ctx) => listResources(ctx, kinds, query, base))
  return send(reply, 200, found)
}

function listOf(value: unknown): string[] | undefined {
  if (value === undefined) return undefined
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value
  throw new ScimError(400, 'attributes and excludedAttributes are lists of texts.', 'invalidValue')
}

/** Each name once, and nothing in it that the database cannot compare. */
function queryOf(request: FastifyRequest): Record<string, string | undefined> {
  const query = request.query as Record<string, string | string[]>
  for (const [name, value] of Object.entries(query)) {
    if (typeof value !== 'string')
      throw new ScimError(400, `${name.slice(0, 50)} is given twice.`, 'invalidValue')
    // How long a filter may be is its reader's to say.
    guardText(value, name === 'filter' ? Number.POSITIVE_INFINITY : undefined)
  }
  return query as Record<string, string>
}

function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id: string }
  if (!isScimId(id)) throw nothingHere()
  return id
}

const nothingHere = () => new ScimError(404, 'There is nothing at this address.')

function notSupported(): never {
  throw new ScimError(501, 'This part of SCIM is not offered.')
}

function sendResource(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  { resource, tag }: Presented,
) {
  const { attributes, excludedAttributes } = queryOf(request)
  reply.header('etag', tag)
  return send(reply, status, project(resource, projectionOf(attributes, excludedAttributes)))
}

const send = (reply: FastifyReply, status: number, body: unknown) =>
  reply.code(status).type('application/scim+json; charset=utf-8').send(JSON.stringify(body))

function readBodies(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error')
  scope.removeAllContentTypeParsers()
  const types = ['application/scim+json', 'application/json']
  scope.addContentTypeParser(types, { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, undefined)
    return parse(request, body as string, done)
  })
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compares in constant time; a wrong token is counted by address, a right one never waits for others' wrong ones. */
async function requireToken(house: House, request: FastifyRequest, tokens: readonly string[]): Promise<void> {
  const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization?.trim() ?? '')?.[1] ?? ''
  const right = tokens.map((token) => timingSafeEqual(digest(token), digest(given))).includes(true)
  if (right && given !== '') return
  const limit = { name: 'scim-refused', points: 30, seconds: 10 * MINUTE }
  await consume(house, { ...limit, key: addressKey(request.ip) })
  const reason = request.headers.authorization === undefined ? 'no-token' : 'wrong-token'
  await recordRefusal(house, {
    ...{ type: 'scim.changed', outcome: 'refused', actor: { kind: 'nobody' }, address: request.ip },
    detail: { code: reason },
  })
  throw new ScimError(401, 'The bearer token is missing or wrong.')
}

type Failure = { error: ScimError; headers?: Record<string, string> }

/** What anything thrown is to a SCIM client. Only what is nobody's fault but ours is logged. */
function asScimError(house: House, error: unknown, request: FastifyRequest): Failure {
  if (error instanceof ScimError) return { error }
  if (error instanceof SnapshotRejected) {
    house.log.error({ problems: error.problems.slice(0, 10) }, 'scim: the directory cannot take changes')
    return {
      error: new ScimError(503, 'The directory cannot take changes now.'),
      headers: { 'retry-after': '60' },
    }
  }
  const refusal = refusalOf(error)
  if (refusal) return { error: fromRefusal(refusal), headers: refusal.headers }
  house.log.error(
    { err: error, method: request.method, route: request.routeOptions.url },
    'scim: request failed',
  )
  return { error: new ScimError(500, 'Something went wrong here.') }
}

function fromRefusal({ code, status }: Refusal): ScimError {
  if (code === 'broken-json') return new ScimError(400, 'The body is not JSON.', 'invalidSyntax')
  if (code === 'media-type-unsupported') return new ScimError(415, 'Send application/scim+json.')
  if (code === 'body-too-large') return new ScimError(413, `The body is larger than ${MOST_BYTES} bytes.`)
  if (code === 'rate-limited') return new ScimError(429, 'Too many requests.')
  return new ScimError(status, 'The request cannot be answered now.')
}

function sendError(_house: House, { error, headers = {} }: Failure, reply: FastifyReply): FastifyReply {
  if (error.status === 401) reply.header('www-authenticate', 'Bearer realm="scim"')
  return send(reply.headers(headers), error.status, errorBody(error))
}
