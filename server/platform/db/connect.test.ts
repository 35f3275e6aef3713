import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { connect } from './connect.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('connect', () => {
  it('reads values as the documentation says', async () => {
    const db = connect(database.appUrl, { max: 1 })
    const { rows } = await sql`
      SELECT 9007199254740991::int8 AS big, 12345.50::numeric AS money, date '2026-11-22' AS day,
        timestamptz '2026-11-22 10:00+03' AS moment, null::int8 AS nothing`.execute(db)
    expect(rows).toEqual([
      {
        ...{ big: 9007199254740991, money: '12345.50', day: '2026-11-22', nothing: null },
        moment: new Date('2026-11-22T07:00:00Z'),
      },
    ])
    await db.destroy()
  })

  it('refuses a number it could only round', async () => {
    const db = connect(database.appUrl, { max: 1 })
    await expect(sql`SELECT 9007199254740993::int8 AS big`.execute(db)).rejects.toThrow('too large')
    await db.destroy()
  })

  it('ends a statement that takes too long', async () => {
    const db = connect(database.appUrl, { max: 1, statementTimeoutMs: 50 })
    await expect(sql`SELECT pg_sleep(30)`.execute(db)).rejects.toThrow('statement timeout')
    await db.destroy()
  })

  it('survives a connection that breaks between two statements of a transaction', async () => {
    const db = connect(database.appUrl, { max: 1 })
    const other = connect(database.appUrl, { max: 1 })
    const broken = db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(tx)
      const pid = rows[0]?.pid
      await sql`SELECT pg_terminate_backend(${pid}, 5000)`.execute(other)
      return sql`SELECT 1`.execute(tx)
    })
    await expect(broken).rejects.toThrow()
    expect((await sql`SELECT 1 AS one`.execute(db)).rows).toEqual([{ one: 1 }])
    await db.destroy()
    await other.destroy()
  })
})
