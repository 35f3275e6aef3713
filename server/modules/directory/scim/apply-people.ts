import type { Ctx } from '../../../platform/context.ts'
import { acceptSource } from '../accept-source.ts'

/**
 * Takes what is kept of the SCIM client into the directory, in the act's transaction: whoever is deactivated has no
 * access when the answer goes out. Nothing is guarded here: each change is somebody's own.
 */
export async function applyPeople(ctx: Ctx): Promise<void> {
  await acceptSource(ctx, { source: 'scim', adapter: 'scim' }, { guarded: false })
}
