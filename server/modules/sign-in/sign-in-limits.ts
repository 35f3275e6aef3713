import type { House } from '../../platform/context.ts'
import { addressKey } from '../../platform/limits/address-key.ts'
import { consume, type Limit, requireLeft } from '../../platform/limits/consume.ts'

const TEN_MINUTES = 600
/* An office may stand behind one address, so only failures are few. */
const tries = (address: string) => ofAddress('sign-in', address, 300)
const failures = (address: string) => ofAddress('sign-in-failure', address, 30)
/* All of a company may be signed out at once, from the one address of its Identity System. */
const logouts = (address: string) => ofAddress('logout-token', address, 3000)

const ofAddress = (name: string, address: string, points: number): Limit => ({
  ...{ name, key: addressKey(address) },
  ...{ points, seconds: TEN_MINUTES },
})

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
