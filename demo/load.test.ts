import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoAccess } from '../bin/serve/demo-access.ts'
import { applySnapshot } from '../server/modules/directory/index.ts'
import { verifyKey } from '../server/modules/sign-in/verify-key.ts'
import { ticketTables } from '../server/modules/tickets/ticket-queries.ts'
import type { House } from '../server/platform/context.ts'
import { verifyChain } from '../server/platform/events/verify-chain.ts'
import { createTestDatabase, type TestDatabase } from '../server/test/database.ts'
import { ask, openHouse } from '../server/test/follower-house.ts'
import { loadInto } from './load.ts'
import network from './network.json' with { type: 'json' }
import { allStories } from './stories/all-stories.ts'

// A Sunday morning, so that the last working day is three days ago.
const NOW = new Date('2026-11-22T06:30:00Z')
const PASSWORDS = Object.fromEntries(network.users.map(({ id }) => [id, `password of ${id}`]))

let database: TestDatabase
let dataDir: string
let house: House
let access: DemoAccess | null
let seconds: number

const keep = (kept: unknown) => writeFile(join(dataDir, 'demo.json'), JSON.stringify(kept))
const works = (key: string) => ask(house, (ctx) => verifyKey(ctx, key)).then((client) => client !== null)
const rows = async <Row>(query: ReturnType<typeof sql<Row>>) => (await query.execute(house.db)).rows
const tickets = () => ticketTables({ tx: house.db }).selectFrom('tickets').selectAll().execute()

beforeAll(async () => {
  database = await createTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'interchange-demo-'))
  await rm(dataDir, { recursive: true })
  const { mkdir } = await import('node:fs/promises')
  await mkdir(join(dataDir, 'identity'), { recursive: true })
  await writeFile(join(dataDir, 'identity', 'demo-passwords.json'), JSON.stringify(PASSWORDS))
  house = { ...openHouse(database, { DATA_DIR: dataDir }), clock: () => NOW }
  await ask(house, (ctx) => applySnapshot(ctx, network))
  const start = performance.now()
  access = await loadInto(house)
  seconds = (performance.now() - start) / 1000
  console.log(seconds)
})
afterAll(async () => {
  await house.db.destroy()
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

describe('x', () => {
  test('y', async () => {
    const all = await tickets()
    const count = (key: (typeof all)[number] extends infer T ? keyof T : never) =>
      console.log(
        key,
        Object.groupBy(all, (t) => String(t[key])) &&
          Object.fromEntries(
            Object.entries(Object.groupBy(all, (t) => String(t[key]))).map(([k, v]) => [k, v?.length]),
          ),
      )
    for (const k of [
      'type',
      'status',
      'assignment',
      'language',
      'closing_code',
      'holder_company_id',
      'holder_branch_id',
      'holder_team_id',
      'source',
      'priority',
      'requester_kind',
      'reopened_count',
    ] as const)
      count(k)
    console.log(
      'unread',
      all.filter((t) => !t.holder_viewed_at).length,
      'assignee',
      all.filter((t) => t.assignee_id).length,
    )
    void [rows, works, keep, access, allStories, verifyChain]
  })
})
