import { sql } from 'kysely'
import type { DirectoryChangesQuery, SourceName } from '../../../contract/directory.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Change } from './compare-copies.ts'
import type { DirectoryTables } from './tables.ts'

/** Of one step at most so many are told one by one, and so many are kept of all. */
const MOST_OF_ONE_STEP = 2_000
const MOST_KEPT = 20_000

const db = (ctx: Pick<Ctx, 'tx'>) => ctx.tx.withTables<DirectoryTables>()

/** Writes down what a step changed, and drops the oldest lines beyond the bound. */
export async function writeChanges(
  ctx: Pick<Ctx, 'tx' | 'now'>,
  { version, source, changes }: { version: number; source: SourceName; changes: readonly Change[] },
): Promise<void> {
  const told = changes.slice(0, MOST_OF_ONE_STEP)
  if (told.length === 0) return
  await sql`
    insert into directory_changes (version, at, source, kind, id, op, fields)
    select ${version}, ${ctx.now}, ${source}, c.kind, c.id, c.op, c.fields
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as c (kind text, id text, op text, fields text[])
  `.execute(ctx.tx)
  await sql`
    delete from directory_changes where serial <= (
      select serial from directory_changes order by serial desc offset ${MOST_KEPT} limit 1
    )`.execute(ctx.tx)
}

/** One page, newest first, and one more than asked for where there are more. */
export async function findChanges(ctx: Pick<Ctx, 'tx'>, query: DirectoryChangesQuery) {
  let select = db(ctx)
    .selectFrom('directory_changes')
    .selectAll()
    .orderBy('serial', 'desc')
    .limit(query.limit + 1)
  if (query.kind) select = select.where('kind', '=', query.kind)
  if (query.id) select = select.where('id', '=', query.id)
  if (query.cursor) select = select.where('serial', '<', Number(query.cursor))
  return select.execute()
}
