import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'
const SHAPE = /^ick_(?:pub_)?([a-z0-9]{8})_[A-Za-z0-9_-]{43}$/

/** `secret` keys prove a system; `publishable` ones stand in the source of a page, and only allow creating. */
export type KeyKind = 'secret' | 'publishable'
export type NewKey = { key: string; prefix: string; hash: Buffer; kind: KeyKind }

/** A new key: 32 random bytes, and a prefix that may be shown and logged. */
export function newKey(kind: KeyKind = 'secret'): NewKey {
  const prefix = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  const key = `ick_${kind === 'publishable' ? 'pub_' : ''}${prefix}_${randomBytes(32).toString('base64url')}`
  return { key, prefix, hash: hashKey(key), kind }
}

/** The prefix inside a key, or null where it does not look like one of ours. */
export function prefixOf(key: string): string | null {
  return SHAPE.exec(key)?.[1] ?? null
}

/** One hash suffices: the key is random, so there is nothing to guess slowly. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

const NO_HASH = Buffer.alloc(32)

/** Compares in constant time, and does the same work when no client has this prefix. */
export function isKeyOf(key: string, hash: Buffer | undefined): boolean {
  const equal = timingSafeEqual(hashKey(key), hash ?? NO_HASH)
  return equal && hash !== undefined
}
