import { sql } from 'kysely'
import pg from 'pg'
import type { ClientActor, ScopeRow, StaffActor } from '../../contract/actor.ts'
import { TICKET_POLICIES } from '../modules/tickets/ticket-policies.ts'
import type { House, Tx } from '../platform/context.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { ask, openHouse } from './follower-house.ts'
import { plantClient, type TicketPlan } from './planted-ticket.ts'
import { COMPANY, settleWorld, USER } from './world-network.ts'

/* What tests of row-level security share: a database with its owner beside the application, and questions without any condition. */

export type GuardedDatabase = {
  database: TestDatabase
  house: House
  owner: pg.Client
  client: ClientActor
  close: () => Promise<void>
}

export async function openGuardedDatabase(): Promise<GuardedDatabase> {
  const database = await createTestDatabase()
  const house = openHouse(database)
  const owner = new pg.Client({ connectionString: database.adminUrl })
  await owner.connect()
  await ask(house, settleWorld)
  const client = await plantClient(owner, COMPANY.alpha)
  const close = async () => {
    await owner.end()
    await house.db.destroy()
    await database.drop()
  }
  return { database, house, owner, client, close }
}

/** Every table under the policies. */
export const TABLES = [...new Set(TICKET_POLICIES.map(({ table }) => table))]
const KEYS: Record<string, string> = {
  mail_deliveries: 'event_id',
  ticket_requirements: 'ticket_id',
  ticket_revisions: 'ticket_id',
}

/** Everything that a query without any condition finds, table by table. */
export async function found(tx: Tx): Promise<Record<string, string[]>> {
  const parts = TABLES.map(
    (table) =>
      sql`select ${table} as "table", ${sql.ref(KEYS[table] ?? 'id')}::text as key from ${sql.table(table)}`,
  )
  const { rows } = await sql<{ table: string; key: string }>`
    ${sql.join(parts, sql` union all `)} order by 1, 2`.execute(tx)
  const all: Record<string, string[]> = Object.fromEntries(TABLES.map((table) => [table, []]))
  for (const { table, key } of rows) all[table]?.push(key)
  return all
}

const COMPANY_OF: Record<string, string> = {
  [USER.coordinator]: 'distributor',
  [USER.alphaManager]: 'alpha',
  [USER.betaNorthAgent]: 'beta',
}
/** Somebody of the test world, with scope rows of a test's own. */
export const staffWith = (userId: string, scopes: ScopeRow[]): StaffActor => {
  const companyId = COMPANY_OF[userId] ?? ''
  return {
    ...{ kind: 'staff', userId, companyId, branchId: null, teamIds: [], scopes, actions: new Set() },
    companyKind: companyId === COMPANY.distributor ? 'distributor' : 'dealer',
  }
}
export const heldBy = (companyId: string) => ({
  ...{ companyId, branchId: null, teamId: null },
  status: 'dealer',
})
export const PLAIN: Omit<TicketPlan, 'holder'> = {
  ...{ assigneeId: null, brandId: null, requesterCompanyId: null, byClient: false, closedDaysAgo: null },
  ...{ customerLink: null, byCustomer: false },
  ...{
    linkVersion: 1,
    linkOldest: 1,
    handOffs: [{ from: null, to: COMPANY.alpha }],
    revision: [COMPANY.alpha],
  },
  stamps: [{ audience: 'company', companies: [COMPANY.distributor] }],
}
