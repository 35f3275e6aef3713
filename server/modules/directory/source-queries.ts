import { sql } from 'kysely'
import type { SourceName } from '../../../contract/directory.ts'
import type { Ctx } from '../../platform/context.ts'
import type { FeedMark } from './directory-feed.ts'
import type { DirectorySourcesTable, DirectoryTables } from './tables.ts'

type Reader = Pick<Ctx, 'tx'>
const db = (ctx: Reader) => ctx.tx.withTables<DirectoryTables>()

/** How all sources stand, without what they gave. */
export async function readSources(ctx: Reader): Promise<Omit<DirectorySourcesTable, 'accepted' | 'mark'>[]> {
  return db(ctx)
    .selectFrom('directory_sources')
    .select(['source', 'adapter', 'accepted_at', 'read_at', 'last_error', 'problems', 'failing_since'])
    .select(['asked', 'reader', 'reading_until'])
    .orderBy('source')
    .execute()
}

export async function readSource(ctx: Reader, source: SourceName): Promise<DirectorySourcesTable> {
  return db(ctx)
    .selectFrom('directory_sources')
    .selectAll()
    .where('source', '=', source)
    .executeTakeFirstOrThrow()
}

/** Who may read it now; held until the transaction ends. */
export async function lockReader(ctx: Reader, source: SourceName): Promise<string | null> {
  const row = await db(ctx)
    .selectFrom('directory_sources')
    .select('reader')
    .where('source', '=', source)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return row.reader
}

/** How often a reading was asked for. */
export async function timesAsked(ctx: Reader, source: SourceName): Promise<number> {
  const row = await db(ctx)
    .selectFrom('directory_sources')
    .select('asked')
    .where('source', '=', source)
    .executeTakeFirstOrThrow()
  return row.asked
}

/** What the source gave is part of the network from now on; it is well again. */
export async function writeAccepted(
  ctx: Pick<Ctx, 'tx' | 'now'>,
  given: { source: SourceName; adapter: string; accepted: unknown; mark: FeedMark | null },
): Promise<void> {
  await db(ctx)
    .updateTable('directory_sources')
    .set({
      ...{ adapter: given.adapter, accepted: JSON.stringify(given.accepted) },
      mark: given.mark === null ? null : JSON.stringify(given.mark),
      ...{ accepted_at: ctx.now, read_at: ctx.now, last_error: null, problems: [], failing_since: null },
    })
    .where('source', '=', given.source)
    .execute()
}

/** The source answered that nothing is new. */
export async function writeUnchanged(
  ctx: Pick<Ctx, 'tx' | 'now'>,
  source: SourceName,
  mark: FeedMark | undefined,
): Promise<void> {
  await db(ctx)
    .updateTable('directory_sources')
    .set({
      ...{ read_at: ctx.now, last_error: null, problems: [], failing_since: null },
      ...(mark ? { mark: JSON.stringify(mark) } : {}),
    })
    .where('source', '=', source)
    .execute()
}

/** The source failed: why, and since when without a break. */
export async function writeFailure(
  ctx: Pick<Ctx, 'tx' | 'now'>,
  source: SourceName,
  code: string,
  problems: readonly string[],
): Promise<void> {
  await db(ctx)
    .updateTable('directory_sources')
    .set({
      ...{ last_error: code, problems: problems.slice(0, 50).map((line) => line.slice(0, 500)) },
      failing_since: sql<Date>`coalesce(failing_since, ${ctx.now})`,
    })
    .where('source', '=', source)
    .execute()
}

/**
 * Takes the right to read a source, for as long as a reading may last; undefined while another process has it. A
 * reader that died is followed when its time is over.
 */
export async function claimReading(
  ctx: Pick<Ctx, 'tx' | 'now'>,
  source: SourceName,
  { reader, until }: { reader: string; until: Date },
): Promise<DirectorySourcesTable | undefined> {
  return db(ctx)
    .updateTable('directory_sources')
    .set({ reader, reading_until: until })
    .where('source', '=', source)
    .where((where) => where.or([where('reader', 'is', null), where('reading_until', '<=', ctx.now)]))
    .returningAll()
    .executeTakeFirst()
}

/** Gives the right back; says nothing where it has passed to another reader. */
export async function releaseReading(ctx: Reader, source: SourceName, reader: string): Promise<void> {
  await db(ctx)
    .updateTable('directory_sources')
    .set({ reader: null, reading_until: null })
    .where('source', '=', source)
    .where('reader', '=', reader)
    .execute()
}

/** The channel on which workers hear that a source is to be read now. */
export const DIRECTORY_CHANNEL = 'interchange_directory'

/** Asks for a reading now, of whichever process has the worker's part. Heard when the transaction commits. */
export async function askForReading(ctx: Reader, source: SourceName): Promise<void> {
  await db(ctx)
    .updateTable('directory_sources')
    .set({ asked: sql<number>`asked + 1` })
    .where('source', '=', source)
    .execute()
  await sql`select pg_notify(${DIRECTORY_CHANNEL}, '')`.execute(ctx.tx)
}
