import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEmptyDatabase, type TestDatabase } from '../../test/database.ts'
import { connect } from './connect.ts'
import { migrate } from './migrate.ts'

let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await createEmptyDatabase()
  folder = mkdtempSync(join(tmpdir(), 'migrations-'))
})
afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const run = () => migrate(database.adminUrl, folder)

async function ask<T>(url: string, text: string): Promise<T[]> {
  const db = connect(url, { max: 1 })
  try {
    return (await sql<T>`${sql.raw(text)}`.execute(db)).rows
  } finally {
    await db.destroy()
  }
}

describe('migrate', () => {
  it('runs files in order, once', async () => {
    write('0001-make-a.sql', 'CREATE TABLE a (id int8)')
    write('0002-fill-a.sql', 'INSERT INTO a VALUES (1); INSERT INTO a VALUES (2)')
    expect(await run()).toEqual(['0001-make-a.sql', '0002-fill-a.sql'])
    expect(await run()).toEqual([])
    expect(await ask(database.adminUrl, 'SELECT id FROM a')).toEqual([{ id: 1 }, { id: 2 }])
  })

  it('lets two starts at once take turns', async () => {
    write('0001-make-a.sql', 'CREATE TABLE a (id int8)')
    const runs = await Promise.all([run(), run(), run()])
    expect(runs.flat()).toEqual(['0001-make-a.sql'])
  })

  it('leaves nothing of a file that fails', async () => {
    write('0001-make-a.sql', 'CREATE TABLE a (id int8)')
    write('0002-break.sql', 'CREATE TABLE b (id int8); SELECT 1/0')
    await expect(run()).rejects.toThrow(
      'Migration 0002-break.sql failed and changed nothing: division by zero',
    )
    expect(await ask(database.adminUrl, `SELECT to_regclass('a')::text a, to_regclass('b')::text b`)).toEqual(
      [{ a: 'a', b: null }],
    )
  })

  it('refuses an edited, a late, a removed and a badly named file', async () => {
    write('0002-make-a.sql', 'CREATE TABLE a (id int8)')
    await run()
    write('0002-make-a.sql', 'CREATE TABLE a (id int4)')
    await expect(run()).rejects.toThrow('0002-make-a.sql has been edited')
    write('0002-make-a.sql', 'CREATE TABLE a (id int8)')
    write('0001-late.sql', 'SELECT 1')
    await expect(run()).rejects.toThrow('0001-late.sql comes before 0002-make-a.sql')
    cpSync(join(folder, '0001-late.sql'), join(folder, '3-late.sql'))
    await expect(run()).rejects.toThrow('is not named like')
    rmSync(join(folder, '3-late.sql'))
    rmSync(join(folder, '0001-late.sql'))
    rmSync(join(folder, '0002-make-a.sql'))
    await expect(run()).rejects.toThrow('newer version')
  })

  it('counts a file with other line ends as the same', async () => {
    write('0001-make-a.sql', 'CREATE TABLE a\n(id int8)')
    await run()
    write('0001-make-a.sql', 'CREATE TABLE a\r\n(id int8)')
    expect(await run()).toEqual([])
  })
})

describe('the three roles', () => {
  it('give the application nothing that a migration did not grant', async () => {
    write('0001-make.sql', 'CREATE TABLE a (id int8); CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1')
    await run()
    for (const url of [database.appUrl, database.relayUrl]) {
      await expect(ask(url, 'SELECT * FROM a')).rejects.toThrow('permission denied for table a')
      await expect(ask(url, 'SELECT f()')).rejects.toThrow('permission denied for function f')
      await expect(ask(url, 'CREATE TABLE mine (id int)')).rejects.toThrow(
        'permission denied for schema public',
      )
      await expect(ask(url, 'CREATE TEMP TABLE mine (id int)')).rejects.toThrow('permission denied')
      await expect(ask(url, 'CREATE SCHEMA mine')).rejects.toThrow('permission denied for database')
      await expect(ask(url, 'DELETE FROM schema_migrations')).rejects.toThrow('permission denied')
    }
    // Which files have run is no secret to the application: its readiness depends on it.
    expect(await ask(database.appUrl, 'SELECT name FROM schema_migrations')).toEqual([
      { name: '0001-make.sql' },
    ])
    await expect(ask(database.relayUrl, 'SELECT * FROM schema_migrations')).rejects.toThrow(
      'permission denied',
    )
  })

  it('own nothing and cannot pass by row-level security', async () => {
    const rows = await ask<{ rolname: string }>(
      database.adminUrl,
      `SELECT rolname FROM pg_roles WHERE rolname IN ('interchange_owner', 'interchange_app', 'interchange_relay')
       AND NOT rolsuper AND NOT rolbypassrls AND NOT rolcreaterole AND NOT rolcreatedb AND NOT rolreplication`,
    )
    expect(rows).toHaveLength(3)
    await run()
    const owned = await ask(
      database.adminUrl,
      `SELECT relname FROM pg_class WHERE relowner IN ('interchange_app'::regrole, 'interchange_relay'::regrole)`,
    )
    expect(owned).toEqual([])
  })
})
