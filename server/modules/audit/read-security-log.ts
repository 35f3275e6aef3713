import type { Selectable } from 'kysely'
import type { SecurityLogLine, SecurityLogQuery } from '../../../contract/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import type { SecurityLogTable, SecurityLogTables } from '../../platform/security-log/tables.ts'
import { type Network, networkOf, refer } from '../directory/index.ts'
import { clientNames } from '../sign-in/index.ts'

type Page = { items: SecurityLogLine[]; nextCursor: string | null }

/** One page of the log, newest first. */
export async function readSecurityLog(ctx: Ctx, query: SecurityLogQuery): Promise<Page> {
  let select = ctx.tx
    .withTables<SecurityLogTables>()
    .selectFrom('security_log')
    .selectAll()
    .orderBy('serial', 'desc')
    .limit(query.limit + 1)
  if (query.type) select = select.where('type', '=', query.type)
  if (query.outcome) select = select.where('outcome', '=', query.outcome)
  if (query.actorId) select = select.where('actor_id', '=', query.actorId)
  if (query.subjectId) select = select.where('subject_id', '=', query.subjectId)
  if (query.cursor) select = select.where('serial', '<', Number(query.cursor))
  const rows = await select.execute()
  const page = rows.slice(0, query.limit)
  const network = await networkOf(ctx)
  const clients = await clientNames(ctx, page.flatMap(clientIdsOf))
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: page.map((row) => present(row, network, clients, ctx)),
    nextCursor: last ? String(last.serial) : null,
  }
}

type Row = Selectable<SecurityLogTable>
const clientIdsOf = (row: Row) => [
  ...(row.actor_kind === 'client' && row.actor_id !== null ? [row.actor_id] : []),
  ...(row.subject_type === 'client' && row.subject_id !== null ? [row.subject_id] : []),
]

function present(row: Row, network: Network, clients: Map<string, string>, ctx: Ctx): SecurityLogLine {
  const nameOf = (kind: string, id: string | null) => {
    if (kind === 'client') return clients.get(id ?? '') ?? null
    const isPerson = kind === 'staff' || kind === 'user'
    const entry = isPerson ? network.users.get(id ?? '') : network.branches.get(id ?? '')
    return entry && (isPerson || kind === 'directory') ? refer(entry, ctx.language).name : null
  }
  return {
    ...{ id: row.id, at: row.at.toISOString(), type: row.type, outcome: row.outcome },
    actor: { kind: row.actor_kind, id: row.actor_id, name: nameOf(row.actor_kind, row.actor_id) },
    subject:
      row.subject_type === null || row.subject_id === null
        ? null
        : { type: row.subject_type, id: row.subject_id, name: nameOf(row.subject_type, row.subject_id) },
    address: row.address,
    detail: detailOf(row, network, ctx),
  }
}

/** What was written down; beside the companies of a branch move their names, as they are now. */
function detailOf({ type, detail }: Row, network: Network, { language }: Ctx): Record<string, unknown> {
  const kept = detail as Record<string, unknown>
  if (type !== 'branch-move.decided') return kept
  const named = (['from', 'to'] as const).flatMap((end) => {
    const company = network.companies.get(String(kept[end]))
    return company ? [[`${end}Name`, refer(company, language).name]] : []
  })
  return { ...kept, ...Object.fromEntries(named) }
}
