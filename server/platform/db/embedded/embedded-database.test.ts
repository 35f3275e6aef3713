import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  databaseUrls,
  type EmbeddedDatabase,
  embeddedFolder,
  ensureDatabase,
  startEmbeddedDatabase,
} from './embedded-database.ts'
import { readPidFile, runningPostmaster, stopPostmaster } from './postmaster.ts'

let dataDir: string
let lines: string[]
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'embedded-'))
  // As root, PostgreSQL's own OS user must get in.
  chmodSync(dataDir, 0o755)
  lines = []
})
afterEach(async () => {
  const folder = existsSync(join(dataDir, 'postgres.json')) ? embeddedFolder(dataDir) : null
  if (folder !== null && existsSync(folder)) await stopPostmaster(folder)
  // Where root had to keep the data elsewhere, that place is this test's too.
  if (folder !== null && !folder.startsWith(dataDir))
    rmSync(dirname(folder), { recursive: true, force: true })
  rmSync(dataDir, { recursive: true, force: true })
})

const start = () => startEmbeddedDatabase({ dataDir, say: (line) => lines.push(line) })

async function ask(server: EmbeddedDatabase, sql: string, role: 'url' | 'adminUrl' = 'adminUrl') {
  const urls = databaseUrls(server.port, server.rolePasswords, 'interchange')
  const client = new pg.Client({ connectionString: urls[role] })
  client.on('error', () => undefined)
  await client.connect()
  return (await client.query(sql).finally(() => client.end())).rows
}

describe('the embedded database', () => {
  it('keeps what was committed before a kill -9 of the whole server', async () => {
    const first = await start()
    await ensureDatabase(first, 'interchange')
    await ask(first, 'CREATE TABLE kept (id int)')
    await ask(first, 'INSERT INTO kept VALUES (1)')
    const { pid } = readPidFile(embeddedFolder(dataDir) ?? '') ?? { pid: 0 }
    process.kill(pid, 'SIGKILL')
    await first.ended

    const second = await start()
    expect(await ask(second, 'SELECT id FROM kept')).toEqual([{ id: 1 }])
    await second.stop()
    await second.ended
    expect(runningPostmaster(embeddedFolder(dataDir) ?? '')).toBeNull()
  })

  it('takes over from a server that a killed start left running, and ignores a reused number', async () => {
    const left = await start()
    await ensureDatabase(left, 'interchange')
    const next = await start()
    await left.ended
    expect(await ask(next, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await next.stop()

    const folder = embeddedFolder(dataDir) ?? ''
    writeFileSync(
      join(folder, 'postmaster.pid'),
      `${process.pid}\n${folder}\n1\n5432\n\n127.0.0.1\n1 1\nready\n`,
    )
    expect(runningPostmaster(folder)).toBeNull()
    expect(await ask(await start(), 'SELECT 2 AS two')).toEqual([{ two: 2 }])
  })

  it('listens on loopback only, durably, with generated passwords that only we may read', async () => {
    const server = await start()
    await ensureDatabase(server, 'interchange')
    const settings = await ask(
      server,
      `SELECT current_setting('listen_addresses') AS listen, current_setting('fsync') AS fsync,
        current_setting('password_encryption') AS encryption`,
      'url',
    )
    expect(settings).toEqual([{ listen: '127.0.0.1', fsync: 'on', encryption: 'scram-sha-256' }])
    expect(statSync(join(dataDir, 'postgres.json')).mode & 0o777).toBe(0o600)
    const passwords = Object.values(server.rolePasswords)
    expect(new Set([...passwords, server.superuserPassword]).size).toBe(4)
    const wrong = { ...server, rolePasswords: { ...server.rolePasswords, app: 'guess' } }
    await expect(ask(wrong, 'SELECT 1', 'url')).rejects.toThrow('password authentication failed')
  })

  it('says what is wrong with a folder that it cannot use, and leaves it alone', async () => {
    const server = await start()
    await server.stop()
    const state = join(dataDir, 'postgres.json')
    const version = join(embeddedFolder(dataDir) ?? '', 'PG_VERSION')
    writeFileSync(version, '17\n')
    await expect(start()).rejects.toThrow('made by PostgreSQL 17')
    writeFileSync(version, '18\n')
    const kept = readFileSync(state, 'utf8')
    rmSync(state)
    await expect(start()).rejects.toThrow('its passwords')
    writeFileSync(state, kept)
  })

  it.runIf(process.getuid?.() === 0)('keeps its data where its OS user gets in, and says so', async () => {
    chmodSync(dataDir, 0o700)
    const server = await start()
    await ensureDatabase(server, 'interchange')
    expect(await ask(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(embeddedFolder(dataDir)).toMatch(/^\/var\/lib\/interchange\//)
    expect(lines).toEqual([
      expect.stringContaining(`cannot enter ${dataDir}: PostgreSQL keeps its data in /var/lib`),
    ])
    await server.stop()
  })
})
