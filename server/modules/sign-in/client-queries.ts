import type { Ctx } from '../../platform/context.ts'
import type { ApiClientsTable, SignInTables } from './tables.ts'

type Store = Pick<Ctx, 'tx'>
const db = (ctx: Store) => ctx.tx.withTables<SignInTables>()

export async function insertClient(ctx: Store, row: ApiClientsTable): Promise<void> {
  await db(ctx).insertInto('api_clients').values(row).execute()
}

export async function clientByPrefix(ctx: Store, prefix: string): Promise<ApiClientsTable | undefined> {
  return db(ctx).selectFrom('api_clients').selectAll().where('key_prefix', '=', prefix).executeTakeFirst()
}

export async function allClients(ctx: Store): Promise<ApiClientsTable[]> {
  return db(ctx).selectFrom('api_clients').selectAll().orderBy('created_at').orderBy('id').execute()
}

/** Notes the use of a key, at most once a minute. */
export async function touchClient(ctx: Store, id: string, now: Date): Promise<void> {
  await db(ctx)
    .updateTable('api_clients')
    .set({ last_used_at: now })
    .where('id', '=', id)
    .where((e) =>
      e.or([e('last_used_at', 'is', null), e('last_used_at', '<=', new Date(now.getTime() - 60_000))]),
    )
    .execute()
}

/** False where there is no such client; a revoked one stays revoked as it was. */
export async function markRevoked(ctx: Store, id: string, now: Date): Promise<boolean> {
  const found = await db(ctx)
    .updateTable('api_clients')
    .set((e) => ({ revoked_at: e.fn.coalesce('revoked_at', e.val(now)) }))
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return found !== undefined
}
