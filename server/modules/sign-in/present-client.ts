import type { ApiClient } from '../../../contract/api-clients.ts'
import type { Ctx } from '../../platform/context.ts'
import { networkOf, refer } from '../directory/index.ts'
import type { StoredClient } from './client-queries.ts'

type Named = Parameters<typeof refer>[0]

/** A client as an administrator reads it: everything but what would open a door. */
export async function presentClient(ctx: Ctx, client: StoredClient): Promise<ApiClient> {
  const network = await networkOf(ctx)
  const name = (entries: Map<string, Named>) => (id: string) => {
    const entry = entries.get(id)
    return entry ? refer(entry, ctx.language) : { id, name: id }
  }
  const time = (at: Date | null) => at?.toISOString() ?? null
  const isOver = (at: Date | null) => at !== null && at <= ctx.now
  const companyWorks = network.companies.get(client.company_id)?.active === true
  const works = client.revoked_at === null && !isOver(client.expires_at) && companyWorks
  return {
    ...{ id: client.id, version: client.version, name: client.name, kind: client.kind, works },
    ...{ company: name(network.companies)(client.company_id), scopes: client.scopes },
    brands: client.brand_ids?.map(name(network.brands)) ?? null,
    branches: client.branch_ids?.map(name(network.branches)) ?? null,
    ...{ origins: client.origins, oauthClientId: client.oauth_client_id },
    ...{ createdAt: client.created_at.toISOString(), expiresAt: time(client.expires_at) },
    revokedAt: time(client.revoked_at),
    keys: client.keys.map((key) => ({
      ...{ prefix: key.prefix, kind: key.kind, key: key.shown, createdAt: key.created_at.toISOString() },
      ...{
        expiresAt: time(key.expires_at),
        revokedAt: time(key.revoked_at),
        lastUsedAt: time(key.last_used_at),
      },
      works: works && key.revoked_at === null && !isOver(key.expires_at),
    })),
  }
}
