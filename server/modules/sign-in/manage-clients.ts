import { v7 as uuidv7 } from 'uuid'
import type { ClientKind, ClientScope } from '../../../contract/actions.ts'
import type { Ctx } from '../../platform/context.ts'
import { type InputError, refuse } from '../../platform/refusal.ts'
import { recordSecurity } from '../../platform/security-log/record-security.ts'
import { forgetShortly } from '../../platform/short-memory.ts'
import { requireAction } from '../access/index.ts'
import { networkOf } from '../directory/index.ts'
import { type KeyKind, newKey } from './api-key.ts'
import { type ClientInput, checkClient } from './client-input.ts'
import {
  insertClient,
  insertKey,
  isOauthIdTaken,
  readClients,
  type StoredClient,
  updateClient,
  updateKey,
} from './client-queries.ts'

export type NewClient = {
  name: string
  kind: ClientKind
  scopes: readonly ClientScope[]
  /** The distributor where none is named. */
  companyId?: string
  /** Without limit where none are named. */
  brandIds?: readonly string[] | null
  branchIds?: readonly string[] | null
  /** Where the publishable key may stand; one is made where any are named. */
  origins?: readonly string[]
  oauthClientId?: string | null
  expiresAt?: Date | null
}

/** Makes an API client with its first secret key. The key is in this answer and nowhere else. */
export async function createClient(
  ctx: Ctx,
  input: NewClient,
): Promise<{ client: StoredClient; key: string; publishableKey: string | null }> {
  requireAction(ctx.actor, 'clients.manage')
  const id = uuidv7()
  const wanted = await whole(ctx, input)
  await requireRight(ctx, wanted, null)
  await insertClient(ctx, { ...columnsOf(wanted), id, version: 1, created_at: ctx.now, revoked_at: null })
  const key = await addKey(ctx, id, 'secret')
  const publishableKey = wanted.origins.length > 0 ? await addKey(ctx, id, 'publishable') : null
  const client = await findClient(ctx, id)
  await record(ctx, 'client.created', id, {
    ...{ name: client.name, companyId: client.company_id, scopes: client.scopes },
    prefixes: client.keys.map(({ prefix }) => prefix),
  })
  return { client, key, publishableKey }
}

/** All clients, revoked ones too, oldest first. */
export async function listClients(ctx: Ctx): Promise<StoredClient[]> {
  requireAction(ctx.actor, 'clients.manage')
  return readClients(ctx)
}

/** One client; `not-found` where there is none. */
export async function findClient(ctx: Ctx, id: string, lock = false): Promise<StoredClient> {
  requireAction(ctx.actor, 'clients.manage')
  const [client] = isUuid(id) ? await readClients(ctx, id, lock) : []
  return client ?? refuse('not-found')
}

/**
 * Changes what a client is and may reach; its company stays. Refuses with `version-stale` where somebody changed it
 * since, and with `client-revoked` once it has ended.
 */
export async function changeClient(
  ctx: Ctx,
  id: string,
  changes: Partial<Omit<NewClient, 'companyId'>>,
  seenVersion: number,
): Promise<void> {
  const present = await findClient(ctx, id, true)
  if (present.version !== seenVersion) refuse('version-stale', { values: { version: present.version } })
  if (present.revoked_at) refuse('client-revoked')
  const wanted = await whole(ctx, {
    ...{ name: present.name, kind: present.kind, scopes: present.scopes, companyId: present.company_id },
    ...{ brandIds: present.brand_ids, branchIds: present.branch_ids, origins: present.origins },
    ...{ oauthClientId: present.oauth_client_id, expiresAt: present.expires_at },
    ...changes,
  })
  await requireRight(ctx, wanted, id)
  await updateClient(ctx, id, { ...columnsOf(wanted), version: present.version + 1 })
  const publishable = present.keys.some((key) => key.kind === 'publishable' && !key.revoked_at)
  if (wanted.origins.length > 0 && !publishable) await addKey(ctx, id, 'publishable')
  forgetKeys(ctx, present)
  await record(ctx, 'client.changed', id, { fields: Object.keys(changes).sort() })
}

/**
 * Gives a client a new secret key; the ones before it work for `overlapHours` more. The key is in this answer and
 * nowhere else.
 */
export async function rotateKey(
  ctx: Ctx,
  id: string,
  overlapHours: number,
  kind: KeyKind = 'secret',
): Promise<{ client: StoredClient; key: string }> {
  const present = await findClient(ctx, id, true)
  if (present.revoked_at) refuse('client-revoked')
  const end = new Date(ctx.now.getTime() + overlapHours * 3_600_000)
  for (const key of present.keys) {
    if (key.kind !== kind || key.revoked_at || (key.expires_at && key.expires_at <= end)) continue
    await updateKey(ctx, key.prefix, { expires_at: end })
  }
  const key = await addKey(ctx, id, kind)
  forgetKeys(ctx, present)
  const client = await findClient(ctx, id)
  await record(ctx, 'client.rotated', id, { kind, overlapHours, prefix: client.keys.at(-1)?.prefix })
  return { client, key }
}

/** Ends one key of a client at once and for good. */
export async function revokeKey(ctx: Ctx, id: string, prefix: string): Promise<void> {
  const client = await findClient(ctx, id, true)
  const key = client.keys.find((one) => one.prefix === prefix) ?? refuse('not-found')
  if (key.revoked_at) return
  await updateKey(ctx, prefix, { revoked_at: ctx.now })
  forgetKeys(ctx, client)
  await record(ctx, 'client.revoked', id, { prefix })
}

/** Ends a client with all its keys and tokens at once and for good. */
export async function revokeClient(ctx: Ctx, id: string): Promise<void> {
  const client = await findClient(ctx, id, true)
  if (client.revoked_at) return
  // Another client may come by the same id of the Identity System.
  const ended = { revoked_at: ctx.now, oauth_client_id: null, version: client.version + 1 }
  await updateClient(ctx, id, ended)
  forgetKeys(ctx, client)
  await record(ctx, 'client.revoked', id, { oauthClientId: client.oauth_client_id })
}

async function addKey(ctx: Ctx, clientId: string, kind: KeyKind): Promise<string> {
  const { key, prefix, hash } = newKey(kind)
  await insertKey(ctx, {
    ...{ prefix, client_id: clientId, kind, hash, shown: kind === 'publishable' ? key : null },
    ...{ created_at: ctx.now, expires_at: null, revoked_at: null, last_used_at: null },
  })
  return key
}

async function whole(ctx: Ctx, input: NewClient): Promise<ClientInput> {
  return {
    ...{ name: input.name.trim(), kind: input.kind, scopes: [...new Set(input.scopes)] },
    companyId: input.companyId ?? (await networkOf(ctx)).distributor.id,
    ...{ brandIds: input.brandIds ?? null, branchIds: input.branchIds ?? null },
    ...{ origins: [...new Set(input.origins ?? [])], oauthClientId: input.oauthClientId ?? null },
    expiresAt: input.expiresAt ?? null,
  }
}

async function requireRight(ctx: Ctx, wanted: ClientInput, id: string | null): Promise<void> {
  const errors: InputError[] = checkClient(ctx, await networkOf(ctx), wanted)
  if (wanted.oauthClientId !== null && (await isOauthIdTaken(ctx, wanted.oauthClientId, id))) {
    errors.push({ pointer: '#/oauthClientId', code: 'already-used' })
  }
  if (errors.length > 0) refuse('invalid-input', { errors })
}

const columnsOf = (input: ClientInput) => ({
  ...{ name: input.name, kind: input.kind, company_id: input.companyId, scopes: [...input.scopes] },
  brand_ids: input.brandIds && [...input.brandIds],
  branch_ids: input.branchIds && [...input.branchIds],
  ...{ origins: [...input.origins], oauth_client_id: input.oauthClientId, expires_at: input.expiresAt },
})

const isUuid = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)

/** What a process has just read of these keys is no longer so. */
export function forgetKeys(ctx: Pick<Ctx, 'house'>, client: StoredClient): void {
  for (const { prefix } of client.keys) forgetShortly(ctx.house, `api key ${prefix}`)
  forgetShortly(ctx.house, `oauth client ${client.oauth_client_id}`)
  forgetShortly(ctx.house, 'allowed origins')
}

type Recorded = 'client.created' | 'client.changed' | 'client.rotated' | 'client.revoked'
async function record(ctx: Ctx, type: Recorded, id: string, detail: Record<string, unknown>): Promise<void> {
  await recordSecurity(ctx, { type, outcome: 'done', subject: { type: 'client', id }, detail })
}
