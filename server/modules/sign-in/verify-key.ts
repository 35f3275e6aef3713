import type { ClientScope } from '../../../contract/actions.ts'
import type { ClientActor } from '../../../contract/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { refuse } from '../../platform/refusal.ts'
import { shortly } from '../../platform/short-memory.ts'
import { networkOf } from '../directory/index.ts'
import { isKeyOf, prefixOf } from './api-key.ts'
import { keyByPrefix, touchKey } from './client-queries.ts'
import type { ApiClientsTable } from './tables.ts'

type Reader = Pick<Ctx, 'house' | 'tx' | 'now'>

/** What a publishable key allows, whatever its client may: to ask, and to know where one may ask. */
const PUBLISHABLE: readonly ClientScope[] = ['tickets.create', 'directory.read']

/**
 * The client of a key that works now; null where it is unknown, expired, revoked, or its company is gone. A publishable
 * key works from its client's origins only (`origin-not-allowed`): browsers do not let a page choose that header.
 */
export async function verifyKey(ctx: Reader, key: string, origin?: string): Promise<ClientActor | null> {
  const prefix = prefixOf(key)
  if (!prefix) return null
  const row = await shortly(ctx.house, `api key ${prefix}`, () => keyByPrefix(ctx, prefix))
  if (!isKeyOf(key, row?.key.hash) || !row) return null
  if (row.key.revoked_at || (row.key.expires_at && row.key.expires_at <= ctx.now)) return null
  const actor = await clientActor(ctx, row.client)
  if (!actor) return null
  const publishable = row.key.kind === 'publishable'
  if (publishable && !row.client.origins.includes(origin ?? '')) refuse('origin-not-allowed')
  if (!row.key.last_used_at || ctx.now.getTime() - row.key.last_used_at.getTime() >= 60_000) {
    await touchKey(ctx, prefix, ctx.now)
  }
  if (!publishable) return actor
  const scopes = new Set(PUBLISHABLE.filter((scope) => actor.scopes.has(scope)))
  return { ...actor, scopes, publishable: true }
}

/** A client that works now as actor; null where it has ended or its company is gone. */
export async function clientActor(ctx: Reader, client: ApiClientsTable): Promise<ClientActor | null> {
  if (client.revoked_at || (client.expires_at && client.expires_at <= ctx.now)) return null
  const company = (await networkOf(ctx)).companies.get(client.company_id)
  if (!company?.active) return null
  return {
    kind: 'client',
    ...{ clientId: client.id, name: client.name, clientKind: client.kind },
    ...{ companyId: company.id, companyKind: company.kind, scopes: new Set(client.scopes) },
    ...{ brandIds: client.brand_ids, branchIds: client.branch_ids },
  }
}
