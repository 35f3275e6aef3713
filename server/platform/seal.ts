import { createHmac, timingSafeEqual } from 'node:crypto'
import type { House } from './context.ts'

/** A key of its own for each purpose, so that a value sealed for one is worthless for another. */
export function deriveKey(house: Pick<House, 'config'>, purpose: string): Buffer {
  return createHmac('sha256', house.config.secretKey).update(`interchange ${purpose}`).digest()
}

/** `value.signature`: readable, but only we can have written it. The value must not hold a dot. */
export function seal(house: Pick<House, 'config'>, purpose: string, value: string): string {
  const signature = createHmac('sha256', deriveKey(house, purpose)).update(value).digest('base64url')
  return `${value}.${signature}`
}

/** The value, or null when it is not ours. */
export function unseal(house: Pick<House, 'config'>, purpose: string, sealed: string): string | null {
  const dot = sealed.indexOf('.')
  if (dot < 1) return null
  const value = sealed.slice(0, dot)
  const given = Buffer.from(sealed.slice(dot + 1), 'base64url')
  const right = createHmac('sha256', deriveKey(house, purpose)).update(value).digest()
  return given.length === right.length && timingSafeEqual(given, right) ? value : null
}
