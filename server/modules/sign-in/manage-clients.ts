import { v7 as uuidv7 } from 'uuid'
import { CLIENT_KINDS, CLIENT_SCOPES, type ClientKind, type ClientScope } from '../../../contract/actions.ts'
import type { Ctx } from '../../platform/context.ts'
import { type InputError, refuse } from '../../platform/refusal.ts'
import { requireAction } from '../access/index.ts'
import { type Network, networkOf } from '../directory/index.ts'
import { newKey } from './api-key.ts'
import { allClients, insertClient, markRevoked } from './client-queries.ts'
import type { ApiClientsTable } from './tables.ts'

export type NewClient = {
  name: string
  kind: ClientKind
  scopes: readonly ClientScope[]
  /** The distributor where none is named. */
  companyId?: string
  /** Without limit where none are named. */
  brandIds?: readonly string[]
  branchIds?: readonly string[]
  expiresAt?: Date
}

/** An API client as it may be shown: everything but the key's hash. */
export type ApiClient = Omit<ApiClientsTable, 'key_hash'>

/** Makes an API client. The key is in this answer and nowhere else. */
export async function createClient(ctx: Ctx, input: NewClient): Promise<{ client: ApiClient; key: string }> {
  requireAction(ctx.actor, 'clients.manage')
  const network = await networkOf(ctx)
  const companyId = input.companyId ?? network.distributor.id
  const errors = [...plainErrors(ctx, input), ...referenceErrors(network, companyId, input)]
  if (errors.length > 0) refuse('invalid-input', { errors })
  const { key, prefix, hash } = newKey()
  const client: ApiClient = {
    ...{ id: uuidv7(), name: input.name.trim(), kind: input.kind, company_id: companyId },
    scopes: [...new Set(input.scopes)],
    brand_ids: input.brandIds ? [...input.brandIds] : null,
    branch_ids: input.branchIds ? [...input.branchIds] : null,
    ...{ key_prefix: prefix, created_at: ctx.now, expires_at: input.expiresAt ?? null },
    ...{ revoked_at: null, last_used_at: null },
  }
  await insertClient(ctx, { ...client, key_hash: hash })
  return { client, key }
}

/** All clients, revoked ones too, oldest first. */
export async function listClients(ctx: Ctx): Promise<ApiClient[]> {
  requireAction(ctx.actor, 'clients.manage')
  return (await allClients(ctx)).map(({ key_hash: _, ...client }) => client)
}

/** Ends a client's key at once and for good. */
export async function revokeClient(ctx: Ctx, id: string): Promise<void> {
  requireAction(ctx.actor, 'clients.manage')
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
  if (!isUuid || !(await markRevoked(ctx, id, ctx.now))) refuse('not-found')
}

function plainErrors(ctx: Ctx, input: NewClient): InputError[] {
  const errors: InputError[] = []
  const name = input.name.trim()
  if (name === '') errors.push({ pointer: '#/name', code: 'required' })
  if (name.length > 100) errors.push({ pointer: '#/name', code: 'too-long', values: { maximum: 100 } })
  if (!CLIENT_KINDS.includes(input.kind)) {
    errors.push({ pointer: '#/kind', code: 'not-one-of', values: { allowed: CLIENT_KINDS.join(', ') } })
  }
  if (input.scopes.length === 0) errors.push({ pointer: '#/scopes', code: 'required' })
  if (!input.scopes.every((scope) => CLIENT_SCOPES.includes(scope))) {
    errors.push({ pointer: '#/scopes', code: 'not-one-of', values: { allowed: CLIENT_SCOPES.join(', ') } })
  }
  if (input.expiresAt && input.expiresAt <= ctx.now)
    errors.push({ pointer: '#/expiresAt', code: 'time-past' })
  return errors
}

/** A dealer's client targets its own branches; the distributor's any. */
function referenceErrors(network: Network, companyId: string, input: NewClient): InputError[] {
  const company = network.companies.get(companyId)
  const ofCompany = (id: string) => {
    const branch = network.branches.get(id)
    return company?.kind === 'distributor' || !branch || branch.companyId === companyId
  }
  return [
    ...inUse('#/companyId', network.companies, [companyId]),
    ...inUse('#/brandIds', network.brands, input.brandIds ?? []),
    ...inUse('#/branchIds', network.branches, input.branchIds ?? []),
    ...(input.branchIds ?? [])
      .filter((id) => !ofCompany(id))
      .map(
        (id): InputError => ({ pointer: '#/branchIds', code: 'branch-of-another-company', values: { id } }),
      ),
  ]
}

function inUse(
  pointer: string,
  known: Map<string, { active: boolean }>,
  ids: readonly string[],
): InputError[] {
  return ids.flatMap((id): InputError[] => {
    const entry = known.get(id)
    if (!entry) return [{ pointer, code: 'unknown-reference', values: { id } }]
    return entry.active ? [] : [{ pointer, code: 'inactive-reference', values: { id } }]
  })
}
