import fc from 'fast-check'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScopeRow } from '../../../contract/actor.ts'
import type { House } from '../../platform/context.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { findSeers } from './find-seers.ts'
import { covers, type Holder, predicatesOf } from './may-see.ts'
import { replaceScopeRows } from './scope-rows.ts'

const units = ['u1', 'u2', null]
const brands = ['b1', 'b2', null]
const anyHolder = fc.record<Holder>({
  companyId: fc.constantFrom(...units),
  branchId: fc.constantFrom(...units),
  teamId: fc.constantFrom(...units),
  assigneeId: fc.constantFrom('anna', 'bero', null),
  brandId: fc.constantFrom(...brands),
})
const anyScope = fc.record<ScopeRow>({
  kind: fc.constantFrom('network', 'company', 'branch', 'team', 'own'),
  unitId: fc.constantFrom('u1', 'u2'),
  brandId: fc.constantFrom(...brands),
})

describe('the may-see relation', () => {
  let database: TestDatabase
  let house: House
  beforeAll(async () => {
    database = await createTestDatabase()
    house = openHouse(database)
  })
  afterAll(async () => {
    await house.db.destroy()
    await database.drop()
  })

  it('says the same read as rows for an actor, as actors for a row, and in memory', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyScope, { maxLength: 4 }),
        fc.array(anyScope, { maxLength: 4 }),
        anyHolder,
        async (anna, bero, holder) => {
          const users = { anna, bero }
          const inMemory = (['anna', 'bero'] as const).filter((id) => covers(users[id], id, holder))
          const { forward, backward } = await ask(house, async (ctx) => {
            const rows = Object.entries(users).flatMap(([userId, scopes]) =>
              scopes.map((scope) => ({ ...scope, userId })),
            )
            await replaceScopeRows(ctx, rows)
            const seen: string[] = []
            for (const id of ['anna', 'bero'] as const) {
              if (await matches(ctx.tx, predicatesOf(users[id], id, columns(holder)))) seen.push(id)
            }
            return { forward: seen, backward: [...(await findSeers(ctx, holder, ['anna', 'bero']))].sort() }
          })
          expect(forward).toEqual(inMemory)
          expect(backward).toEqual(inMemory)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('sees nothing without scope rows', () => {
    const holder: Holder = {
      companyId: 'u1',
      branchId: 'u1',
      teamId: 'u1',
      assigneeId: 'anna',
      brandId: null,
    }
    expect(covers([], 'anna', holder)).toBe(false)
    expect(predicatesOf([], 'anna', columns(holder))).toEqual([])
  })
})

const columns = (holder: Holder) => ({
  companyId: sql`${holder.companyId}::text`,
  branchId: sql`${holder.branchId}::text`,
  teamId: sql`${holder.teamId}::text`,
  assigneeId: sql`${holder.assigneeId}::text`,
  brandId: sql`${holder.brandId}::text`,
})

async function matches(tx: House['db'], ways: RawBuilder<SqlBool>[]): Promise<boolean> {
  if (ways.length === 0) return false
  const { rows } = await sql<{ seen: boolean | null }>`select (${sql.join(ways, sql` or `)}) as seen`.execute(
    tx,
  )
  return rows[0]?.seen === true
}
