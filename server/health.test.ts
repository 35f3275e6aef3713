import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildHealthApp, stopBeingReady } from './health.ts'
import { type House, inTransaction } from './platform/context.ts'
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from './test/database.ts'
import { openHouse } from './test/follower-house.ts'
import { settleWorld } from './test/world-network.ts'

let database: TestDatabase
let house: House
let app: FastifyInstance

beforeAll(async () => {
  database = await createTestDatabase()
  house = openHouse(database)
  app = buildHealthApp(house)
})
afterAll(async () => {
  await app.close()
  await house.db.destroy()
  await database.drop()
})

const ask = async (path: string, of = app) => {
  const { statusCode, headers, payload } = await of.inject({ url: path })
  return { status: statusCode, body: JSON.parse(payload), kept: headers['cache-control'] }
}
const lacks = (missing: string) => ({
  status: 503,
  body: { status: 'not ready', missing },
  kept: 'no-store',
})
const ready = { status: 200, body: { status: 'ready' }, kept: 'no-store' }

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** A house with a database of another kind, for one question. */
async function askElsewhere(other: TestDatabase) {
  const there = openHouse(other)
  const server = buildHealthApp(there)
  const answer = await ask('/readyz', server)
  const alive = await ask('/healthz', server)
  await server.close()
  await there.db.destroy()
  return { answer, alive }
}

it('is not ready before the directory was read, and then is', async () => {
  expect(await ask('/readyz')).toEqual(lacks('directory'))
  await inTransaction(house, { actor: { kind: 'system', name: 'test' } }, settleWorld)
  expect(await ask('/readyz')).toEqual(ready)
  expect(await ask('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } })
})

it('is not ready while a migration is due, but beside a newer version', async () => {
  await asOwner(`insert into schema_migrations (name, checksum) values ('9999-of-a-newer-version.sql', '-')`)
  expect(await ask('/readyz')).toEqual(ready)
  await asOwner(`create table kept as select * from schema_migrations where name like '0007-%';
    delete from schema_migrations where name like '0007-%'`)
  expect(await ask('/readyz')).toEqual(lacks('migrations'))
  await asOwner('insert into schema_migrations select * from kept; drop table kept')
  expect(await ask('/readyz')).toEqual(ready)
})

it('says so where nothing was migrated, and where the database refuses or is gone; the process lives on', async () => {
  const empty = await createEmptyDatabase()
  expect((await askElsewhere(empty)).answer).toEqual(lacks('migrations'))
  await empty.drop()
  const wrong = new URL(database.appUrl)
  wrong.password = 'not-the-password'
  const urls = [wrong.href, 'postgresql://interchange_app:hidden@127.0.0.1:9/interchange']
  for (const appUrl of urls) {
    const { answer, alive } = await askElsewhere({ ...database, appUrl })
    expect(answer).toEqual(lacks('database'))
    expect(alive.status).toBe(200)
  }
})

it('shows nothing else, and bears the headers of every answer', async () => {
  const { headers } = await app.inject({ url: '/readyz' })
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
  expect((await app.inject({ url: '/api/v1/tickets' })).statusCode).toBe(404)
})

it('is not ready from the moment on in which it is asked to stop', async () => {
  stopBeingReady(house)
  expect(await ask('/readyz')).toEqual({ status: 503, body: { status: 'stopping' }, kept: 'no-store' })
  expect((await ask('/healthz')).status).toBe(200)
})
