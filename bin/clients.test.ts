import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { House } from '../server/platform/context.ts'
import { createTestDatabase, type TestDatabase } from '../server/test/database.ts'
import { ask, openHouse } from '../server/test/follower-house.ts'
import { BRANCH, settleWorld } from '../server/test/world-network.ts'

let database: TestDatabase
let house: House
const empty = mkdtempSync(join(tmpdir(), 'interchange-clients-'))

beforeAll(async () => {
  database = await createTestDatabase()
  house = openHouse(database)
})
afterAll(async () => {
  await house.db.destroy()
  await database.drop()
  rmSync(empty, { recursive: true })
})

const settings = (): Record<string, string> => ({
  ...{ DEMO: '1', DATABASE_URL: database.appUrl, DATABASE_ADMIN_URL: database.adminUrl },
  DATABASE_DIRECT_URL: database.relayUrl,
})

async function clients(args: string[], env: Record<string, string> = settings()) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'clients.ts'), ...args], {
    env: { PATH: process.env.PATH, ...env },
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
const site = [
  'create',
  '--name',
  'Our website',
  '--kind',
  'website',
  '--scopes',
  'tickets.create,tickets.read',
]

it('waits for the directory', async () => {
  const { code, complained } = await clients(site)
  expect(code).toBe(1)
  expect(complained).toContain('The directory has not been read yet')
  await ask(house, settleWorld)
})

it('makes a client, shows its key once, and revokes it', async () => {
  const limits = ['--company', 'alpha', '--branches', BRANCH.alphaNorth, '--expires-days', '30']
  const made = await clients([...site, ...limits])
  expect(made).toMatchObject({ code: 0, complained: '' })
  const key = /ick_[a-z0-9]{8}_[\w-]{43}/.exec(made.said)?.[0] as string
  const id = /id +(\S+)/.exec(made.said)?.[1] as string
  expect(key).toBeTruthy()

  const listed = await clients(['list'])
  expect(listed.said).toContain('Our website (website of alpha)')
  expect(listed.said).toContain('tickets.create, tickets.read')
  expect(listed.said).toContain(`branches ${BRANCH.alphaNorth}`)
  expect(listed.said).toMatch(/works without an end, never used\n *state +works until \d{4}-\d\d-\d\d/)
  expect(listed.said).not.toContain(key)

  expect(await clients(['revoke', '--id', id])).toMatchObject({ code: 0 })
  expect((await clients(['list'])).said).toMatch(/revoked \d{4}/)
})

describe('a wrong call ends with 2 and says what is wrong', () => {
  it.each<[string[], string]>([
    [[], 'Say what to do'],
    [['make'], 'There is no command "make"'],
    [['create', '--name', 'x'], '--kind is missing'],
    [[...site.slice(0, 5), '--scopes', 'all'], '--scopes: "all" is not one of tickets.create'],
    [[...site, '--kind', 'fridge'], '--kind: "fridge" is not one of website'],
    [[...site, '--brands', ','], '--brands names nothing'],
    [[...site, '--expires-days', '0'], '--expires-days must be a whole number'],
    [[...site, '--colour', 'red'], "Unknown option '--colour'"],
    [[...site, '--company', 'gone'], '--company: gone: unknown-reference'],
    [
      [...site, '--company', 'alpha', '--branches', BRANCH.betaNorth],
      '--branches: beta-north: branch-of-another-company',
    ],
    [['revoke'], '--id is missing'],
    [['revoke', '--id', 'nobody'], 'There is no API client nobody'],
  ])('%j', async (args, line) => {
    const { code, said, complained } = await clients(args)
    expect(complained).toContain(line)
    expect(complained).toContain('Usage: npm run clients')
    expect({ code, said }).toEqual({ code: 2, said: '' })
  })

  it('also with a wrong setting', async () => {
    const { code, complained } = await clients(['list'], { ...settings(), PORT: 'x' })
    expect(code).toBe(2)
    expect(complained).toContain('PORT must be a whole number')
  })
})

it('says that the demo does not run', async () => {
  const { code, complained } = await clients(['list'], { DATA_DIR: empty })
  expect(code).toBe(1)
  expect(complained).toContain('The demo is not running')
})
