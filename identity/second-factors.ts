import type { DatabaseSync } from 'node:sqlite'
import { Secret, TOTP } from 'otpauth'

const PERIOD_SECONDS = 30
const WINDOW = 1
const SECRET_BYTES = 20

export interface SecondFactors {
  has(userId: string): boolean
  /** True if this is the person's code now. Each code is accepted once. */
  accept(userId: string, code: string): boolean
  /** Keeps the secret as the person's, if the code shows that their app has it. */
  enrol(userId: string, secret: string, code: string): boolean
  /** Takes the factor away, so that a lost telephone keeps nobody out. */
  reset(userId: string): void
}

/** Codes of an authenticator app: RFC 6238 with SHA-1, 6 digits, 30 seconds, one step either way. */
export function openSecondFactors(database: DatabaseSync, now: () => number = Date.now): SecondFactors {
  const find = database.prepare('select secret, last_step from second_factors where user_id = ?')
  const put = database.prepare(
    `insert into second_factors (user_id, secret, last_step, since) values (?, ?, ?, ?)
     on conflict (user_id) do update set secret = excluded.secret, last_step = excluded.last_step, since = excluded.since`,
  )
  // One statement decides: two requests with the same code cannot both be accepted (RFC 6238, 5.2).
  const advance = database.prepare(
    'update second_factors set last_step = ?1 where user_id = ?2 and last_step < ?1',
  )
  const remove = database.prepare('delete from second_factors where user_id = ?')
  return {
    has: (userId) => find.get(userId) !== undefined,
    accept(userId, code) {
      const step = stepOf(String(find.get(userId)?.secret ?? ''), code, now())
      return step !== undefined && advance.run(step, userId).changes > 0
    },
    enrol(userId, secret, code) {
      const step = stepOf(secret, code, now())
      if (step === undefined) return false
      put.run(userId, secret, step, new Date(now()).toISOString())
      return true
    },
    reset: (userId) => void remove.run(userId),
  }
}

/** A new secret, in base32 as authenticator apps take it. */
export function makeFactorSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** The `otpauth://` address that an authenticator app reads. */
export function factorAddress(secret: string, account: string): string {
  const label = { issuer: 'Interchange', label: account, secret: Secret.fromBase32(secret) }
  return new TOTP({ ...label, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS }).toString()
}

function stepOf(secret: string, code: string, time: number): number | undefined {
  const token = westernDigits(code).replaceAll(/\s/g, '')
  if (!secret || !/^\d{6}$/.test(token)) return undefined
  const parameters = {
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
  }
  const delta = TOTP.validate({ ...parameters, token, timestamp: time, window: WINDOW })
  return delta === null ? undefined : TOTP.counter({ period: PERIOD_SECONDS, timestamp: time }) + delta
}

/** Keyboards of our readers write Arabic-Indic or Persian digits. */
function westernDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
}
