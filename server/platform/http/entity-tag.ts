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

/** The version inside `If-Match` (a tag as we gave it, or a bare version), null when absent or `*`. */
export function versionOf(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null
  const found = /^(?:W\/)?"?(\d{1,9})(?:\.[\w-]*)?"?$/.exec(ifMatch.trim())
  // A tag we never gave cannot be the present version.
  return found ? Number(found[1]) : -1
}

/** Refuses a change to a version that is no longer the present one. */
export function requireVersion(present: number, ifMatch: number | null): void {
  if (ifMatch !== null && ifMatch !== present) refuse('version-stale', { values: { version: present } })
}
