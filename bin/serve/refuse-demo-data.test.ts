import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ConfigurationError } from '../../server/platform/config.ts'
import { inTransaction } from '../../server/platform/context.ts'
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../server/test/database.ts'
import { openHouse } from '../../server/test/follower-house.ts'
import { settleWorld } from '../../server/test/world-network.ts'
import { DEMO_COMPANIES, DEMO_DATA_MARK, refuseDemoData } from './refuse-demo-data.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

async function asOwner(statement: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  await client.query(statement, values)
  await client.end()
}

it('lets an empty database and one with a network of its own start', async () => {
  const empty = await createEmptyDatabase()
  await refuseDemoData(empty.adminUrl)
  await empty.drop()
  const house = openHouse(database)
  await inTransaction(house, { actor: { kind: 'system', name: 'test' } }, settleWorld)
  await house.db.destroy()
  await refuseDemoData(database.adminUrl)
})

it('refuses a database that bears the mark, whatever was cleared away', async () => {
  await asOwner(`insert into settings (name, value, version, changed_at) values ($1, 'true', 1, now())`, [
    DEMO_DATA_MARK,
  ])
  await expect(refuseDemoData(database.adminUrl)).rejects.toThrow(ConfigurationError)
})

it('refuses one with the demo’s companies, and not one where a name happens to be the same', async () => {
  const add = (id: string, kind: string) =>
    asOwner(`insert into companies (id, kind, name, active) values ($1, $2, '{"en": "A"}', true)`, [id, kind])
  const [first = '', ...others] = DEMO_COMPANIES
  await add(first, 'distributor')
  await refuseDemoData(database.adminUrl)
  for (const id of others) await add(id, 'dealer')
  await expect(refuseDemoData(database.adminUrl)).rejects.toThrow('holds the demo')
})

it('knows the companies of the demo', () => {
  const file = join(import.meta.dirname, '..', '..', 'demo', 'network.json')
  const { companies } = JSON.parse(readFileSync(file, 'utf8')) as { companies: { id: string }[] }
  expect(companies.map(({ id }) => id).sort()).toEqual([...DEMO_COMPANIES].sort())
})
