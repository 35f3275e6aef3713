import { createHash } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

const WINDOW_SECONDS = 15 * 60
const CODE_WINDOW_SECONDS = 24 * 3600

/**
 * How many failed tries a window takes; a try that succeeds is given back. `code` is for a whole day: whoever gets that
 * far has the password, and a million codes must not be worth trying.
 */
export const ATTEMPT_LIMITS = { accountAndAddress: 10, account: 40, address: 80, code: 20 } as const

export interface Attempt {
  allowed: boolean
  succeeded(): Promise<void>
}

export interface SignInAttempts {
  start(email: string, address: string): Promise<Attempt>
  /** A try at the second factor of somebody whose password was right. */
  startCode(userId: string): Promise<Attempt>
  /** Forgets wrong codes: the factor that they were tried at is gone. */
  forgetCodes(userId: string): Promise<void>
}

/**
 * Counts tries per address, per account, and per both. A try is taken before the password is looked at, so that
 * many at once cannot slip through. The account alone has a higher limit: a stranger elsewhere should not be able
 * to keep its owner out with a few tries.
 */
export function countSignInAttempts(): SignInAttempts {
  const limiter = (points: number, duration = WINDOW_SECONDS) => new RateLimiterMemory({ points, duration })
  const byAddress = limiter(ATTEMPT_LIMITS.address)
  const byAccount = limiter(ATTEMPT_LIMITS.account)
  const byBoth = limiter(ATTEMPT_LIMITS.accountAndAddress)
  const codes = limiter(ATTEMPT_LIMITS.code, CODE_WINDOW_SECONDS)
  return {
    async start(email, address) {
      const account = createHash('sha256').update(email).digest('base64url')
      const both = `${account} ${address}`
      // In this order: an address that is out of tries adds nothing to the counts of accounts.
      const allowed =
        (await take(byAddress, address)) && (await take(byBoth, both)) && (await take(byAccount, account))
      return {
        allowed,
        async succeeded() {
          await Promise.all([byAddress.reward(address), byAccount.reward(account), byBoth.delete(both)])
        },
      }
    },
    async forgetCodes(userId) {
      await codes.delete(userId)
    },
    async startCode(userId) {
      return {
        allowed: await take(codes, userId),
        async succeeded() {
          await codes.delete(userId)
        },
      }
    },
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key)
    return true
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false
    throw refusal
  }
}
