import type { Ctx } from '../../../platform/context.ts'
import { acceptSource } from '../accept-source.ts'

/**
 * Takes what is kept of the SCIM client into the directory, in the act's transaction: whoever is deactivated has no
 * access when the answer goes out. With `guarded`, for a request that is about many: where it would leave too many
 * people without a place, they keep it until somebody confirms that they go.
 */
export async function applyPeople(ctx: Ctx, { guarded }: { guarded: boolean }): Promise<void> {
  await acceptSource(ctx, { source: 'scim', adapter: 'scim' }, { guarded })
}
