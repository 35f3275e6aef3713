import type { ClientActor } from '../../../contract/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { shortly } from '../../platform/short-memory.ts'
import { networkOf } from '../directory/index.ts'
import { isKeyOf, prefixOf } from './api-key.ts'
import { clientByPrefix, touchClient } from './client-queries.ts'

/** The client of a key that works now; null where it is unknown, expired, revoked, or its company is gone. */
export async function verifyKey(
  ctx: Pick<Ctx, 'house' | 'tx' | 'now'>,
  key: string,
): Promise<ClientActor | null> {
  const prefix = prefixOf(key)
  if (!prefix) return null
  const row = await shortly(ctx.house, `api client ${prefix}`, () => clientByPrefix(ctx, prefix))
  if (!isKeyOf(key, row?.key_hash) || !row) return null
  if (row.revoked_at || (row.expires_at && row.expires_at <= ctx.now)) return null
  const company = (await networkOf(ctx)).companies.get(row.company_id)
  if (!company?.active) return null
  if (!row.last_used_at || ctx.now.getTime() - row.last_used_at.getTime() >= 60_000) {
    await touchClient(ctx, row.id, ctx.now)
  }
  return {
    kind: 'client',
    ...{ clientId: row.id, name: row.name, clientKind: row.kind },
    ...{ companyId: company.id, companyKind: company.kind, scopes: new Set(row.scopes) },
    ...{ brandIds: row.brand_ids, branchIds: row.branch_ids },
  }
}
