import type { House } from '../../platform/context.ts'
import { consume, type Limit, requireLeft } from '../../platform/limits/consume.ts'

const TEN_MINUTES = 600
/* An office may stand behind one address, so only failures are few. */
const tries = (key: string): Limit => ({ name: 'sign-in', key, points: 300, seconds: TEN_MINUTES })
const failures = (key: string): Limit => ({ name: 'sign-in-failure', key, points: 30, seconds: TEN_MINUTES })
/* All of a company may be signed out at once, from the one address of its Identity System. */
const logouts = (key: string): Limit => ({ name: 'logout-token', key, points: 3000, seconds: TEN_MINUTES })

/** Counts a start or an answer of a sign-in from this address. Refuses with `rate-limited`, whoever it is. */
export async function countSignIn(house: House, address: string): Promise<void> {
  await requireLeft(house, failures(address))
  await consume(house, tries(address))
}

/** Counts a sign-in that came to nothing; the address is refused after too many. */
export async function countFailure(house: House, address: string): Promise<void> {
  // The failure is being answered already: only the next try is refused.
  await consume(house, failures(address)).catch(() => undefined)
}

export async function countLogout(house: House, address: string): Promise<void> {
  await consume(house, logouts(address))
}
