import type { Ctx } from '../../platform/context.ts'
import { type Accepted, acceptSource } from './accept-source.ts'
import type { Snapshot } from './snapshot.ts'

/** The network comes from elsewhere, so an import would be undone by the next reading. */
export class ImportNotUsed extends Error {
  constructor(why: string) {
    super(`${why}: nothing was imported`)
    this.name = 'ImportNotUsed'
  }
}

/** Takes a file as the network, once; what would take too much away waits to be confirmed. */
export async function importFile(ctx: Ctx, file: { network: Snapshot; hash: string }): Promise<Accepted> {
  const { feed } = ctx.house.config.directory
  if (feed.kind !== 'file') throw new ImportNotUsed(`DIRECTORY_FEED is ${feed.kind}, not file`)
  if (feed.path !== null) throw new ImportNotUsed('DIRECTORY_FILE names the file that is read by itself')
  const { network: snapshot, hash } = file
  return acceptSource(ctx, { source: 'file', adapter: 'file', snapshot, mark: { hash } }, { guarded: true })
}
