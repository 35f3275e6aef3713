import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { networkOf, type SnapshotInput } from '../server/modules/directory/index.ts'
import type { House } from '../server/platform/context.ts'
import { createTestDatabase, type TestDatabase } from '../server/test/database.ts'
import { openFeedServer } from '../server/test/feed-server.ts'
import { ask, openHouse } from '../server/test/follower-house.ts'
import { USER, worldSnapshot } from '../server/test/world-network.ts'
import { readCommand } from './directory/read-command.ts'
import { runCommand } from './directory/run-command.ts'

let database: TestDatabase
let house: House
let feed: Awaited<ReturnType<typeof openFeedServer>>
const folder = mkdtempSync(join(tmpdir(), 'interchange-directory-'))

beforeAll(async () => {
  database = await createTestDatabase()
  house = openHouse(database)
  feed = await openFeedServer()
})
afterAll(async () => {
  await house.db.destroy()
  await database.drop()
  await feed.close()
  rmSync(folder, { recursive: true })
})

const byFile = { DIRECTORY_FEED: 'file' }
const byFeed = () => ({
  DIRECTORY_FEED_URL: feed.url,
  DIRECTORY_FEED_TOKEN: 'token',
  OIDC_ISSUER: feed.url,
  ...CLIENT,
})
const CLIENT = { OIDC_CLIENT_ID: 'c', OIDC_CLIENT_SECRET: 's' }

/** The command, in this process: what it says, or what it complains of. */
async function directory(
  args: string[],
  settings: Record<string, string> = byFile,
  reach: { reachesFeed: boolean; patienceMs?: number } = { reachesFeed: true },
) {
  const own = openHouse(database, settings)
  try {
    const lines = await runCommand({ house: own, ...reach }, readCommand(args))
    return { said: `${lines.join('\n')}\n`, complained: '' }
  } catch (error) {
    return { said: '', complained: (error as Error).message }
  } finally {
    await own.db.destroy()
  }
}

/** The command as it is started. */
async function start(args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'directory.ts'), ...args], {
    env: {
      ...{ PATH: process.env.PATH, DEMO: '1', DATABASE_URL: database.appUrl, ...byFile },
      ...{ DATABASE_ADMIN_URL: database.adminUrl, DATABASE_DIRECT_URL: database.relayUrl },
    },
  })
  let said = ''
  let complained = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  child.stderr.on('data', (chunk) => {
    complained += chunk
  })
  const [code] = await once(child, 'close')
  return { code, said, complained }
}
function file(name: string, change: (snapshot: SnapshotInput) => void = () => undefined): string {
  const snapshot = worldSnapshot()
  change(snapshot)
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(snapshot))
  return path
}
const people = async () => (await ask(house, networkOf)).users

describe('the directory by file', () => {
  it('is imported whole, after a look at what would change', async () => {
    const path = file('network.json')
    const dry = await directory(['dry-run', path])
    expect(dry.said).toContain('created company alpha "Alpha Motors"')
    expect((await directory(['status'])).said).toContain('There is no copy yet')
    const { said } = await directory(['import', path])
    expect(said).toMatch(/^Version 1, as of .* UTC; the network comes from file\nfile \(file\): answered/)
    expect((await people()).size).toBe(worldSnapshot().users.length)
    expect((await directory(['dry-run', path])).said).toBe('It would change nothing\n')
  })

  it('shows what changed, also as JSON', async () => {
    await directory([
      'import',
      file('renamed.json', (s) => {
        s.companies[2] = { id: 'beta', kind: 'dealer', name: 'Beta renamed' }
      }),
    ])
    expect((await directory(['changes'])).said).toMatch(
      /^.* UTC {2}2 {2}file {2}renamed company beta "Beta renamed"\n/,
    )
    const json = JSON.parse((await directory(['changes', '--json', '--limit', '1'])).said)
    expect(json.items[0]).toMatchObject({ version: 2, op: 'renamed', thing: { id: 'beta' } })
  })

  it('waits where too much would go, until it is confirmed by its hash', async () => {
    const left = [USER.admin, USER.coordinator, USER.alphaManager]
    const path = file('few.json', (s) => {
      s.users = s.users.filter((user) => left.includes(user.id as 'coordinator'))
    })
    expect((await directory(['dry-run', path])).said).toContain('It would wait to be confirmed: user ')
    const { said } = await directory(['import', path])
    expect(said).toContain('shrink-waiting since ')
    const hash = /confirm ([0-9a-f]{64})/.exec(said)?.[1] ?? ''
    expect((await people()).get(USER.auditor)?.active).toBe(true)
    expect((await directory(['confirm', hash])).complained).toBe('')
    expect((await people()).get(USER.auditor)?.active).toBe(false)
    expect((await directory(['confirm', hash])).complained).toBe('This reading was confirmed before')
    expect((await directory(['confirm', '0'.repeat(64)])).complained).toContain('No reading has this hash')
  })

  it('is refused as a whole with every line that is wrong', async () => {
    const before = await people()
    const path = file('broken.json', (s) => {
      s.companies[2] = { id: 'beta', kind: 'dealer', name: 'Half imported', parentId: 'nobody' }
      s.teams[0] = { id: 'x', companyId: 'gone', name: 'X' }
    })
    const { complained } = await directory(['import', path])
    expect(complained).toContain('broken.json: company beta: parent nobody does not exist\n')
    expect(complained).toContain('broken.json: team x: company gone does not exist')
    expect(await people()).toBe(before)
    expect((await directory(['import', join(folder, 'nothing.json')])).complained).toBe(
      'nothing.json: there is no such file',
    )
  })

  it('is not imported where the network comes from elsewhere', async () => {
    const path = file('network.json')
    expect((await directory(['import', path], byFeed())).complained).toContain(
      'DIRECTORY_FEED is reference, not file',
    )
    const dry = await directory(['dry-run', path], byFeed())
    expect(dry.said).toContain('Import would not take it: it needs DIRECTORY_FEED=file')
    expect((await directory(['dry-run', path])).said).not.toContain('Import')
    const own = { ...byFile, DIRECTORY_FILE: path }
    expect((await directory(['import', path], own)).complained).toContain('DIRECTORY_FILE names the file')
    expect((await directory(['sync'])).complained).toContain('There is nothing to read')
  })
})

describe('the directory by feed', () => {
  it('is read now', async () => {
    feed.gives(worldSnapshot(), '"1"')
    const { said } = await directory(['sync'], byFeed())
    expect(said).toContain('the network comes from reference\nfeed (reference): answered ')
    expect(said).toContain('file (file), not in use: answered ')
    expect((await people()).get(USER.auditor)?.active).toBe(true)
  })

  it('says why it cannot be read, and keeps the copy', async () => {
    feed.answers((_, response) => response.writeHead(401).end())
    const { complained } = await directory(['sync'], byFeed())
    expect(complained).toBe('the feed answered 401')
    const { said } = await directory(['status'], byFeed())
    expect(said).toContain('refused since ')
    expect(said).toContain('  the feed answered 401\n')
  })

  it('names the address that does not answer, also where only the server knows it', async () => {
    const gone = { ...byFeed(), DIRECTORY_FEED_URL: 'http://127.0.0.1:1/directory' }
    expect((await directory(['sync'], gone)).complained).toMatch(/^http:\/\/127\.0\.0\.1:1 does not answer: /)
    const unknown = { reachesFeed: false, patienceMs: 0 }
    const { complained } = await directory(['sync'], byFeed(), unknown)
    expect(complained).toMatch(
      /^Nothing was read within 0 seconds:\nhttp:\/\/127\.0\.0\.1:1 does not answer: /,
    )
  })
})

it.each([
  [[], 'Say what to do'],
  [['make'], 'There is no command "make"'],
  [['status', 'now'], 'status takes no "now"'],
  [['import'], 'import needs a path'],
  [['confirm', 'abc'], 'confirm needs the hash'],
  [['changes', '--limit', '0'], '--limit must be a number from 1 to 200'],
  [['status', '--limit', '5'], '--limit is for changes only'],
  [['status', '--verbose'], "Unknown option '--verbose'"],
])('explains itself when called as %j', (args, words) => {
  expect(() => readCommand(args)).toThrow(words)
})

it('answers its caller by exit codes', async () => {
  expect(await start(['status'])).toMatchObject({ code: 0, complained: '' })
  const wrong = await start(['make'])
  expect([wrong.code, wrong.complained]).toEqual([2, expect.stringContaining('Usage: npm run directory --')])
  const missing = await start(['dry-run', join(folder, 'nothing.json')])
  expect([missing.code, missing.complained]).toEqual([1, 'nothing.json: there is no such file\n'])
})
