import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIdentityDatabase } from './identity-database.ts'
import { factorAddress, makeFactorSecret, openSecondFactors, type SecondFactors } from './second-factors.ts'

const START = Date.UTC(2026, 0, 5, 8)
let folder: string
let now: number
let factors: SecondFactors
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-factors-'))
  now = START
  factors = openSecondFactors(openIdentityDatabase(folder), () => now)
})
afterEach(() => rm(folder, { recursive: true }))

const secret = makeFactorSecret()
/** What the app shows that many seconds from the start. */
const code = (seconds: number, of = secret) =>
  TOTP.generate({ secret: Secret.fromBase32(of), timestamp: START + seconds * 1000 })

/** RFC 6238, appendix B, for SHA-1, cut to six digits. */
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [2_000_000_000, '279037'],
])('at %d seconds the published code %s is accepted', (seconds, published) => {
  now = seconds * 1000
  const known = Secret.fromLatin1('12345678901234567890').base32
  expect(factors.enrol('ada', known, published)).toBe(true)
})

test('a secret is kept only with a code that fits, and replaces the one before', () => {
  expect(factors.enrol('ada', secret, '000000')).toBe(false)
  expect(factors.has('ada')).toBe(false)
  expect(factors.enrol('ada', secret, code(0))).toBe(true)
  expect(factors.has('ada')).toBe(true)
  const other = makeFactorSecret()
  now += 30_000
  expect(factors.enrol('ada', other, code(30, other))).toBe(true)
  now += 30_000
  expect(factors.accept('ada', code(60))).toBe(false)
  expect(factors.accept('ada', code(60, other))).toBe(true)
})

test('a code is accepted once, and none before it afterwards', () => {
  factors.enrol('ada', secret, code(0))
  expect(factors.accept('ada', code(0))).toBe(false)
  expect(factors.accept('ada', code(30))).toBe(true)
  expect(factors.accept('ada', code(30))).toBe(false)
  now += 30_000
  expect(factors.accept('ada', code(0))).toBe(false)
  expect(factors.accept('ada', code(30))).toBe(false)
  expect(factors.accept('ada', code(60))).toBe(true)
})

test.each([
  [-60, false],
  [-30, true],
  [0, true],
  [30, true],
  [60, false],
])('of a clock that is %d seconds off the code is accepted: %s', (seconds, accepted) => {
  factors.enrol('ada', secret, code(0))
  now += 600_000
  expect(factors.accept('ada', code(600 + seconds))).toBe(accepted)
})

test('digits may be Arabic or Persian, and in groups', () => {
  factors.enrol('ada', secret, code(0))
  now += 60_000
  const written = (zero: number, digits: string) =>
    digits.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))
  expect(factors.accept('ada', written(0x660, code(60)).replace(/^(...)/, '$1 '))).toBe(true)
  expect(factors.accept('ada', written(0x6f0, code(90)))).toBe(true)
})

test.each(['', '12345', '1234567', 'abcdef', '12345a', '-12345'])('%j is no code', (typed) => {
  factors.enrol('ada', secret, code(0))
  expect(factors.accept('ada', typed)).toBe(false)
})

test('a factor that was taken away accepts nothing, and nobody has the factor of somebody else', () => {
  factors.enrol('ada', secret, code(0))
  expect(factors.accept('ben', code(30))).toBe(false)
  factors.reset('ada')
  expect(factors.has('ada')).toBe(false)
  expect(factors.accept('ada', code(30))).toBe(false)
})

test('the address is one that authenticator apps read', () => {
  const read = new URL(factorAddress(secret, 'bea@east.example'))
  expect([read.protocol, read.host]).toEqual(['otpauth:', 'totp'])
  expect(decodeURIComponent(read.pathname)).toBe('/Interchange:bea@east.example')
  expect(read.searchParams.get('secret')).toBe(secret)
  expect(Secret.fromBase32(secret).bytes).toHaveLength(20)
})
