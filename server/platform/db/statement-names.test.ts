import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { connect } from './connect.ts'
import { createStatementNames } from './statement-names.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const often = Array.from({ length: 12 }, (_, number) => number)

describe('names of statements', () => {
  it('are given to what comes often, the same each time, and to nothing else', () => {
    const nameOf = createStatementNames()
    const names = often.map(() => nameOf('insert into a values ($1)'))
    expect(names.slice(0, 9)).toEqual(Array(9).fill(null))
    expect(new Set(names.slice(9))).toEqual(new Set(['interchange_1']))
    expect(often.map(() => nameOf('select * from a where id = $1')).filter(Boolean)).toEqual([])
    expect(often.map(() => nameOf('select id from a order by id limit $1')).filter(Boolean)).toEqual([])
  })

  it('are bounded in number', () => {
    const nameOf = createStatementNames()
    const named = (text: string) => often.map(() => nameOf(text)).at(-1)
    const all = Array.from({ length: 400 }, (_, number) => named(`select ${number} where $1`))
    expect(all.filter((name) => name !== null)).toHaveLength(300)
  })

  it('make PostgreSQL keep the statement, where the connection goes straight there', async () => {
    const kept = async (prepare: boolean) => {
      const db = connect(database.appUrl, { max: 1, prepare })
      for (const number of often) {
        const { rows } = await sql<{ sum: number }>`select ${number}::integer + 1 as sum`.execute(db)
        expect(rows).toEqual([{ sum: number + 1 }])
      }
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
        db,
      )
      await db.destroy()
      return rows.map((row) => row.statement)
    }
    expect(await kept(true)).toEqual(['select $1::integer + 1 as sum'])
    expect(await kept(false)).toEqual([])
  })
})
