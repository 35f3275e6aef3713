import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../platform/db/connect.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { SEARCH_FUNCTION } from './search-function.ts'

describe('find_tickets', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  it('stands in the database as the relation makes it (else a new migration must replace it)', async () => {
    const db = connect(database.adminUrl, { max: 1 })
    const { rows } = await sql<{ body: string; settings: string[]; definer: boolean }>`
      select prosrc as body, proconfig as settings, prosecdef as definer from pg_proc
      where proname = 'find_tickets'`.execute(db)
    await db.destroy()
    expect(SEARCH_FUNCTION).toContain(`as $body$${rows[0]?.body}$body$`)
    expect(rows[0]?.settings).toContain('search_path=public, pg_temp')
    expect(rows).toHaveLength(1)
  })

  it('is all that the application may use: the words themselves are closed to it', async () => {
    const db = connect(database.appUrl, { max: 1 })
    await expect(sql`select from ticket_search`.execute(db)).rejects.toThrow('permission denied')
    await expect(sql`update ticket_search set scope = '{}'`.execute(db)).rejects.toThrow('permission denied')
    const told =
      await sql`select * from find_tickets('''wa'':*', '''wa'':*', '', '{}', '{}', true, null, null, 9)`.execute(
        db,
      )
    expect(told.rows).toEqual([])
    await db.destroy()
  })
})
