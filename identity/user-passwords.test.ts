import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openUserPasswords } from './user-passwords.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'identity-passwords-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

test('gives each user a password of their own, once, also when asked many times at the same time', async () => {
  const passwords = await openUserPasswords(dataDir, true)
  await Promise.all([
    passwords.ensure(['ada', 'ben']),
    passwords.ensure(['ben', 'cy']),
    passwords.ensure(['ada']),
  ])
  const listed = ['ada', 'ben', 'cy'].map((userId) => passwords.demoPassword(userId) ?? '')
  expect(new Set(listed).size).toBe(3)
  for (const password of listed) expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
  const reopened = await openUserPasswords(dataDir, true)
  expect(['ada', 'ben', 'cy'].map(reopened.demoPassword)).toEqual(listed)
  expect(await reopened.verify('ada', listed[0] ?? '')).toBe(true)
  expect(await reopened.verify('ada', listed[1] ?? '')).toBe(false)
  expect(await reopened.verify(undefined, listed[0] ?? '')).toBe(false)
})

const SET_PASSWORD = fileURLToPath(new URL('./set-password.ts', import.meta.url))
const setPassword = (input: string, ...parameters: string[]) =>
  spawnSync(process.execPath, [SET_PASSWORD, ...parameters], {
    input,
    encoding: 'utf8',
    env: { IDENTITY_DATA_DIR: dataDir },
  })

test('an operator sets a password', async () => {
  const done = setPassword('a long enough secret\n', 'ada')
  expect([done.status, done.stdout]).toEqual([0, 'the password of ada is set\n'])
  const passwords = await openUserPasswords(dataDir, false)
  expect(await passwords.verify('ada', 'a long enough secret')).toBe(true)
})

test.each([
  ['short\n', ['ada'], 'at least 12 characters'],
  ['', ['ada'], 'at least 12 characters'],
  ['a long enough secret\n', [], 'usage:'],
])('%j for %j is refused', (input, parameters, line) => {
  const refused = setPassword(input, ...parameters)
  expect(refused.status).toBe(2)
  expect(refused.stderr).toContain(line)
})
