import * as z from 'zod/mini'
import {
  ApiClient,
  ApiClients,
  ApiClientWithKey,
  ChangeApiClient,
  CreateApiClient,
  RotateKey,
} from '../../../contract/api-clients.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Answer, type Route, read, write } from '../../platform/http/route.ts'
import {
  changeClient,
  createClient,
  findClient,
  listClients,
  revokeClient,
  revokeKey,
  rotateKey,
} from './manage-clients.ts'
import { presentClient } from './present-client.ts'

const shared = { tag: 'API clients', callers: ['staff'], action: 'clients.manage' } as const
const act = { ...shared, method: 'POST', stepUp: true } as const
const OneClient = z.object({ id: z.string().check(z.maxLength(64)) })
const OneKey = z.object({ id: z.string().check(z.maxLength(64)), prefix: z.string().check(z.maxLength(64)) })

async function present(ctx: Ctx, id: string): Promise<Answer<ApiClient>> {
  const client = await findClient(ctx, id)
  return { body: await presentClient(ctx, client), version: client.version }
}

/** The secret that this transaction has just made: it is in no table, so a repeat of the request cannot tell it. */
const made = new WeakMap<Ctx['tx'], string>()
async function presentWithKey(ctx: Ctx, id: string): Promise<Answer> {
  const { body, version } = await present(ctx, id)
  return { body: { ...body, secretKey: made.get(ctx.tx) ?? null }, ...(version ? { version } : {}) }
}

/** As the rules want it: moments as `Date`, and nothing where nothing was said. */
function asChanges<Body extends { expiresAt?: string | null | undefined }>({ expiresAt, ...body }: Body) {
  const said = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Omit<Body, 'expiresAt'>]: Exclude<Body[Name], undefined>
  }
  return {
    ...said,
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt === null ? null : new Date(expiresAt) }),
  }
}

export const clientRoutes: readonly Route[] = [
  read({
    ...{ ...shared, path: '/api-clients', summary: 'List API clients', answer: ApiClients },
    read: async (ctx) => {
      const clients = await listClients(ctx)
      return { body: { items: await Promise.all(clients.map((client) => presentClient(ctx, client))) } }
    },
  }),
  read({
    ...{ ...shared, path: '/api-clients/{id}', summary: 'Read an API client', params: OneClient },
    ...{ answer: ApiClient, versioned: true },
    read: (ctx, { params }) => present(ctx, params.id),
  }),
  write({
    ...{ ...act, path: '/api-clients', summary: 'Make an API client', body: CreateApiClient },
    description:
      'The answer holds the secret key, this once: it is stored as a hash only, and a repeat of the request has null.',
    ...{ answer: ApiClientWithKey, status: 201 },
    act: async (ctx, { body }) => {
      const { client, key } = await createClient(ctx, asChanges(body))
      made.set(ctx.tx, key)
      return { id: client.id }
    },
    present: presentWithKey,
  }),
  write({
    ...{
      ...shared,
      method: 'PATCH',
      stepUp: true,
      path: '/api-clients/{id}',
      summary: 'Change an API client',
    },
    ...{ params: OneClient, body: ChangeApiClient, answer: ApiClient, status: 200, ifMatch: 'required' },
    refusals: ['not-found', 'version-stale', 'client-revoked'],
    act: async (ctx, { params, body, ifMatch }) => {
      await changeClient(ctx, params.id, asChanges(body), ifMatch ?? -1)
      return { id: params.id }
    },
    present,
  }),
  write({
    ...{ ...act, path: '/api-clients/{id}/keys', summary: 'Give an API client a new key' },
    description:
      'Keys of the same kind before it work for `overlapHours` more. A secret is in this answer only.',
    ...{ params: OneClient, body: RotateKey, answer: ApiClientWithKey, status: 201 },
    refusals: ['not-found', 'client-revoked'],
    act: async (ctx, { params, body }) => {
      const { key } = await rotateKey(ctx, params.id, body.overlapHours, body.kind)
      if (body.kind === 'secret') made.set(ctx.tx, key)
      return { id: params.id }
    },
    present: presentWithKey,
  }),
  write({
    ...{ ...act, path: '/api-clients/{id}/keys/{prefix}/revoke', summary: 'End one key at once' },
    ...{ params: OneKey, answer: ApiClient, status: 200, refusals: ['not-found'] },
    act: async (ctx, { params }) => {
      await revokeKey(ctx, params.id, params.prefix)
      return { id: params.id }
    },
    present,
  }),
  write({
    ...{ ...act, path: '/api-clients/{id}/revoke', summary: 'End an API client with all its keys at once' },
    ...{ params: OneClient, answer: ApiClient, status: 200, refusals: ['not-found'] },
    act: async (ctx, { params }) => {
      await revokeClient(ctx, params.id)
      return { id: params.id }
    },
    present,
  }),
]
