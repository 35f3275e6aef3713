import { createHash } from 'node:crypto'
import type { Language } from '../../../contract/languages.ts'
import { refuse } from '../refusal.ts'

/**
 * The tag of an answer: the version in the clear, then what else shapes it (who reads, in which language), hashed.
 * Weak, since the same version may be worded anew.
 */
export function entityTag(version: number, caller: string, language: Language, body: unknown): string {
  const shape = createHash('sha256')
    .update(`${caller}\n${language}\n${JSON.stringify(body)}`)
    .digest('base64url')
    .slice(0, 16)
  return `W/"${version}.${shape}"`
}

/** The versions inside `If-Match` (tags as we gave them, or bare versions), null when absent or `*`. */
export function versionsOf(ifMatch: string | undefined): [number, ...number[]] | null {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null
  const [first = '', ...others] = ifMatch.split(',')
  return [versionIn(first), ...others.map(versionIn)]
}

function versionIn(tag: string): number {
  const found = /^(?:W\/)?"?(\d{1,9})(?:\.[\w-]*)?"?$/.exec(tag.trim())
  // A tag we never gave cannot be the present version.
  return found ? Number(found[1]) : -1
}

/** Does `If-None-Match` name this tag? Compared weakly (RFC 9110, section 13.1.2): `*` is any, a list is one of. */
export function isNamedIn(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false
  if (ifNoneMatch.trim() === '*') return true
  const bare = (one: string) => one.trim().replace(/^W\//, '')
  // Our tags hold no comma.
  return ifNoneMatch.split(',').some((one) => bare(one) === bare(tag))
}

/** Refuses a change to a version that is no longer the present one. */
export function requireVersion(present: number, ifMatch: number | null): void {
  if (ifMatch !== null && ifMatch !== present) refuse('version-stale', { values: { version: present } })
}
