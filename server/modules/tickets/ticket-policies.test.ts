import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { createPolicy, TICKET_POLICIES } from './ticket-policies.ts'

let database: TestDatabase
let owner: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client({ connectionString: database.adminUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

type Row = Record<'tablename' | 'policyname' | 'cmd' | 'qual' | 'with_check', string | null>
const TABLES = [...new Set(TICKET_POLICIES.map(({ table }) => table))]

/** The policies of the application's role, as the database words them. */
async function policiesThere(): Promise<Row[]> {
  const { rows } = await owner.query<Row>(
    `select tablename, policyname, cmd, qual, with_check from pg_policies
     where tablename = any ($1) and 'interchange_app' = any (roles) order by tablename, policyname`,
    [TABLES],
  )
  return rows
}

describe('the row-level policies', () => {
  it('are those that the relation makes; where not, this is what the next migration says', async () => {
    const there = await policiesThere()
    const statements = TICKET_POLICIES.map(createPolicy)
    await owner.query('begin')
    try {
      for (const { tablename, policyname } of there)
        await owner.query(`drop policy ${policyname} on ${tablename}`)
      for (const statement of statements) await owner.query(statement)
      const made = await policiesThere()
      const words = (row: Row | undefined) => JSON.stringify(row)
      const stale = made.filter((row, at) => words(row) !== words(there[at])).map((row) => row.tablename)
      const wanted = statements.filter((_, at) => stale.includes(TICKET_POLICIES[at]?.table ?? ''))
      expect(wanted).toEqual([])
      expect(there).toEqual(made)
    } finally {
      await owner.query('rollback')
    }
  })

  it('are the only ones but the relay’s, and add to nothing that lets others in', async () => {
    const { rows } = await owner.query(
      `select tablename, policyname, roles::text[] as roles from pg_policies
       where tablename = any ($1) and (permissive <> 'PERMISSIVE' or roles <> '{interchange_app}')
       order by policyname`,
      [TABLES],
    )
    expect(rows).toEqual([
      { tablename: 'events', policyname: 'placed', roles: ['interchange_relay'] },
      { tablename: 'events', policyname: 'relayed', roles: ['interchange_relay'] },
    ])
  })
})
