import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CredentialCheck, createCredentialCheck } from './check-credentials.ts'
import { openIdentityDatabase } from './identity-database.ts'
import { parseNetwork, snapshotOf } from './network-file.ts'
import { makeFactorSecret, openSecondFactors, type SecondFactors } from './second-factors.ts'
import { ATTEMPT_LIMITS, countSignInAttempts } from './sign-in-attempts.ts'
import { smallNetwork } from './test/small-network.ts'
import { openUserPasswords } from './user-passwords.ts'

const PASSWORD = 'four words are enough'
const address = '127.0.0.1'
const secret = makeFactorSecret()
let folder: string
let now: number
let factors: SecondFactors
let check: CredentialCheck
const code = (ahead = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: now + ahead * 1000 })
const WHO = { left: 'gone@hub.example', needed: 'mina@east.example', free: 'tom@east.example' }

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-credentials-'))
  now = Date.UTC(2026, 0, 5, 8)
  const passwords = await openUserPasswords(folder, false)
  for (const id of ['tom', 'mina', 'gone']) await passwords.replace(id, PASSWORD)
  const text = JSON.stringify(smallNetwork())
  const snapshot = snapshotOf(parseNetwork('network.json', text), text, '1')
  factors = openSecondFactors(openIdentityDatabase(folder), () => now)
  check = createCredentialCheck({
    ...{ passwords, factors, attempts: countSignInAttempts() },
    networkFile: { current: async () => snapshot },
    secondFactor: { everybody: false, roles: ['dealer-manager'] },
  })
})
afterEach(() => rm(folder, { recursive: true }))

const tries = Array.from({ length: ATTEMPT_LIMITS.code }, (_, i) => i)
const prove = (login: string, more: { password?: string; code?: string } = {}, purpose?: 'own-account') =>
  check.checkCredentials({ login, password: PASSWORD, address, ...more }, purpose)

test('the person is who has proved all that they need', async () => {
  expect((await prove(' TOM@east.example '))?.id).toBe('tom')
  expect(await prove(WHO.free, { password: 'wrong' })).toBeUndefined()
  expect(await prove('nobody@east.example')).toBeUndefined()
  expect(await prove(WHO.left)).toBeUndefined()
})

test('who has a second factor needs its code, which counts once', async () => {
  factors.enrol('tom', secret, code())
  now += 60_000
  expect(await prove(WHO.free)).toBeUndefined()
  expect(await prove(WHO.free, { code: '000000' })).toBeUndefined()
  expect(await prove(WHO.free, { code: code(), password: 'wrong' })).toBeUndefined()
  expect((await prove(WHO.free, { code: code() }))?.id).toBe('tom')
  expect(await prove(WHO.free, { code: code() })).toBeUndefined()
  const atOnce = await Promise.all([1, 2, 3].map(() => prove(WHO.free, { code: code(30) })))
  expect(atOnce.filter(Boolean)).toHaveLength(1)
})

test('who needs one and has none is let in only to set it up', async () => {
  expect(await prove(WHO.needed)).toBeUndefined()
  expect((await prove(WHO.needed, {}, 'own-account'))?.id).toBe('mina')
  factors.enrol('mina', secret, code())
  expect(await prove(WHO.needed, {}, 'own-account')).toBeUndefined()
  expect((await prove(WHO.needed, { code: code(30) }))?.id).toBe('mina')
  factors.reset('mina')
  expect(await prove(WHO.needed, { code: code(30) })).toBeUndefined()
})

test('too many wrong codes close the account for its codes, from any address', async () => {
  factors.enrol('tom', secret, code())
  now += 60_000
  const elsewhere = tries.map((i) => ({
    login: WHO.free,
    password: PASSWORD,
    code: '000000',
    address: `10.0.0.${i}`,
  }))
  const refused = await Promise.all(elsewhere.map((each) => check.checkCredentials(each)))
  expect(refused.filter(Boolean)).toEqual([])
  const right = { login: WHO.free, password: PASSWORD, code: code(), address: '10.0.1.1' }
  expect(await check.checkCredentials(right)).toBeUndefined()
  // An administrator helps: another app is set up, and its codes are taken.
  await check.resetTotp('tom')
  factors.enrol('tom', secret, code())
  expect((await prove(WHO.free, { code: code(30) }))?.id).toBe('tom')
})

test('wrong codes of somebody without the password do not close it', async () => {
  factors.enrol('tom', secret, code())
  now += 60_000
  const strangers = tries.map((i) => ({
    login: WHO.free,
    password: 'wrong',
    code: '000000',
    address: `10.0.0.${i}`,
  }))
  await Promise.all(strangers.map((each) => check.checkCredentials(each)))
  expect((await prove(WHO.free, { code: code() }))?.id).toBe('tom')
})
