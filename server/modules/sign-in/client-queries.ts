import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { ApiClientsTable, ApiKeysTable, SignInTables } from './tables.ts'

/* All SQL of API clients and their keys. */

type Store = Pick<Ctx, 'tx'>
const db = (ctx: Store) => ctx.tx.withTables<SignInTables>()

/** A client as it is stored, with its keys, oldest first. */
export type StoredClient = ApiClientsTable & { keys: ApiKeysTable[] }

const CLIENT = [
  ...(['id', 'name', 'kind', 'company_id', 'scopes', 'brand_ids', 'branch_ids', 'origins'] as const),
  ...(['oauth_client_id', 'version', 'created_at', 'expires_at', 'revoked_at'] as const),
] as const

export async function insertClient(ctx: Store, row: ApiClientsTable): Promise<void> {
  await db(ctx).insertInto('api_clients').values(row).execute()
}

export async function insertKey(ctx: Store, row: ApiKeysTable): Promise<void> {
  await db(ctx).insertInto('api_keys').values(row).execute()
}

/** A key's row with its client's; undefined where no key has this prefix. */
export async function keyByPrefix(
  ctx: Store,
  prefix: string,
): Promise<{ key: ApiKeysTable; client: ApiClientsTable } | undefined> {
  const key = await db(ctx).selectFrom('api_keys').selectAll().where('prefix', '=', prefix).executeTakeFirst()
  if (!key) return undefined
  const client = await db(ctx)
    .selectFrom('api_clients')
    .select(CLIENT)
    .where('id', '=', key.client_id)
    .executeTakeFirstOrThrow()
  return { key, client }
}

export async function clientByOauthId(ctx: Store, oauthId: string): Promise<ApiClientsTable | undefined> {
  return db(ctx)
    .selectFrom('api_clients')
    .select(CLIENT)
    .where('oauth_client_id', '=', oauthId)
    .executeTakeFirst()
}

/** What clients are called, of those there are. */
export async function clientNames(ctx: Store, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db(ctx)
    .selectFrom('api_clients')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Clients with their keys: all of them, or one; `lock` keeps others from changing it meanwhile. */
export async function readClients(ctx: Store, id?: string, lock = false): Promise<StoredClient[]> {
  let query = db(ctx).selectFrom('api_clients').select(CLIENT).orderBy('created_at').orderBy('id')
  if (id !== undefined) query = query.where('id', '=', id)
  const clients = await (lock ? query.forUpdate() : query).execute()
  if (clients.length === 0) return []
  const ids = clients.map((client) => client.id)
  const keys = await db(ctx)
    .selectFrom('api_keys')
    .selectAll()
    .where('client_id', 'in', ids)
    .orderBy('created_at')
    .orderBy('prefix')
    .execute()
  return clients.map((client) => ({ ...client, keys: keys.filter((key) => key.client_id === client.id) }))
}

export async function isOauthIdTaken(ctx: Store, oauthId: string, except: string | null): Promise<boolean> {
  const owner = await clientByOauthId(ctx, oauthId)
  return owner !== undefined && owner.id !== except
}

/** Origins at which a publishable key works now. */
export async function allowedOrigins(ctx: Pick<Ctx, 'tx' | 'now'>): Promise<string[]> {
  const { rows } = await sql<{ origin: string }>`
    select distinct unnest(origins) as origin from api_clients
    where revoked_at is null and (expires_at is null or expires_at > ${ctx.now})`.execute(ctx.tx)
  return rows.map((row) => row.origin)
}

export async function updateClient(ctx: Store, id: string, changes: Partial<ApiClientsTable>): Promise<void> {
  await db(ctx).updateTable('api_clients').set(changes).where('id', '=', id).execute()
}

export async function updateKey(ctx: Store, prefix: string, changes: Partial<ApiKeysTable>): Promise<void> {
  await db(ctx).updateTable('api_keys').set(changes).where('prefix', '=', prefix).execute()
}

/** Notes the use of a key, at most once a minute. */
export async function touchKey(ctx: Store, prefix: string, now: Date): Promise<void> {
  await db(ctx)
    .updateTable('api_keys')
    .set({ last_used_at: now })
    .where('prefix', '=', prefix)
    .where((e) =>
      e.or([e('last_used_at', 'is', null), e('last_used_at', '<=', new Date(now.getTime() - 60_000))]),
    )
    .execute()
}
