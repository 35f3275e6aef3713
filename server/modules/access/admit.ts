import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'

/**
 * The narrow door of the row-level policies: lets the present act read and change this one thing until its transaction
 * ends, also once the act itself has taken it from its actor's sight. Only for what the actor has just locked while they
 * saw it, has made, or whose outcome was promised to a repeat of theirs (`admit.test.ts` names the callers).
 */
export async function admit(ctx: Pick<Ctx, 'tx'>, id: string): Promise<void> {
  await sql`select ${admitting(sql`${id}`)}`.execute(ctx.tx)
}

/** The same within a statement: gives the id back, as uuid, after it was admitted. */
export function admitting(id: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`set_config('interchange.admitted', (${id})::text, true)::uuid`
}
